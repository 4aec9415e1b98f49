"""Ends: scores and stages if all that is open were answered worst, and best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import slice_columns
from scoring.kernel.bounding import bound_scores
from scoring.kernel.codes import OPEN, state_of
from scoring.kernel.stages import ItemMinimum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Minimum, Rule

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]
    Stages = dict[str, NDArray[np.int8]]


@dataclass(frozen=True)
class Ends:
    """The worst and the best that open answers could lead to.

    Attributes:
        low: the lowest scores, (units, nodes).
        high: the highest.
        low_stage: by stage rule the place of the band at the worst; -1 for none.
        high_stage: the same at the best; a gate on an open answer is passed there.
    """

    low: Values
    high: Values
    low_stage: Stages
    high_stage: Stages


def find_ends(plan: Plan, coded: Coded | Columns) -> Ends:
    """Score responses as if all that is open were answered worst, and best.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        coded: the responses.
    """
    low, high = bound_scores(plan, coded)
    columns = slice_columns(plan, coded)
    low_stage = {r.key: r.find_stage(columns, low.T) for r in plan.rules}
    opened = [_open_gates(rule) for rule in plan.rules]
    high_stage = {r.key: r.find_stage(columns, high.T) for r in opened}
    return Ends(low, high, low_stage, high_stage)


@dataclass(frozen=True)
class _OpenMinimum(ItemMinimum):
    """A gate on an item that an open answer passes: it could still be met."""

    def met(self, columns: Columns, score: Values) -> Truth:
        return super().met(columns, score) | np.isin(state_of(columns[self.item]), OPEN)


def _open_gates(rule: Rule) -> Rule:
    """Give the rule with gates that open answers pass."""
    gates = tuple(tuple(map(_open_gate, several)) for several in rule.gates)
    return replace(rule, gates=gates)


def _open_gate(gate: Minimum) -> Minimum:
    if isinstance(gate, ItemMinimum):
        return _OpenMinimum(gate.gate, gate.item, gate.test)
    return gate
