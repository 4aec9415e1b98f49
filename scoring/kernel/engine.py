"""The engine: runs a plan over coded answers, block by block.

A block's columns and sums stay in the cache of one core. Every step works row by row,
so that a response scores the same, bit for bit, alone and in any batch.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import state_of
from scoring.kernel.coding import check_codes, count_rows, cut_rows
from scoring.kernel.results import Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scoring.kernel.codes import Column, Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import NodePlan, Plan, TableScore

    Values = NDArray[np.float64]

ROWS = 8192
"""Rows of a block."""

_TURNED = 512
"""Rows that are turned into columns at a time."""

_ALL = slice(None)

_SCORE, _COVERAGE = 0, 1
"""Where scores and coverages stand in what is found of a block."""

_EDGE = 1e-12
"""Coverage this close below the least one is enough."""


def score_coded(plan: Plan, coded: Coded | Columns, threads: int = 1) -> Scores:
    """Score coded responses.

    Args:
        plan: a compiled instrument and method.
        coded: rows in the layout of the plan's instrument, or the same codes as one
            array an item, which saves turning rows into columns.
        threads: how many blocks are worked on at a time.

    Raises:
        PackedAnswersError: the rows hold a code that the instrument does not know.
    """
    _check_columns(plan, coded)
    return _score(plan, coded, threads)


def _score(plan: Plan, coded: Coded | Columns, threads: int) -> Scores:
    total = count_rows(plan.coder, coded)
    found = np.empty((2, len(plan.nodes), total))
    stage = {rule.key: np.empty(total, dtype=np.int8) for rule in plan.rules}

    def work(start: int) -> None:
        rows = slice(start, start + ROWS)
        columns = slice_columns(plan, coded, rows)
        block = found[:, :, rows]
        fill_scores(plan, columns, block)
        hide_scores(plan, block)
        for rule in plan.rules:
            stage[rule.key][rows] = rule.find_stage(columns, block[_SCORE])

    _run(work, range(0, total, ROWS), threads)
    return Scores(plan, found[_SCORE].T, found[_COVERAGE].T, stage)


def score_blocks(
    plan: Plan, coded: Coded | Columns, rows: int = ROWS, threads: int = 1
) -> Iterator[Scores]:
    """Score coded responses block by block, so that few scores are in memory.

    Raises:
        PackedAnswersError: the rows hold a code that the instrument does not know.
    """
    _check_columns(plan, coded)
    for start in range(0, count_rows(plan.coder, coded), rows):
        yield _score(plan, cut_rows(coded, slice(start, start + rows)), threads)


def _run(work: Callable[[int], None], starts: range, threads: int) -> None:
    if threads == 1 or len(starts) == 1:
        for start in starts:
            work(start)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, starts))


def _check_columns(plan: Plan, coded: Coded | Columns) -> None:
    if not isinstance(coded, np.ndarray):
        highest = [coded[key].max(initial=0) for key in plan.coder.keys]
        check_codes(plan.coder, np.array(highest, dtype=np.uint8))


def slice_columns(
    plan: Plan, coded: Coded | Columns, rows: slice = _ALL
) -> dict[str, Column]:
    """Cut out a block as one contiguous array an item.

    Codes of columns have been checked before, once for all blocks.

    Raises:
        PackedAnswersError: the rows hold a code that the instrument does not know.
    """
    coder, block = plan.coder, cut_rows(coded, rows)
    columns = {key: np.ascontiguousarray(block[key]) for key in coder.measured}
    if isinstance(block, np.ndarray):
        turned = _turn(np.ascontiguousarray(block))
        check_codes(coder, turned.max(axis=1)[coder.offsets])
        for key, start in zip(coder.keys, coder.offsets.tolist(), strict=True):
            columns[key] = turned[start]
    else:
        columns |= {key: np.ascontiguousarray(block[key]) for key in coder.keys}
    return columns


def _turn(block: Coded) -> NDArray[np.uint8]:
    """Turn rows of bytes into columns, a few rows at a time: they stay in the cache."""
    raw = block.view(np.uint8).reshape(len(block), -1)
    turned = np.empty(raw.shape[::-1], dtype=np.uint8)
    for start in range(0, len(raw), _TURNED):
        turned[:, start : start + _TURNED] = raw[start : start + _TURNED].T
    return turned


def fill_scores(plan: Plan, columns: Columns, found: Values) -> None:
    """Fill scores and coverages, (2, nodes, rows), of one block.

    Scores stand here whatever their coverage: parents are computed from them.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        for step in plan.steps:
            _fill_node(plan, step, columns, found)
            score = found[_SCORE, step.place]
            for gate in step.gates:
                closed = gate.test.holds(columns) & ~np.isnan(score)
                score[closed] = 0.0 if gate.becomes_zero else np.nan


def hide_scores(plan: Plan, found: Values) -> None:
    """Blank the scores whose coverage is below the least that the method prints."""
    if (least := plan.method.missing.least_coverage) > 0:
        hidden = found[_COVERAGE] < least - _EDGE
        if hidden.any():
            np.copyto(found[_SCORE], np.nan, where=hidden)


def _fill_node(plan: Plan, step: NodePlan, columns: Columns, found: Values) -> None:
    score, coverage = found[_SCORE, step.place], found[_COVERAGE, step.place]
    aggregation = step.aggregation
    if step.lookups is not None:
        total, counted, answered, applicable = step.lookups.sum_up(columns).T
        np.divide(answered, applicable, out=coverage)
        if aggregation.is_mean:
            total = np.divide(total, counted, out=score)
        if total is not score or aggregation.combine != "arithmetic":
            score[:] = aggregation.inverse(total)
    elif step.table is not None:
        score[:], coverage[:] = _decide(plan, step.table, columns)
    elif aggregation.combine == "arithmetic":
        children = [(found[:, place], w) for place, w in step.children]
        found[:, step.place] = _mean(children)
    else:
        score[:] = _combine(step, found[_SCORE])
        covers = [(found[_COVERAGE, place], w) for place, w in step.children]
        coverage[:] = _mean(covers)


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

    Most blocks know every child of every row, so this is tried first: the sums are
    the same, number for number.
    """
    (first, weight), *others = children
    total = first * weight
    part = np.empty_like(total)
    for value, w in others:
        total += np.multiply(value, w, out=part)
        weight += w
    total /= weight
    if np.isnan(total).any():
        return _mean_of_known(children)
    return total


def _mean_of_known(children: list[tuple[Values, float]]) -> Values:
    total: Values
    total, weight = np.zeros((2, *children[0][0].shape))
    for value, w in children:
        known = ~np.isnan(value)
        np.add(total, value * w, out=total, where=known)
        np.add(weight, w, out=weight, where=known)
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
    found: Values = np.where(counted, decided, np.nan)
    return found, answered / applicable
