"""The engine: runs a plan over coded answers, block by block.

A block's columns and sums stay in the cache of one core. Every step works row by row,
so that a response scores the same, bit for bit, alone and in any batch.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.errors import PackedAnswersError
from scoring.kernel.codes import state_of
from scoring.kernel.results import Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import NodePlan, Plan, TableScore

    Values = NDArray[np.float64]

ROWS = 8192
"""Rows of a block."""

_EDGE = 1e-12
"""Coverage this close below the least one is enough."""


def score_coded(plan: Plan, coded: Coded, threads: int = 1) -> Scores:
    """Score coded responses.

    Args:
        plan: a compiled instrument and method.
        coded: rows in the layout of the plan's instrument.
        threads: how many blocks are worked on at a time.

    Raises:
        PackedAnswersError: the rows hold a code that the instrument does not know.
    """
    score, coverage = np.empty((2, len(plan.nodes), len(coded)))
    stage = {rule.key: np.empty(len(coded), dtype=np.int8) for rule in plan.rules}

    def work(start: int) -> None:
        rows = slice(start, start + ROWS)
        columns = slice_columns(plan, coded[rows])
        fill_scores(plan, columns, score[:, rows], coverage[:, rows])
        hide_scores(plan, score[:, rows], coverage[:, rows])
        for rule in plan.rules:
            stage[rule.key][rows] = rule.find_stage(columns, score[:, rows])

    _run(work, range(0, len(coded), ROWS), threads)
    return Scores(plan, score.T, coverage.T, stage)


def score_blocks(
    plan: Plan, coded: Coded, rows: int = ROWS, threads: int = 1
) -> Iterator[Scores]:
    """Score coded responses block by block, so that few scores are in memory.

    Raises:
        PackedAnswersError: the rows hold a code that the instrument does not know.
    """
    for start in range(0, len(coded), rows):
        yield score_coded(plan, coded[start : start + rows], threads)


def _run(work: Callable[[int], None], starts: range, threads: int) -> None:
    if threads == 1 or len(starts) == 1:
        for start in starts:
            work(start)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, starts))


def slice_columns(plan: Plan, coded: Coded) -> Columns:
    """Turn the rows of a block into one contiguous array an item."""
    coder = plan.coder
    raw = np.ascontiguousarray(coded).view(np.uint8).reshape(len(coded), -1)
    turned = np.ascontiguousarray(raw.T)
    unknown = turned.max(axis=1)[coder.offsets] > coder.limits
    if unknown.any():
        item = coder.keys[int(unknown.argmax())]
        raise PackedAnswersError(plan.instrument.key, f"unknown code at item '{item}'")
    columns: dict[str, NDArray[Any]] = {
        key: turned[offset]
        for key, offset in zip(coder.keys, coder.offsets, strict=True)
    }
    for key in coder.measured:
        columns[key] = np.ascontiguousarray(coded[key])
    return columns


def fill_scores(plan: Plan, columns: Columns, score: Values, coverage: Values) -> None:
    """Fill the scores and coverages, (nodes, rows), of one block.

    Scores stand here whatever their coverage: parents are computed from them.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        for step in plan.steps:
            _score_node(plan, step, columns, score, coverage)


def hide_scores(plan: Plan, score: Values, coverage: Values) -> None:
    """Blank the scores whose coverage is below the least that the method prints."""
    least = plan.method.missing.least_coverage
    if least > 0:
        hidden = coverage < least - _EDGE
        if hidden.any():
            np.copyto(score, np.nan, where=hidden)


def _score_node(
    plan: Plan, step: NodePlan, columns: Columns, score: Values, coverage: Values
) -> None:
    place = step.place
    if step.lookups is not None:
        total, counted, answered, applicable = step.lookups.sum_up(columns).T
        mean = total / counted if step.aggregation.is_mean else total
        score[place] = step.aggregation.inverse(mean)
        np.divide(answered, applicable, out=coverage[place])
    elif step.table is not None:
        score[place], coverage[place] = _decide(plan, step.table, columns)
    else:
        score[place] = _combine(step, score)
        coverage[place] = _mean([(coverage[at], w) for at, w in step.children])
    for gate in step.gates:
        closed = gate.test.holds(columns) & ~np.isnan(score[place])
        score[place][closed] = 0.0 if gate.becomes_zero else np.nan


def _combine(step: NodePlan, score: Values) -> Values:
    """Combine the scores of child nodes; one without a score is left out."""
    aggregation = step.aggregation
    if aggregation.is_mean:
        children = [(aggregation.forward(score[at]), w) for at, w in step.children]
        return aggregation.inverse(_mean(children))
    picked: Values = score[step.children[0][0]]
    for at, _ in step.children[1:]:
        picked = aggregation.pick(picked, score[at])
    return picked


def _mean(children: list[tuple[Values, float]]) -> Values:
    """Give sum w x / sum w over the children that are known.

    Where no row lacks a child, its weight is one number for the whole block; the
    sums are the same, number for number.
    """
    total: Values = np.zeros(children[0][0].shape)
    weight: Values = np.zeros(1)
    for value, w in children:
        weighed = value * w
        unknown = np.isnan(weighed)
        if unknown.any():
            np.copyto(weighed, 0.0, where=unknown)
            weight = weight + w * ~unknown
        else:
            weight = weight + w
        total += weighed
    total /= weight
    return total


def _decide(plan: Plan, table: TableScore, columns: Columns) -> tuple[Values, Values]:
    """Take the score of the first row of a decision table that holds.

    No score where none of the answers that the table asks about counts.
    """
    states = [state_of(columns[key]) for key in table.items]
    missing = plan.missing
    counted = np.logical_or.reduce([missing.counted[s] > 0 for s in states])
    answered, applicable = (
        np.add.reduce([flags[s] for s in states])
        for flags in (missing.answered, missing.applicable)
    )
    tests = [test.holds(columns) for test, _ in table.rows]
    worth = [np.float64(score) for _, score in table.rows]
    decided = np.select(tests, worth, default=table.otherwise)
    return np.where(counted, decided, np.nan), answered / applicable
