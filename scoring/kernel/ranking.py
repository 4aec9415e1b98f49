"""Ranks: 1 is best, ties share the best rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.rounding import count_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Ranks = NDArray[np.int32]


def round_scores(score: Values, decimals: int) -> Values:
    """Round scores half up, as printed ones are; give them in their last decimal."""
    return count_steps(score, 10.0**-decimals)


def rank_rows(score: Values, decimals: int) -> Ranks:
    """Rank the units of each draw: 1 is best, ties share the best rank, 0 for NaN.

    Args:
        score: (draws, units).
        decimals: in which two scores must differ to get different ranks.
    """
    falling = -round_scores(score, decimals)
    order = np.argsort(falling, axis=1)  # NaN comes last
    ranked = np.take_along_axis(falling, order, axis=1)
    place = np.ones(ranked.shape, dtype=np.int32)
    place[:, 1:] = np.arange(2, ranked.shape[1] + 1)
    place[:, 1:][ranked[:, 1:] == ranked[:, :-1]] = 0
    np.maximum.accumulate(place, axis=1, out=place)
    place[np.isnan(ranked)] = 0
    ranks = np.empty_like(place)
    np.put_along_axis(ranks, order, place, axis=1)
    return ranks
