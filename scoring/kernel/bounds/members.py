"""Bounded members: how far a node of items may go, some of which may not be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.bounds.ranges import (
    Range,
    combine_children,
    combine_ranges,
    join_ranges,
    stack_ranges,
)
from scoring.kernel.codes import find_open, state_of
from scoring.kernel.combining import COVERAGE, SCORE, combine_node
from scoring.kernel.conditions import disjoin
from scoring.kernel.means import lies_below
from scoring.kernel.members import take_together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from instruments.model.items import Item
    from instruments.model.normalisation import Normalisation
    from scoring.kernel.bounds.prospects import Prospects
    from scoring.kernel.codes import Column
    from scoring.kernel.members import Member
    from scoring.kernel.nodes import NodePlan

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Reach:
    """How far a node may go.

    Attributes:
        score: its scores.
        applies: where something surely applies to it, and where it may, (2, rows).
    """

    score: Range
    applies: Truth

    def put(self, rows: NDArray[np.intp], part: Reach) -> None:
        """Set some rows to what was found of them."""
        for end in ("low", "high", "loose"):
            getattr(self.score, end)[rows] = getattr(part.score, end)
        self.applies[:, rows] = part.applies


@dataclass(frozen=True)
class BoundedMembers:
    """A node of items, to be scored with what is open at its worst and at its best."""

    step: NodePlan

    @cached_property
    def ends(self) -> tuple[NodePlan, NodePlan]:
        """The node at its worst and at its best, each alone in its results."""
        worst, best = (self._bound(end) for end in (0, 1))
        return worst, best

    def _bound(self, end: int) -> NodePlan:
        members = tuple(_bound_member(member, end) for member in self.step.members)
        missing = self.step.missing.answer_open(0.0)
        return replace(self.step, place=0, members=members, missing=missing)

    def reach(self, prospects: Prospects) -> Reach:
        """Tell how far the combined items may go."""
        apart = self._find_apart(prospects)
        found = np.array([fill_alone(end, prospects.columns) for end in self.ends])
        low, high = found[:, SCORE]
        applies = ~np.isnan(found[:, COVERAGE])
        reach = Reach(Range(low, high, np.zeros_like(apart)), applies)
        rows = np.flatnonzero(apart)
        if rows.size:
            reach.put(rows, self._reach_loose(prospects.take(rows)))
        return reach

    def _find_apart(self, prospects: Prospects) -> Truth:
        """Tell in which rows the ends are not those of the items taken together."""
        apart = []
        for member in self.step.members:
            sinks = self.step.aggregation.needs_scale and _find_extremes(member)[0] < 0
            for item in member.items:
                apart.append(_find_loose(member, item, prospects))
                if sinks:
                    apart.append(find_open(prospects.columns[item.key]))
        return disjoin(apart)

    def _reach_loose(self, prospects: Prospects) -> Reach:
        """Do as `reach`, member by member."""
        members = zip(*(end.members for end in self.ends), strict=True)
        found = [_reach_member(low, high, prospects) for low, high in members]
        scores = stack_ranges([one.score for one in found])
        weights = np.array([member.weight for member in self.step.members])
        applies = np.array([one.applies for one in found])
        if not self.step.caps:
            score = combine_children(self.step, scores, weights)
            return Reach(score, disjoin(applies))
        claims = self._bound_claims(prospects)
        score = combine_children(self.step, *_add_claims(scores, weights, claims))
        weighed = np.einsum("i,ijk->jk", weights, applies)
        # What is claimed beyond the cap applies, and no answer can be given to it.
        thin = [
            lies_below(whole / (whole + beyond), self.step.missing.policy.least_share)
            for whole, beyond in zip(weighed, reversed(claims), strict=True)
        ]
        score = score.loosen(thin[0]).drop(thin[1])
        return Reach(score, disjoin(applies) | (claims > 0))

    def _bound_claims(self, prospects: Prospects) -> Values:
        """Give the least and the most weight claimed beyond the cap: (2, rows)."""
        columns = prospects.leave_loose(), prospects.columns
        return np.array([self.step.claim_beyond(one) for one in columns])


def _add_claims(scores: Range, weights: Values, claims: Values) -> tuple[Range, Values]:
    """Let claims beyond the cap count as children of value 0; some only may."""
    least, most = claims
    part = np.array([least, most - least])
    zeros = np.where(part > 0, 0.0, np.nan)
    loose = np.array([np.zeros_like(least, dtype=np.bool_), part[1] > 0])
    added = Range(zeros, zeros, loose)
    every = np.broadcast_to(weights[:, None], scores.low.shape)
    return join_ranges(scores, added), np.concatenate([every, part])


def _bound_member(member: Member, end: int) -> Member:
    worth = _find_extremes(member)[end]
    return replace(member, missing=member.missing.answer_open(worth))


def _find_extremes(member: Member) -> tuple[float, float]:
    return (0.0, 1.0) if member.transform is None else member.transform.extremes


def fill_alone(step: NodePlan, columns: Mapping[str, Column]) -> Values:
    """Give score and coverage of a node that needs no other, before it is normalised.

    Args:
        step: a node of items or a ratio, as the first of the results.
        columns: coded answers.

    Returns:
        (2, rows).
    """
    rows = len(next(iter(columns.values())))
    found = np.empty((2, 1, rows))
    combine_node(step, columns, found)
    return found[:, 0]


def _find_loose(member: Member, item: Item, prospects: Prospects) -> Truth:
    """Tell where an item may count and may not: not asked, or of no value."""
    loose = prospects.find_loose(item.key)
    if member.transform is None or not _has_gaps(member.transform.declared):
        return loose
    return loose | find_open(prospects.columns[item.key])


def _has_gaps(declared: Normalisation) -> bool:
    """Tell whether there may be numbers that a normalisation gives no value."""
    if declared.by in {"goalposts", "distance_to_target"} and declared.clip:
        return declared.winsorise is not None
    turns = declared.by == "ratio" and declared.reverse
    return declared.log or turns or declared.winsorise is not None


def _reach_member(low: Member, high: Member, prospects: Prospects) -> Reach:
    """Tell how far a member may go, entry by entry of what is asked over a list."""
    entries = [_reach_item(low, high, item, prospects) for item in low.items]
    if len(entries) == 1:
        return entries[0]
    scores = stack_ranges([one.score for one in entries])
    score = combine_ranges(scores, partial(take_together, low.take))
    return Reach(score, disjoin([one.applies for one in entries]))


def _reach_item(low: Member, high: Member, item: Item, prospects: Prospects) -> Reach:
    columns = prospects.columns
    worst, best = (replace(end, items=(item,)).value(columns) for end in (low, high))
    applicable = low.missing.applicable[state_of(columns[item.key])] > 0
    score = Range(worst, best, np.zeros_like(applicable))
    score = score.loosen(_find_loose(low, item, prospects))
    return Reach(
        score, np.array([applicable & ~prospects.find_loose(item.key), applicable])
    )
