"""Bounds: the scores that answers still open could lead to, worst and best.

Unanswered, not known and refused count as the worst value that an item can have, and
as the best. What does not apply stays out, and what was not asked stays not asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import ROWS, slice_columns
from scoring.kernel.codes import OPEN
from scoring.kernel.coding import count_rows
from scoring.kernel.combining import SCORE, drop_rows, fill_ends

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.members import Member
    from scoring.kernel.missing import MissingTable
    from scoring.kernel.nodes import End, NodePlan
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]

ENDS: tuple[End, End] = ("low", "high")
"""Worst and best, in the order of what is found."""


def bound_scores(plan: Plan, coded: Coded | Columns) -> tuple[Values, Values]:
    """Score responses as if all that is open were answered worst, and best.

    Decision tables and gates are taken at their lowest and highest as soon as one of
    their answers is open, so that the bounds may be wider than need be, never too
    narrow for monotone rules.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        coded: the responses.

    Returns:
        The lowest and the highest scores, (responses, nodes) each.
    """
    at_low, at_high = (_bound_plan(plan, end) for end in ENDS)
    total = count_rows(plan.coder, coded)
    scores = np.empty((len(ENDS), total, len(plan.nodes)))
    for start in range(0, total, ROWS):
        rows = slice(start, min(start + ROWS, total))
        columns = slice_columns(plan, coded, rows)
        low, high = np.empty((len(ENDS), 2, len(plan.nodes), rows.stop - start))
        for steps in zip(at_low.steps, at_high.steps, strict=True):
            fill_ends(*steps, columns, (low, high))
        for place, found in enumerate((low, high)):
            drop_rows(at_low, columns, found)
            scores[place, rows] = found[SCORE].T
    return scores[0], scores[1]


def _bound_plan(plan: Plan, end: End) -> Plan:
    return replace(plan, steps=tuple(_bound_node(step, end) for step in plan.steps))


def _bound_node(step: NodePlan, end: End) -> NodePlan:
    members = tuple(_bound_member(member, end) for member in step.members)
    policy = step.missing.policy.model_copy(update={"least_share": 0.0})
    missing = replace(_count_open(step.missing, 0.0), policy=policy)
    return replace(step, members=members, missing=missing, end=end)


def _bound_member(member: Member, end: End) -> Member:
    lowest, highest = (0.0, 1.0)
    if member.transform is not None:
        lowest, highest = member.transform.extremes
    worst = lowest if end == "low" else highest
    return replace(member, missing=_count_open(member.missing, worst))


def _count_open(missing: MissingTable, worth: float) -> MissingTable:
    counted, worths = missing.counted.copy(), missing.worth.copy()
    drops = missing.drops.copy()
    counted[OPEN], worths[OPEN], drops[OPEN] = 1.0, worth, False
    return replace(missing, counted=counted, worth=worths, drops=drops)
