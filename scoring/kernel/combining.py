"""Combining: fills scores and coverages of a block of responses, node by node.

Every step works row by row, so that a response scores the same, bit for bit, alone and
in any batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import state_of
from scoring.kernel.coding import count_rows
from scoring.kernel.means import (
    combine_rows,
    find_unscored,
    lies_below,
    share_known,
    take_mean,
)
from scoring.kernel.members import take_together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.framework import Ratio
    from scoring.kernel.codes import Columns
    from scoring.kernel.nodes import NodePlan, TableScore
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]

SCORE, COVERAGE = 0, 1
"""Where scores and coverages stand in what is found of a block."""


@dataclass(frozen=True)
class Found:
    """What was found of a block of responses; each is (nodes, rows).

    Attributes:
        raw: scores whatever their coverage, as parents take them; NaN for none.
        coverage: the share of the weight that applies and is answered.
        printed: scores whose coverage is at least what the method prints.
    """

    raw: Values
    coverage: Values
    printed: Values


def score_columns(plan: Plan, columns: Columns) -> Found:
    """Score a block of responses.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        columns: one contiguous array an item; see `slice_columns`.
    """
    found = np.empty((2, len(plan.nodes), count_rows(plan.coder, columns)))
    fill_scores(plan, columns, found)
    raw, coverage = found[SCORE].copy(), found[COVERAGE]
    hide_scores(plan, found)
    return Found(raw, coverage, found[SCORE])


def fill_scores(plan: Plan, columns: Columns, found: Values) -> None:
    """Fill scores and coverages, (2, nodes, rows), of one block.

    Scores stand here whatever their coverage: parents are computed from them.
    """
    for step in plan.steps:
        fill_node(step, columns, found)
    drop_rows(plan, columns, found)


def drop_rows(plan: Plan, columns: Columns, found: Values) -> None:
    """Take every score of the responses away that a missing answer drops."""
    if any(step.missing.drops.any() for step in plan.steps):
        found[SCORE][:, find_dropped(plan, columns)] = np.nan


def find_dropped(plan: Plan, columns: Columns) -> Truth:
    """Tell which responses a missing answer drops."""
    dropped = np.zeros(count_rows(plan.coder, columns), dtype=np.bool_)
    for step in plan.steps:
        if step.missing.drops.any():
            for key in step.items:
                dropped |= step.missing.drops[state_of(columns[key])]
    return dropped


def fill_node(step: NodePlan, columns: Columns, found: Values) -> None:
    """Fill one node, after its children: combine, normalise, gate."""
    normalise_node(step, columns, found)
    gate_node(step, columns, found)


def normalise_node(step: NodePlan, columns: Columns, found: Values) -> None:
    """Fill one node, after its children, as it is before its gates."""
    combine_node(step, columns, found)
    score = found[SCORE, step.place]
    if step.transform is not None:
        score[:] = step.transform.apply(score)


def gate_node(step: NodePlan, columns: Columns, found: Values) -> None:
    """Make a node zero, or take its score away, where one of its gates closes."""
    score = found[SCORE, step.place]
    for gate in step.gates:
        closed = gate.test.holds(columns) & ~np.isnan(score)
        score[closed] = 0.0 if gate.becomes_zero else np.nan


def hide_scores(plan: Plan, found: Values) -> None:
    """Blank the scores whose coverage is below the least that the method prints."""
    for step in plan.steps:
        if (least := step.missing.policy.least_coverage) > 0:
            hidden = lies_below(found[COVERAGE, step.place], least)
            found[SCORE, step.place][hidden] = np.nan


def combine_node(step: NodePlan, columns: Columns, found: Values) -> None:
    """Fill score and coverage of a node, before it is normalised and gated."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        if step.members:
            _combine_members(step, columns, found)
        elif step.table is not None:
            found[:, step.place] = _decide(step, step.table, columns)
        elif step.ratio is not None:
            found[:, step.place] = _divide(step, step.ratio, columns)
        elif step.children:
            _combine_children(step, columns, found)
        else:
            found[:, step.place] = np.nan
        if (least := step.missing.policy.least_share) > 0:
            thin = lies_below(_known_share(step, found), least)
            found[SCORE, step.place][thin] = np.nan


