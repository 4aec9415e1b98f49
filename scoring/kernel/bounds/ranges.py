"""Ranges: how far values may go, and how far what is combined of them.

Unknown is how open answers come out. A value lies between a lowest and a highest then;
a loose one may be there or not, as that of an item that may not be asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.conditions import disjoin
from scoring.kernel.means import combine_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from scoring.kernel.nodes import NodePlan

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]
    Combiner = Callable[[Values], Values]


@dataclass(frozen=True)
class Range:
    """The lowest and the highest of values, and where there may be none.

    Attributes:
        low: NaN where there is surely no value.
        high: the same.
        loose: where there may be a value, and may be none.
    """

    low: Values
    high: Values
    loose: Truth

    @property
    def known(self) -> Truth:
        """Where there may be a value."""
        known: Truth = ~np.isnan(self.low)
        return known

    @property
    def sure(self) -> Truth:
        """Where there is surely a value."""
        return self.known & ~self.loose

    @property
    def lacks(self) -> Truth:
        """Where there may be no value, or surely is none."""
        return ~self.sure

    def loosen(self, rows: Truth) -> Range:
        """Let there be no value in some rows, too."""
        return Range(self.low, self.high, self.loose | (rows & self.known))

    def drop(self, rows: Truth) -> Range:
        """Let there surely be no value in some rows."""
        low, high = (np.where(rows, np.nan, end) for end in (self.low, self.high))
        return Range(low, high, self.loose & ~rows)

    def widen(self, rows: Truth, value: float) -> Range:
        """Let the value be another one in some rows, too."""
        low = np.where(rows, np.fmin(self.low, value), self.low)
        high = np.where(rows, np.fmax(self.high, value), self.high)
        return Range(low, high, self.loose)

    def become(self, rows: Truth, value: float) -> Range:
        """Let the value, if there is any, surely be another one in some rows."""
        rows = rows & self.known
        low, high = (np.where(rows, value, end) for end in (self.low, self.high))
        return Range(low, high, self.loose)

    def move(self, change: Combiner) -> Range:
        """Change the values by what rises, or falls, all the way.

        Where there is no value at one end alone, as the logarithm of 0, or at an end
        that is endless, nothing is known of what lies between.
        """
        first, last = change(self.low), change(self.high)
        lacks = np.isnan(first) | np.isnan(last)
        none = np.isnan(first) & np.isnan(last) & (np.abs(self.low) < np.inf)
        broken = self.known & lacks & ~(none & (np.abs(self.high) < np.inf))
        low = np.where(broken, -np.inf, np.fmin(first, last))
        high = np.where(broken, np.inf, np.fmax(first, last))
        return Range(low, high, (self.loose & ~np.isnan(low)) | broken)


def stack_ranges(ranges: Sequence[Range]) -> Range:
    """Put the ranges of children, (rows,) each, together: (children, rows)."""
    return Range(
        np.array([one.low for one in ranges]),
        np.array([one.high for one in ranges]),
        np.array([one.loose for one in ranges]),
    )


def join_ranges(first: Range, second: Range) -> Range:
    """Put more children beside some: (children, rows)."""
    return Range(
        np.concatenate([first.low, second.low]),
        np.concatenate([first.high, second.high]),
        np.concatenate([first.loose, second.loose]),
    )


def combine_ranges(children: Range, combine: Combiner) -> Range:
    """Find how far children may be combined to, those that are loose each or not.

    The highest leaves out the loose ones below some value, and the lowest those above
    some: each such value is tried.

    Args:
        children: (children, rows).
        combine: takes values (children, rows), NaN for what is left out, to (rows,);
            rises with each value, and is never beyond all of them.

    Returns:
        (rows,).
    """
    low = _reach(combine, children.low, children.loose, -1)
    high = _reach(combine, children.high, children.loose, 1)
    sure = combine(np.where(children.loose, np.nan, children.high))
    return Range(low, high, ~np.isnan(high) & np.isnan(sure))


def _reach(combine: Combiner, values: Values, loose: Truth, sign: int) -> Values:
    """Give the furthest that values come to, with the best of those that are loose.

    Args:
        combine: as above.
        values: (children, rows).
        loose: which need not count.
        sign: 1 for the highest, -1 for the lowest.
    """
    best = sign * combine(np.where(loose, np.nan, values))
    most = int(loose.sum(axis=0).max(initial=0))
    if not most:
        return sign * best
    order = np.argsort(np.where(loose, -sign * values, np.inf), axis=0)
    place = np.argsort(order, axis=0)
    for count in range(1, most + 1):
        taken = ~loose | (place < count)
        best = np.fmax(best, sign * combine(np.where(taken, values, np.nan)))
    return sign * best


def combine_children(step: NodePlan, children: Range, weights: Values) -> Range:
    """Find how far the children of a node may be combined to.

    Args:
        step: how the node is scored.
        children: (children, rows).
        weights: (children,) or, under a mean, (children, rows).
    """
    combine = partial(combine_rows, step.aggregation, weights, ordering=step.ordering)
    found = combine_ranges(children, combine)
    if step.aggregation.combine in {"borda", "copeland"}:
        # Where it is loose by which children, nothing is known of a place.
        rows = disjoin(children.loose) & found.known
        return found.widen(rows, 0.0).widen(rows, 1.0)
    if not step.aggregation.needs_scale:
        return found
    # Values below 0 are squared away, or have no logarithm: no mean is below 0.
    moves = disjoin((children.low < children.high) | children.loose)
    rows = disjoin(children.low < 0) & moves
    return found.widen(rows, 0.0).widen(rows, np.inf).loosen(rows)
