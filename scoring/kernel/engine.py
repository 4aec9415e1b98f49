"""The engine: runs a plan over coded answers, block by block.

A block's columns and sums stay in the cache of one core. Every step works row by row,
so that a response scores the same, bit for bit, alone and in any batch.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import ROWS, check_columns, slice_columns
from scoring.kernel.bounding import bound_scores
from scoring.kernel.coding import count_rows, cut_rows
from scoring.kernel.combining import COVERAGE, SCORE, fill_scores, hide_scores
from scoring.kernel.fitting import fit_plan
from scoring.kernel.results import Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]


def score_coded(plan: Plan, coded: Coded | Columns, threads: int = 1) -> Scores:
    """Score coded responses.

    Args:
        plan: a compiled instrument and method; one whose method is relative has been
            fitted on a population (`scoring.kernel.fitting`), or is fitted on these
            responses now.
        coded: rows in the layout of the plan's instrument, or the same codes as one
            array an item, which saves turning rows into columns.
        threads: how many blocks are worked on at a time.

    Raises:
        PackedAnswersError: the rows hold a code that the instrument does not know.
    """
    check_columns(plan, coded)
    return _score(fit_plan(plan, coded), coded, threads)


def _score(plan: Plan, coded: Coded | Columns, threads: int) -> Scores:
    total = count_rows(plan.coder, coded)
    found = np.empty((2, len(plan.nodes), total))
    stage = {rule.key: np.empty(total, dtype=np.int8) for rule in plan.rules}

    def work(start: int) -> None:
        rows = slice(start, start + ROWS)
        columns = slice_columns(plan, coded, rows)
        block = found[:, :, rows]  # in place: `score_columns` would copy it all
        fill_scores(plan, columns, block)
        hide_scores(plan, block)
        for rule in plan.rules:
            stage[rule.key][rows] = rule.find_stage(columns, block[SCORE])

    _run(work, range(0, total, ROWS), threads)
    bounds = bound_scores(plan, coded) if plan.method.missing.bounds else None
    ends = None if bounds is None else (bounds.low, bounds.high)
    return Scores(plan, found[SCORE].T, found[COVERAGE].T, stage, ends)


def score_blocks(
    plan: Plan, coded: Coded | Columns, rows: int = ROWS, threads: int = 1
) -> Iterator[Scores]:
    """Score coded responses block by block, so that few scores are in memory.

    For a caller that streams: what it keeps of a block is its own choice.

    Args:
        plan: a compiled instrument and method; as `score_coded` takes it, so that a
            relative one is fitted on all of these responses unless it was before.
        coded: rows, or the same codes as one array an item.
        rows: how many responses a block has.
        threads: how many parts of a block are worked on at a time.

    Raises:
        PackedAnswersError: the rows hold a code that the instrument does not know.
    """
    check_columns(plan, coded)
    plan = fit_plan(plan, coded)
    for start in range(0, count_rows(plan.coder, coded), rows):
        yield _score(plan, cut_rows(coded, slice(start, start + rows)), threads)


def _run(work: Callable[[int], None], starts: range, threads: int) -> None:
    if threads == 1 or len(starts) == 1:
        for start in starts:
            work(start)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, starts))
