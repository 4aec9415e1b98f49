"""Bands: intervals of scores and ranks over draws, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Ranks = NDArray[np.int32]

LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
"""The interval holds 90 % of the draws."""


@dataclass(frozen=True)
class Band:
    """Where something lies in the draws, one value a unit; NaN for never.

    Attributes:
        low: 5 % of the draws are this or below.
        median: half of them are.
        high: 95 % of them are.
    """

    low: Values
    median: Values
    high: Values

    @property
    def width(self) -> Values:
        """How wide the interval is."""
        return self.high - self.low


def find_score_band(score: Values) -> Band:
    """Find the median and the 90 % interval of scores, by linear interpolation.

    Args:
        score: (draws, units); a NaN is left out.
    """
    rising = np.sort(score.T, axis=1)  # NaN comes last
    known = rising.shape[1] - np.isnan(rising).sum(axis=1)
    return Band(*(_interpolate(rising, known, share) for share in (LOW, MIDDLE, HIGH)))


def _interpolate(rising: Values, known: NDArray[np.intp], share: float) -> Values:
    place = np.maximum(known - 1, 0) * share
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(known - 1, 0))
    units = np.arange(len(rising))
    low, high = rising[units, below], rising[units, above]
    found: Values = low + (high - low) * (place - below)
    return found


def find_rank_band(rank: Ranks) -> Band:
    """Find the median and the 90 % interval of ranks; each is a rank that was held.

    Args:
        rank: (draws, units); 0 stands for no rank and is left out.
    """
    rising = np.sort(np.ascontiguousarray(rank.T), axis=1)
    known = (rising > 0).sum(axis=1)
    return Band(*(_take(rising, known, share) for share in (LOW, MIDDLE, HIGH)))


def _take(rising: Ranks, known: NDArray[np.intp], share: float) -> Values:
    """Take the lowest rank that the share of draws does not exceed."""
    nth = np.ceil(np.round(known * share, 9)).astype(np.intp)
    place = rising.shape[1] - known + np.maximum(nth, 1) - 1
    held = rising[np.arange(len(rising)), np.minimum(place, rising.shape[1] - 1)]
    return np.where(known > 0, held, np.nan)


def say_band(low: float, high: float, units: int) -> str:
    """Say a rank band in words: "3-9 of 24"; empty for a unit without rank."""
    if np.isnan(low) or np.isnan(high):
        return ""
    if low == high:
        return f"{low:.0f} of {units}"
    return f"{low:.0f}-{high:.0f} of {units}"
