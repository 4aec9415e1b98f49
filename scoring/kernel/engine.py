"""The engine: runs a plan over coded answers, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.errors import PackedAnswersError
from scoring.kernel.codes import state_of
from scoring.kernel.results import Scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import NodePlan, Plan, TableScore

    Values = NDArray[np.float64]

ROWS = 8192
"""Rows of a block: its columns and sums stay in the cache of one core."""

_EDGE = 1e-12


def score_coded(plan: Plan, coded: Coded) -> Scores:
    """Score coded responses; the same row scores the same in every batch."""
    score, coverage = np.empty((2, len(plan.nodes), len(coded)))
    stage = {rule.key: np.empty(len(coded), dtype=np.int8) for rule in plan.rules}
    for start in range(0, len(coded), ROWS):
        rows = slice(start, min(start + ROWS, len(coded)))
        block = _score_block(plan, _slice_columns(plan, coded[rows]), rows.stop - start)
        score[:, rows], coverage[:, rows], stages = block
        for key, found in stages.items():
            stage[key][rows] = found
    return Scores(plan, score.T, coverage.T, stage)


def score_blocks(plan: Plan, coded: Coded, rows: int = ROWS) -> Iterator[Scores]:
    """Score coded responses in blocks, so that few are in memory at once."""
    for start in range(0, len(coded), rows):
        yield score_coded(plan, coded[start : start + rows])


def _slice_columns(plan: Plan, coded: Coded) -> Columns:
    """Turn the rows of a block into one contiguous array an item."""
    layout, coder = plan.coder.layout, plan.coder
    raw = np.ascontiguousarray(coded).view(np.uint8).reshape(len(coded), -1)
    turned = np.ascontiguousarray(raw.T)
    columns: dict[str, NDArray[Any]] = {}
    for key in layout.names or ():
        dtype, offset = (layout.fields or {})[key][:2]
        columns[key] = (
            turned[offset] if dtype.itemsize == 1 else np.ascontiguousarray(coded[key])
        )
    for key, limit in zip(layout.names or (), coder.limits, strict=True):
        if limit and columns[key].max() > limit:
            fact = f"item '{key}' has no code {columns[key].max()}"
            raise PackedAnswersError(plan.instrument.key, fact)
    return columns


def _score_block(
    plan: Plan, columns: Columns, rows: int
) -> tuple[Values, Values, dict[str, NDArray[np.int8]]]:
    score, coverage = np.empty((2, len(plan.nodes), rows))
    with np.errstate(invalid="ignore", divide="ignore"):
        for step in plan.steps:
            _score_node(plan, step, columns, score, coverage)
        least = plan.method.missing.least_coverage
        if least > 0:
            score[coverage < least - _EDGE] = np.nan
    stage = {rule.key: rule.find_stage(columns, score) for rule in plan.rules}
    return score, coverage, stage


def _score_node(
    plan: Plan, step: NodePlan, columns: Columns, score: Values, coverage: Values
) -> None:
    place, rows = step.place, score.shape[1]
    if step.lookups is not None:
        total, counted, answered, applicable = step.lookups.sum_up(columns, rows).T
        mean = total / counted if step.aggregation.is_mean else total
        score[place] = step.aggregation.inverse(mean)
        coverage[place] = answered / applicable
    elif step.table is not None:
        score[place], coverage[place] = _decide(plan, step.table, columns)
    else:
        _combine(step, score, coverage)
    for gate in step.gates:
        closed = gate.test.holds(columns) & ~np.isnan(score[place])
        score[place][closed] = 0.0 if gate.becomes_zero else np.nan


def _combine(step: NodePlan, score: Values, coverage: Values) -> None:
    """Combine child nodes; one without a score is left out."""
    aggregation = step.aggregation
    total = weight = 0.0
    covered = applicable = 0.0
    picked = np.full(score.shape[1], np.nan)
    for place, w in step.children:
        value, cover = score[place], coverage[place]
        known, applies = ~np.isnan(value), ~np.isnan(cover)
        if aggregation.is_mean:
            total = total + np.where(known, w * aggregation.forward(value), 0.0)
            weight = weight + np.where(known, w, 0.0)
        else:
            picked = aggregation.pick(picked, value)
        covered = covered + np.where(applies, w * cover, 0.0)
        applicable = applicable + np.where(applies, w, 0.0)
    mean = total / weight if aggregation.is_mean else picked
    score[step.place] = aggregation.inverse(mean)
    coverage[step.place] = covered / applicable


def _decide(plan: Plan, table: TableScore, columns: Columns) -> tuple[Values, Values]:
    """Take the score of the first row that holds.

    No score where none of the answers that the table asks about counts.
    """
    states = [state_of(columns[key]) for key in table.items]
    missing = plan.missing
    counted = np.logical_or.reduce([missing.counted[s] > 0 for s in states])
    answered = sum(missing.answered[s] for s in states)
    applicable = sum(missing.applicable[s] for s in states)
    tests = [test.holds(columns) for test, _ in table.rows]
    worth = [np.float64(score) for _, score in table.rows]
    decided = np.select(tests, worth, default=table.otherwise)
    return np.where(counted, decided, np.nan), answered / applicable
