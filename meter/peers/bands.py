"""Bands: quartiles of a group, told no finer than a band of five points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.peers.records import Spread

Standing = Literal["below", "low edge", "middle", "high edge", "above"]
"""Where a score stands: in the lower quarter, in the middle half, in the upper one, or
on an edge between them."""

STEP = 5
MOST = 100
NOISE_DECIMALS = 9
QUARTILES = (0.25, 0.5, 0.75)


def find_bands(scores: Sequence[float]) -> tuple[int, int, int]:
    """Find where the bands begin in which the quartiles of scores of 0..1 lie.

    A quartile of few units is the score of one of them, or lies between two, and then
    tells the one to the other. In its band it tells neither.
    """
    lower, middle, upper = (
        min(int(round(float(value) * MOST, NOISE_DECIMALS) // STEP) * STEP, MOST - STEP)
        for value in np.quantile(np.asarray(scores, dtype=float), QUARTILES)
    )
    return lower, middle, upper


def are_alike(bands: tuple[int, int, int]) -> bool:
    """Tell whether the middle half lies in one band, as good as told by it."""
    lower, _, upper = bands
    return lower == upper


def find_standing(score: float, spread: Spread) -> Standing | None:
    """Tell where a score of 0..1 stands, from the published bands alone.

    What is told follows from what is shown and from the reader's own score, so it adds
    nothing about anybody else. None where the figures are withheld.
    """
    if spread.lower is None or spread.upper is None:
        return None
    points = round(score * MOST, NOISE_DECIMALS)
    if points < spread.lower:
        return "below"
    if points < spread.lower + STEP:
        return "low edge"
    if points < spread.upper:
        return "middle"
    last = spread.upper + STEP
    return "high edge" if points < last or last == MOST else "above"
