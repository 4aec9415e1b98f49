"""Ends: scores and stages if all that is open were answered worst, and best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import slice_columns
from scoring.kernel.bounding import bound_scores
from scoring.kernel.bounds.prospects import foresee
from scoring.kernel.codes import find_open
from scoring.kernel.stages import ItemMinimum, NodeMinimum

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scoring.kernel.bounds.prospects import Prospects
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
    bounds = bound_scores(plan, coded)
    prospects = foresee(plan.coder, slice_columns(plan, coded))
    columns = prospects.columns
    sure = np.where(bounds.lacks, np.nan, bounds.low)
    low_stage, high_stage = {}, {}
    for rule in plan.rules:
        worst = _change_gates(rule, partial(_fail_lacking, sure.T))
        best = _change_gates(rule, partial(_pass_open, prospects))
        low_stage[rule.key] = worst.find_stage(columns, bounds.low.T)
        high_stage[rule.key] = best.find_stage(columns, bounds.high.T)
    return Ends(bounds.low, bounds.high, low_stage, high_stage)


@dataclass(frozen=True)
class _OpenMinimum(ItemMinimum):
    """A gate on an item that an open answer passes, and one that may not be asked."""

    prospects: Prospects

    def met(self, columns: Columns, score: Values) -> Truth:
        passed = super().met(columns, score) | self.prospects.find_loose(self.item)
        return passed | find_open(columns[self.item])


@dataclass(frozen=True)
class _SureMinimum(NodeMinimum):
    """A gate on a node that is not met where the node may come to have no score.

    Attributes:
        sure: the lowest scores, (nodes, units); NaN where there may be none.
    """

    sure: Values

    def met(self, columns: Columns, score: Values) -> Truth:
        del score
        return super().met(columns, self.sure)


def _change_gates(rule: Rule, change: Callable[[Minimum], Minimum]) -> Rule:
    gates = tuple(tuple(map(change, several)) for several in rule.gates)
    return replace(rule, gates=gates)


def _pass_open(prospects: Prospects, gate: Minimum) -> Minimum:
    if isinstance(gate, ItemMinimum):
        return _OpenMinimum(gate.gate, gate.item, gate.test, prospects)
    return gate


def _fail_lacking(sure: Values, gate: Minimum) -> Minimum:
    if isinstance(gate, NodeMinimum):
        return _SureMinimum(gate.gate, gate.place, gate.at_least, sure)
    return gate
