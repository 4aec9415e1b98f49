"""Pairs: how often one unit stands above another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Ranks = NDArray[np.int32]

SURE = 0.95
"""Share of draws in which an order has to hold to be called sure."""


class Neighbours(NamedTuple):
    """Units that follow each other in the published ranking.

    Attributes:
        first: the places of the upper ones among the units.
        second: those of the lower ones.
        chance: the share of draws in which the upper one stands above the lower one.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    chance: Values

    @property
    def sure(self) -> int:
        """How many pairs keep their order in SURE of the draws or more."""
        return int((self.chance >= SURE).sum())


def find_chance(
    rank: Ranks, first: NDArray[np.intp], second: NDArray[np.intp]
) -> Values:
    """Give the share of draws in which units stand above others, pair by pair.

    Equal ranks are neither above nor below. Draws in which one of the two has no rank
    do not count.

    Args:
        rank: (draws, units); 0 for none.
        first: places of units.
        second: places of those that they are compared with.

    Returns:
        One a pair; NaN where no draw ranks both.
    """
    one, other = rank[:, first], rank[:, second]
    both = (one > 0) & (other > 0)
    above = (both & (one < other)).sum(axis=0)
    count = both.sum(axis=0)
    chance: Values = np.where(count > 0, above / np.maximum(count, 1), np.nan)
    return chance


def find_neighbours(rank: Ranks, reference: Ranks) -> Neighbours:
    """Compare the units that follow each other in the published ranking.

    Args:
        rank: (draws, units); 0 for none.
        reference: the published ranks, (units,); units with 0 are left out.
    """
    ranked = np.flatnonzero(reference > 0)
    order = ranked[np.argsort(reference[ranked], kind="stable")]
    first, second = order[:-1], order[1:]
    return Neighbours(first, second, find_chance(rank, first, second))
