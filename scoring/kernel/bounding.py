"""Bounds: the scores that answers still open could lead to, worst and best.

Unanswered, not known and refused count as the worst value that an item can have, and
as the best. What an open answer may bring up counts as open, what it may take away
counts or does not, and gates and rows of tables that it may decide are taken both ways.
Each open answer is at its worst in every place by itself, so that where two places pull
against each other bounds are wider than they need be; they are never too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import ROWS, slice_columns
from scoring.kernel.bounds.nodes import BoundedNode
from scoring.kernel.bounds.prospects import foresee
from scoring.kernel.coding import count_rows
from scoring.kernel.combining import find_dropped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.kernel.bounds.members import Reach
    from scoring.kernel.bounds.prospects import Prospects
    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Bounds:
    """How far the scores of responses may go; each is (responses, nodes).

    Attributes:
        low: the lowest score that there may be; NaN where there is surely none.
        high: the highest.
        lacks: where there may be no score.
    """

    low: Values
    high: Values
    lacks: Truth


def bound_scores(plan: Plan, coded: Coded | Columns) -> Bounds:
    """Score responses as if all that is open were answered worst, and best.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        coded: the responses.
    """
    total = count_rows(plan.coder, coded)
    low, high = np.empty((2, total, len(plan.nodes)))
    lacks = np.empty((total, len(plan.nodes)), dtype=np.bool_)
    nodes = [BoundedNode(step) for step in plan.steps]
    for start in range(0, total, ROWS):
        rows = slice(start, min(start + ROWS, total))
        prospects = foresee(plan.coder, slice_columns(plan, coded, rows))
        surely, maybe = _find_dropped(plan, prospects)
        for place, reach in _reach_nodes(nodes, prospects).items():
            score = reach.score.loosen(maybe).drop(surely)
            low[rows, place], high[rows, place] = score.low, score.high
            lacks[rows, place] = score.lacks
    return Bounds(low, high, lacks)


def _reach_nodes(nodes: list[BoundedNode], prospects: Prospects) -> dict[int, Reach]:
    """Tell how far each node may go, by its place in the results."""
    found: dict[int, Reach] = {}
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        for node in nodes:
            found[node.step.place] = node.reach(prospects, found)
    return found


def _find_dropped(plan: Plan, prospects: Prospects) -> tuple[Truth, Truth]:
    """Tell which responses an answer surely drops that is not open, and which may."""
    steps = tuple(
        replace(step, missing=step.missing.answer_open(0.0)) for step in plan.steps
    )
    closed = replace(plan, steps=steps)
    columns = prospects.leave_loose(), prospects.columns
    surely, maybe = (find_dropped(closed, one) for one in columns)
    return surely, maybe
