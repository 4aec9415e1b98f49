"""Dispersion: how far the answers of many units to one item on a scale agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def rate_consensus(counts: Sequence[int], places: Sequence[float]) -> float | None:
    """Rate the consensus of answers on an ordered scale.

    Cns = 1 + sum p_i log2(1 - |x_i - m| / d), with p_i the share of the answers at x_i,
    m their mean and d the width of the scale: 1 where all answer alike, 0 where half
    stands at either end. Source: Tastle and Wierman (2007).

    Args:
        counts: the answers to each option.
        places: where each option stands.

    Returns:
        0..1; None without an answer, or on a scale without width.
    """
    count, place = np.asarray(counts, dtype=float), np.asarray(places, dtype=float)
    width = float(np.ptp(place)) if place.size else 0.0
    if not count.sum() or not width:
        return None
    share = count / count.sum()
    chosen = share > 0  # what nobody chose has no part in it, not even from afar
    distance = np.abs(place - share @ place)[chosen] / width
    return float(1 + share[chosen] @ np.log2(1 - distance))
