"""Rescoring: one response with changed answers, asked and scored again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import draw

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.codes import GIVEN
from scoring.kernel.coding import code_answers, decode_answers
from scoring.kernel.engine import score_coded
from scoring.study.rescoring import change_rows, open_row, rescore

if TYPE_CHECKING:
    from instruments.model.answers import Answer

ITEMS: dict[str, Any] = {
    "a": {},
    "b": {"when": {"item": "a", "at_least": "half"}},
    "n": {
        "type": "number",
        "goalposts": {"low": 0, "high": 1},
        "when": {"item": "a", "at_least": "half"},
    },
}
NODES: dict[str, Any] = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b", "n"]}
INSTRUMENT = draw(ITEMS, NODES, missing={"least_coverage": 0.8})
PLAN = compile_plan(INSTRUMENT)


def coded(**answers: Answer) -> Any:
    return code_answers(INSTRUMENT, [answers])


def test_what_was_not_asked_is_open_again() -> None:
    row = coded(a="none")

    opened = open_row(PLAN, row)

    answers = decode_answers(INSTRUMENT, opened)
    assert answers == {"a": "none", "b": Missing.UNANSWERED, "n": Missing.UNANSWERED}
    assert decode_answers(INSTRUMENT, row)["b"] is Missing.NOT_ASKED


def test_each_set_of_changes_makes_a_row() -> None:
    row = open_row(PLAN, coded(a="none"))

    rows = change_rows(PLAN, row, [{}, {"a": GIVEN + 4, "b": GIVEN + 2}])

    assert rows["a"].tolist() == [GIVEN, GIVEN + 4]
    assert rows["b"].tolist() == [0, GIVEN + 2]
    assert change_rows(PLAN, row, []).size == 0


def test_scores_are_those_of_the_changed_answers() -> None:
    row = open_row(PLAN, coded(a="none"))

    found = rescore(PLAN, change_rows(PLAN, row, [{}, {"a": GIVEN + 4}]))

    place = PLAN.place_of("index")
    # a none: only x counts; a full: b and n are asked, unanswered, and half covers
    assert found.raw[place].tolist() == pytest.approx([0, 1 / 2])
    assert found.coverage[place].tolist() == pytest.approx([1, 1 / 2])
    assert np.isnan(found.score[place]).tolist() == [False, True]
    assert found.total.tolist() == pytest.approx([0, 1 + 1 / 2 + 0])
    again = score_coded(PLAN, coded(a="full"))
    assert np.array_equal(found.score[:, 1], again.score[0], equal_nan=True)
