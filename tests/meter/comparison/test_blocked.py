"""What blocks a unit is searched once for the same answers, rule and instrument."""

from __future__ import annotations

import pytest
from drawn import draw, ladder

from instruments import Instrument
from meter.comparison import blocked
from meter.comparison.blocked import recall_blocking, recall_way
from scoring.kernel.coding import code_answers
from scoring.kernel.plan import compile_plan
from scoring.study.blocking import blocking_list
from scoring.study.response import ResponseStudy
from tests.webapp.desk import DOCUMENT

INSTRUMENT = Instrument.model_validate(DOCUMENT)
PLAN = compile_plan(INSTRUMENT)


@pytest.fixture(autouse=True)
def _forget() -> None:
    blocked._search.cache_clear()


def answer(share: float) -> dict[str, float]:
    return dict.fromkeys(INSTRUMENT.items, share)


def test_it_is_what_the_study_finds() -> None:
    row = code_answers(INSTRUMENT, [answer(20.0)])

    found = recall_blocking(PLAN, row, "ladder")

    assert found == blocking_list(PLAN, row, "ladder")
    assert (found.current, found.next) == ("low", "high")
    assert found.steps


def test_the_way_is_that_of_the_result_of_the_unit() -> None:
    row = code_answers(INSTRUMENT, [answer(20.0)])

    found = recall_way(PLAN, row, "ladder")

    assert found is not None
    assert found == ResponseStudy(PLAN, row).to_stage


def test_without_a_score_there_is_no_way() -> None:
    stages, policy = {"rule": ladder(0, 0.5)}, {"unanswered": "leave_out"}
    instrument = draw(["a", "b"], {"index": ["a", "b"]}, stages=stages, missing=policy)
    plan, row = compile_plan(instrument), code_answers(instrument, [{}])

    assert recall_way(plan, row, "rule") is None
    assert recall_blocking(plan, row, "rule").index_now is None


def test_the_same_answers_are_not_searched_again() -> None:
    rows = code_answers(INSTRUMENT, [answer(20.0), answer(20.0), answer(30.0)])

    first, second, third = (
        recall_blocking(PLAN, rows[place : place + 1], "ladder") for place in range(3)
    )

    assert second is first
    assert third.index_now != first.index_now
    assert blocked._search.cache_info().misses == 2
