"""Orderings: ranking combinations, fitted once on a reference of units.

A ranking combination scores a unit by where it stands among others. What it needs of
them is learned once and frozen; each row is then scored against that reference, so its
score is the same alone and in any batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from scoring.errors import NegativeValuesError, SharesError
from scoring.kernel.orderings.borda import learn_columns, share_borda
from scoring.kernel.orderings.copeland import point_majorities
from scoring.kernel.orderings.doubt import find_best_weights, find_frontier
from scoring.kernel.orderings.kemeny import count_above, point_order
from scoring.kernel.orderings.pairs import cut_rows, divide_points, same_zero

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from instruments.model.combination import Combination

    Values = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

Rank = Literal["borda", "copeland", "kemeny", "benefit_of_the_doubt"]
"""The ranking combinations; `docs/methods.md` has the formulas."""

_COMPLETE = frozenset({"kemeny", "benefit_of_the_doubt"})
"""Those that need every child of a unit."""

_PAIRWISE = frozenset({"copeland", "kemeny"})
"""Those that count the units over which a row stands."""

_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Ordering:
    """A ranking combination with the units that it has learned.

    Scores lie between 0 and 1. Borda and Copeland leave a row's missing children out;
    under Kemeny and the benefit of the doubt a row that lacks a child has no score.
    No row has one where the reference leaves nobody to be held against. Children of
    weight 0 count for nothing, not even when they are missing. Under the benefit of
    the doubt a value below 0, which only a row from outside can have, counts as 0.

    Attributes:
        by: which one.
        weights: (children,), with a sum of 1; the benefit of the doubt asks only
            which are above 0.
        reference: (units, children), those that can be scored.
        least_share: benefit of the doubt: least share of a child in the weights.
        most_share: benefit of the doubt: highest share of a child in the weights.
        learned: borda: each counted child's values in rising order; copeland: the
            reference's counted children; kemeny: (units,) how many stand above each;
            benefit of the doubt: the units that limit the weights.
    """

    by: Rank
    weights: Values
    reference: Values
    least_share: float
    most_share: float
    learned: Values

    def score(self, values: Values) -> Values:
        """Score rows (rows, children) of children's values: (rows,), NaN for none."""
        scores = np.full(len(values), np.nan)
        for run, rows in self._runs(values):
            scores[run] = np.minimum(self._score(rows), 1.0)
        return scores

    def share(self, values: Values) -> Values:
        """Split each row's score among its children: (rows, children), 0 or more.

        Borda: a child's own place times its weight. Copeland and Kemeny: the point
        over each unit goes to the children that favour the row, by their weights;
        where none does, to all of them. Benefit of the doubt: w_q I_q. A row's parts
        sum to its score but for rounding; all are NaN where it has none.
        """
        parts = np.full(values.shape, np.nan)
        for run, rows in self._runs(values):
            found = self._share(rows)
            parts[run] = np.where(np.isnan(found[:, :1]), np.nan, 0.0)
            parts[np.ix_(run, self._counted)] = found
        return parts

    def weights_of(self, values: Values) -> Values:
        """Tell the weights by which each row is scored: (rows, children), sum 1.

        Benefit of the doubt: the row's own best ones. Else those of the children
        that it has. NaN where the row cannot be scored.
        """
        weights = np.full(values.shape, np.nan)
        for run, rows in self._runs(values):
            found = self._weigh(rows)
            weights[run] = 0.0
            weights[np.ix_(run, self._counted)] = found / _add_up(found)[:, None]
        return weights

    @property
    def _counted(self) -> Places:
        return np.flatnonzero(self.weights > 0)

    def _runs(self, values: Values) -> Iterator[tuple[Places, Values]]:
        """Yield the rows that can be scored, as many as fit beside all units.

        Yields:
            The places of the rows, and their counted children.
        """
        if not len(self.reference):
            return
        counted = values[:, self._counted]
        if self.by == "benefit_of_the_doubt":
            counted = np.maximum(counted, 0.0)
        usable = np.flatnonzero(_find_usable(counted, self.by))
        for cut in cut_rows(len(usable), len(self.reference)):
            yield usable[cut], same_zero(counted[usable[cut]])

    # These take counted children of rows that can be scored.

    def _score(self, rows: Values) -> Values:
        if self.by in _PAIRWISE:
            points, others = self._points(rows)
            return np.asarray(points.sum(axis=1) / others)
        return _add_up(self._share(rows))

    def _points(self, rows: Values) -> tuple[Values, Values]:
        weights, reference = self.weights[self._counted], self.reference
        reference = reference[:, self._counted]
        if self.by == "copeland":
            return point_majorities(reference, weights, rows)
        return point_order(reference, self.learned, weights, rows)

    def _share(self, rows: Values) -> Values:
        weights = self.weights[self._counted]
        if self.by == "borda":
            return share_borda(self.learned, weights, rows)
        if self.by == "benefit_of_the_doubt":
            return self._weigh(rows) * rows
        reference = self.reference[:, self._counted]
        points, others = self._points(rows)
        return divide_points(points, rows, reference, weights) / others[:, None]

    def _weigh(self, rows: Values) -> Values:
        if self.by != "benefit_of_the_doubt":
            return np.where(np.isnan(rows), 0.0, self.weights[self._counted])
        return find_best_weights(self.learned, rows, self.least_share, self.most_share)


def fit_ordering(combination: Combination, weights: Values, values: Values) -> Ordering:
    """Learn from the units of a population what a ranking combination needs.

    Args:
        combination: one of the ranking combinations.
        weights: (children,), of any sum above 0.
        values: (units, children), NaN where a value is missing. Units that lack all
            values, or under Kemeny and the benefit of the doubt any, are left out.

    Raises:
        KemenySizeError: too many units in one knot of majorities.
        NegativeValuesError: benefit of the doubt, of a value below 0.
        SharesError: benefit of the doubt, of shares that cannot sum to 1.
    """
    by = cast("Rank", combination.by)
    least = 0.0 if combination.least_share is None else combination.least_share
    most = 1.0 if combination.most_share is None else combination.most_share
    counted = weights > 0
    usable = _find_usable(values[:, counted], by)
    weights, reference = weights / weights.sum(), same_zero(values[usable])
    learned = _learn(by, reference[:, counted], weights[counted])
    if by == "benefit_of_the_doubt":
        _ensure_shares(least, most, int(counted.sum()))
    return Ordering(by, weights, reference, least, most, learned)


def _find_usable(values: Values, by: Rank) -> Flags:
    """Tell of each row, of counted children, whether it can be scored."""
    known = ~np.isnan(values)
    if by == "benefit_of_the_doubt":  # no weights make anything of an infinity
        known = np.isfinite(values)
    needed = np.all if by in _COMPLETE else np.any
    return np.asarray(needed(known, axis=1))


def _learn(by: Rank, reference: Values, weights: Values) -> Values:
    """Learn from the counted children of usable units."""
    if by == "borda":
        return learn_columns(reference)
    if by == "copeland":
        return reference
    if by == "kemeny":
        return count_above(reference, weights)
    if (reference < 0).any():
        raise NegativeValuesError(by, float(reference.min()))
    return find_frontier(reference)


def _ensure_shares(least: float, most: float, children: int) -> None:
    """Raise where no weights of so many children keep within the shares."""
    too_high = least * children > 1 + _ROUNDING
    too_low = most * children < 1 - _ROUNDING
    if too_high or too_low:
        raise SharesError(least, most, children)


def _add_up(parts: Values) -> Values:
    """Sum each row in the order of its columns, alike alone and in any batch."""
    total = np.zeros(len(parts))
    for column in parts.T:
        total += column
    return total
