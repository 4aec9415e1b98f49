"""Bounded nodes: how far each node may go, after its children."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, assert_never

import numpy as np

from scoring.kernel.bounds.members import BoundedMembers, Reach, fill_alone
from scoring.kernel.bounds.ranges import (
    Range,
    combine_children,
    combine_ranges,
    stack_ranges,
)
from scoring.kernel.codes import GIVEN, OPEN, state_of
from scoring.kernel.conditions import disjoin
from scoring.kernel.means import lies_below
from scoring.kernel.members import take_together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scoring.kernel.bounds.prospects import Prospects
    from scoring.kernel.nodes import NodeGate, NodePlan, TableScore

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class BoundedNode:
    """A node, to be scored at its worst and at its best."""

    step: NodePlan

    @cached_property
    def members(self) -> BoundedMembers:
        """What a node of items weighs."""
        return BoundedMembers(self.step)

    def reach(self, prospects: Prospects, below: Mapping[int, Reach]) -> Reach:
        """Tell how far the node may go.

        Args:
            prospects: what the answers may come to.
            below: how far its children may go, by their place in the results.
        """
        step = self.step
        found = self._combine(prospects, below)
        score = found.score
        if step.transform is not None and step.ratio is None:
            score = score.move(step.transform.apply)
        for gate in step.gates:
            score = _gate(gate, score, prospects)
        return Reach(score, found.applies)

    def _combine(self, prospects: Prospects, below: Mapping[int, Reach]) -> Reach:
        if self.step.members:
            return self.members.reach(prospects)
        if self.step.table is not None:
            score = _decide(self.step, self.step.table, prospects)
            return Reach(score, _apply(self.step, prospects))
        if self.step.ratio is not None:
            score = _divide(self.step, prospects)
            return Reach(score, _apply(self.step, prospects))
        if self.step.children:
            return _join(self.step, [below[place] for place, _ in self.step.children])
        return _find_nothing(prospects)


def _find_nothing(prospects: Prospects) -> Reach:
    """Give no score to a node that has nothing to combine."""
    rows = len(next(iter(prospects.columns.values())))
    none, nowhere = np.full(rows, np.nan), np.zeros((2, rows), dtype=np.bool_)
    return Reach(Range(none, none, nowhere[0]), nowhere)


def _gate(gate: NodeGate, score: Range, prospects: Prospects) -> Range:
    """Close a gate where it surely closes, and leave it both ways where it may."""
    surely, maybe = prospects.hold(gate.test)
    if gate.becomes_zero:
        return score.widen(maybe & score.known, 0.0).become(surely, 0.0)
    return score.loosen(maybe).drop(surely)


def _apply(step: NodePlan, prospects: Prospects) -> Truth:
    """Tell where an item that is asked directly surely applies, and may: (2, rows)."""
    flags = step.missing.applicable
    return _find_any(step.items, flags, prospects)


def _find_any(items: tuple[str, ...], flags: Values, prospects: Prospects) -> Truth:
    """Tell where one of some items surely is in a state with a flag, and may be."""
    found = [(flags[state_of(prospects.columns[key])] > 0) for key in items]
    sure = [
        one & ~prospects.find_loose(key) for key, one in zip(items, found, strict=True)
    ]
    return np.array([disjoin(sure), disjoin(found)])


def _decide(step: NodePlan, table: TableScore, prospects: Prospects) -> Range:
    """Take all scores of a decision table that a row may give."""
    if table.entries:
        apart = [_decide(step, one, prospects) for one in table.entries]
        return combine_ranges(stack_ranges(apart), partial(take_together, table.take))
    surely, maybe = _find_any(
        table.items, step.missing.answer_open(0.0).counted, prospects
    )
    none = np.full(len(maybe), np.nan)
    score, left = Range(none, none, maybe & ~surely), maybe
    for test, worth in table.rows:
        settled, possible = prospects.hold(test)
        score = score.widen(left & possible, worth)
        left = left & ~settled
    return score.widen(left, table.otherwise)


def _divide(step: NodePlan, prospects: Prospects) -> Range:
    """Divide one number by another, and normalise what comes of it.

    An open number may come to 0 below the line, so that there is no score.
    """
    value, _ = fill_alone(replace(step, place=0), prospects.columns)
    extremes = (-np.inf, np.inf)
    if step.transform is not None:
        value, extremes = step.transform.apply(value), step.transform.extremes
    states = [state_of(prospects.columns[key]) for key in step.items]
    there = np.logical_and.reduce([np.isin(s, [*OPEN, GIVEN]) for s in states])
    is_open = disjoin([np.isin(s, OPEN) for s in states]) & there
    low, high = (np.where(is_open, end, value) for end in extremes)
    loose = disjoin([is_open, *map(prospects.find_loose, step.items)])
    return Range(low, high, np.zeros_like(loose)).loosen(loose)


def _join(step: NodePlan, children: Sequence[Reach]) -> Reach:
    """Combine child nodes, some of which may come to have no score."""
    scores = stack_ranges([child.score for child in children])
    applies = np.array([child.applies for child in children])
    weights = np.array([weight for _, weight in step.children])
    score = combine_children(step, _count_lacking(step, scores, applies), weights)
    surely, maybe = applies[:, 0], applies[:, 1]
    match step.missing.policy.without_score:
        case "drop":
            score = score.loosen(disjoin(scores.lacks & maybe))
            score = score.drop(disjoin(~scores.known & surely))
        case "zero":  # nothing at all is still no zero
            score = score.loosen(~disjoin(scores.sure))
            score = score.drop(~disjoin(scores.known))
        case "leave_out":
            pass
        case other:
            assert_never(other)
    if (least := step.missing.policy.least_share) > 0:
        shares = _share_known(weights, scores, applies)
        thinnest, fullest = (lies_below(share, least) for share in shares)
        score = score.loosen(thinnest).drop(fullest)
    return Reach(score, disjoin(applies))


def _count_lacking(step: NodePlan, scores: Range, applies: Truth) -> Range:
    """Let child nodes that may have no score count as the policy says.

    Where one surely applies it counts as 0, or leaves nothing to combine; only under
    `leave_out`, and where nothing may apply to it, it may be out.
    """
    policy = step.missing.policy.without_score
    if policy == "leave_out":
        return scores
    surely, maybe = applies[:, 0], applies[:, 1]
    zero = scores.lacks & maybe & (policy == "zero")
    counted = scores.widen(zero, 0.0)
    return Range(counted.low, counted.high, scores.lacks & ~surely & counted.known)


def _share_known(
    weights: Values, scores: Range, applies: Truth
) -> tuple[Values, Values]:
    """Give the least and the most of the weight that applies whose score is known."""
    surely, maybe = applies[:, 0], applies[:, 1]
    least = weights @ scores.sure / (weights @ maybe)
    most = weights @ scores.known / (weights @ (surely | (scores.known & maybe)))
    return least, most
