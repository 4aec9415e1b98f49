"""Consensus: how far the answers of many to one item on an ordered scale agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def measure_consensus(counts: Sequence[int], places: Sequence[float]) -> float | None:
    """Measure the consensus of answers on an ordered scale.

    Cns = 1 + sum p_i log2(1 - |x_i - m| / d), with the share p_i of the answers at
    place x_i, their mean m and the width d of the scale. It is 1 where all answer
    alike, 0 where half stands at either end. Source: Tastle and Wierman (2007).

    Args:
        counts: the answers at each place.
        places: where each option stands on the scale.

    Returns:
        0..1; None without an answer, or on a scale without width.
    """
    count, place = np.asarray(counts, dtype=float), np.asarray(places, dtype=float)
    width = float(place.max() - place.min()) if place.size else 0.0
    if not count.sum() or not width:
        return None
    share = count / count.sum()
    distance = np.abs(place - share @ place) / width
    known = share > 0  # what nobody chose has no part in it, not even at distance 1
    return float(1 + share[known] @ np.log2(1 - distance[known]))