def _known_share(step: NodePlan, found: Values) -> Values:
    """Give the share of the weight of children that apply whose score is known."""
    if not step.children:
        coverage: Values = found[COVERAGE, step.place]
        return coverage
    scores, covers = ([end[at] for at, _ in step.children] for end in found)
    return share_known([weight for _, weight in step.children], scores, covers)


def _combine_members(step: NodePlan, columns: Columns, found: Values) -> None:
    score, coverage = found[SCORE, step.place], found[COVERAGE, step.place]
    aggregation = step.aggregation
    total, counted, answered, applicable = step.lookups.sum_up(columns).T  # type: ignore[union-attr]
    if step.caps:
        beyond = step.claim_beyond(columns)
        zeros = beyond * aggregation.forward(np.zeros(1))
        total = total + np.where(beyond > 0, zeros, 0.0)  # nothing of an infinity
        counted, applicable = counted + beyond, applicable + beyond
    np.divide(answered, applicable, out=coverage)
    if aggregation.is_mean:
        total = np.divide(total, counted, out=score)
    elif not aggregation.is_pick:
        total = _combine(step, step.values_of(columns, found))
    if total is not score or aggregation.exponent != 1:
        score[:] = aggregation.inverse(total)


def _combine_children(step: NodePlan, columns: Columns, found: Values) -> None:
    """Combine child nodes; what one without a score does, the policy says.

    One to which nothing applies is left out, whatever the policy.
    """
    plain = step.missing.policy.without_score == "leave_out"
    if plain and step.aggregation.exponent == 1:
        children = [(found[:, place], weight) for place, weight in step.children]
        found[:, step.place] = take_mean(children, found[:, 0].shape)
        return
    covers = [(found[COVERAGE, place], weight) for place, weight in step.children]
    found[COVERAGE, step.place] = take_mean(covers, found[COVERAGE, 0].shape)
    score = _combine(step, step.values_of(columns, found))
    if not plain:  # where children count as zero, nothing at all is still no zero
        scores = [found[SCORE, place] for place, _ in step.children]
        every = step.missing.policy.without_score == "zero"
        idle = None if every else [np.isnan(cover) for cover, _ in covers]
        score[find_unscored(scores, idle, every=every)] = np.nan
    found[SCORE, step.place] = score


def _combine(step: NodePlan, values: Values) -> Values:
    weights = np.array([weight for _, weight in step.weighed])
    return combine_rows(step.aggregation, weights, values, step.ordering)


def _decide(
    step: NodePlan, table: TableScore, columns: Columns
) -> tuple[Values, Values]:
    """Take the score of the first row of a decision table that holds.

    No score where none of the answers that the table asks about counts. Over a list
    each entry is decided apart, and those that have a score are taken together.
    """
    if table.entries:
        apart = [_decide(step, one, columns)[0] for one in table.entries]
        states = [state_of(columns[key]) for key in table.items]
        return take_together(table.take, np.array(apart)), _cover(step, states)
    missing = step.missing
    states = [state_of(columns[key]) for key in table.items]
    counted = np.logical_or.reduce([missing.counted[s] > 0 for s in states])
    tests = [test.holds(columns) for test, _ in table.rows]
    worth = [np.float64(score) for _, score in table.rows]
    decided = np.select(tests, worth, default=table.otherwise)
    found: Values = np.where(counted, decided, np.nan)
    return found, _cover(step, states)


def _divide(step: NodePlan, ratio: Ratio, columns: Columns) -> tuple[Values, Values]:
    """Divide one number by another; no score where either is missing or the lower 0."""
    above, below = columns[ratio.of], columns[ratio.to]
    quotient = above / below * ratio.times
    found = np.where(np.isfinite(quotient), quotient, np.nan)
    return found, _cover(step, [state_of(above), state_of(below)])


def _cover(step: NodePlan, states: list[NDArray[np.uint8]]) -> Values:
    """Give the share of what applies that is answered."""
    answered = np.add.reduce([step.missing.answered[s] for s in states])
    applicable = np.add.reduce([step.missing.applicable[s] for s in states])
    share: Values = answered / applicable
    return share
