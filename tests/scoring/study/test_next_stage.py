"""The next stage: searched once, and read by the blocking list and the roadmap."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.codes import GIVEN
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.study.blocking import blocking_list, describe_blocking
from scoring.study.next_stage import NextStage, search_next_stage
from scoring.study.roadmap import make_roadmap

INSTRUMENT = draw(list("ab"), stages={"rule": ladder(0, 0.5, 0.9)})
PLAN = compile_plan(INSTRUMENT)


def found(**answers: Any) -> NextStage:
    row = code_answers(INSTRUMENT, [answers])
    return search_next_stage(PLAN, row, PLAN.rule_of())


def test_the_band_above_the_one_held_is_searched() -> None:
    one = found(a="none", b="half")

    assert one.index == pytest.approx((0 + 2 / 4) / 2)
    assert (one.held, one.name) == (0, PLAN.rule_of().bands[1].key)
    assert one.changes == {"a": GIVEN + 2}  # (2/4 + 2/4) / 2 is 0.5


def test_above_the_highest_band_nothing_is_searched() -> None:
    one = found(a="full", b="full")

    assert (one.held, one.name, one.search, one.changes) == (2, None, None, None)


def test_what_was_found_need_not_be_searched_again() -> None:
    one = found(a="none", b="half")
    scores = score_coded(PLAN, one.row)

    assert search_next_stage(PLAN, one.row, one.rule, scores).changes == one.changes
    assert describe_blocking(one) == blocking_list(PLAN, one.row)
    assert make_roadmap(PLAN, one.row, found=one) == make_roadmap(PLAN, one.row)
