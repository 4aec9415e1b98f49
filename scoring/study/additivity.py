"""Additivity: where gains of single answers add up, and a linear programme is exact.

They do below a node of arithmetic means without gates, transforms and tables, as long
as no change of an answer changes what is weighed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import slice_columns
from scoring.kernel.codes import NOT_APPLICABLE, state_of
from scoring.kernel.combining import score_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.members import Member
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan


def is_additive(plan: Plan, row: Coded, node: str) -> bool:
    """Tell whether a node's score is a sum over the answers below it.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        row: one response, as a batch of one.
        node: the node.

    Raises:
        UnknownNodeError: the plan scores no such node.
    """
    if plan.coder.conditions:
        return False  # an answer may bring up others
    columns = slice_columns(plan, row)
    raw = score_columns(plan, columns).raw
    steps = list(plan.walk(node))
    below = [place for step in steps for place, _ in step.children]
    if len(set(below)) < len(below):
        return False  # not wrong, but ratios and lists may then be moved twice
    if np.isnan(raw[plan.place_of(node), 0]):
        return False
    return all(_adds_up(step, columns, raw[step.place, 0]) for step in steps)


def _adds_up(step: NodePlan, columns: Columns, score: np.float64) -> bool:
    policy = step.missing.policy
    plain = not step.gates and step.table is None and not step.missing.drops.any()
    if not plain or policy.most_not_applicable < 1:
        return False
    if step.ratio is not None:
        return not np.isnan(score)
    if step.aggregation.exponent != 1 or step.transform is not None:
        return False
    return all(_is_steady(member, columns) for member in step.members)


def _is_steady(member: Member, columns: Columns) -> bool:
    """Tell whether the member weighs the same whatever is answered."""
    values: NDArray[np.float64] = member.value(columns)
    states = [int(state_of(columns[item.key])[0]) for item in member.items]
    if len(states) > 1:
        return False
    return bool(states[0] == NOT_APPLICABLE or not np.isnan(values[0]))
