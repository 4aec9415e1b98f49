"""Ends: scores and stages if all that is open were answered worst, and best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import slice_columns
from scoring.kernel.bounding import OPEN, bound_scores
from scoring.kernel.codes import state_of
from scoring.kernel.stages import NO_STAGE, ItemMinimum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Minimum, Rule

    Values = NDArray[np.float64]
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
    high_stage = {r.key: _find_highest(r, columns, high.T) for r in plan.rules}
    return Ends(low, high, low_stage, high_stage)


def _find_highest(rule: Rule, columns: Columns, score: Values) -> NDArray[np.int8]:
    value = score[rule.place]
    held = ~np.isnan(value)
    stage = np.full(value.shape, NO_STAGE, dtype=np.int8)
    for number in range(len(rule.bands)):
        held &= rule.reaches(value, number)
        for gate in rule.gates[number]:
            held &= gate.met(columns, score) | _is_open(gate, columns)
        stage += held
    return stage


def _is_open(gate: Minimum, columns: Columns) -> NDArray[np.bool_]:
    if isinstance(gate, ItemMinimum):
        return np.isin(state_of(columns[gate.item]), OPEN)
    return np.zeros(1, dtype=np.bool_)
