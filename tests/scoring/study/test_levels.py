"""Levels: the better answers to one item, the least valuable first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import draw, options

from instruments.model.answers import Missing
from instruments.model.conditions import Comparison
from scoring.kernel.coding import code_answers, decode_item, layout_of
from scoring.kernel.conditions import compile_condition
from scoring.study.candidates import Candidate
from scoring.study.levels import FINENESS, list_candidate_levels, points_of

if TYPE_CHECKING:
    from instruments.model.answers import Answer


def levels_of(fields: dict[str, Any], now: Answer, **candidate: Any) -> list[Any]:
    """List the better answers to a lonely item."""
    instrument = draw({"q": fields, "other": {}}, {"index": ["other"]})
    column = code_answers(instrument, [{"q": now}])["q"]
    if least := candidate.pop("at_least", None):
        gate = Comparison(item="q", at_least=least)
        candidate["gates"] = (compile_condition(instrument, gate),)
    dtype = layout_of(instrument)["q"]
    return [
        decode_item(
            instrument,
            instrument.items["q"],
            np.array([bits], dtype=f"<u{dtype.itemsize}").view(dtype),
        )
        for bits in list_candidate_levels(
            instrument, Candidate("q", **candidate), column
        )
    ]


def test_better_levels_are_those_above() -> None:
    assert levels_of({}, "half") == ["most", "full"]


def test_above_the_top_there_is_nothing() -> None:
    assert levels_of({}, "full") == []


def test_every_level_is_better_than_no_answer() -> None:
    expected = ["none", "little", "half", "most", "full"]

    assert levels_of({}, Missing.DONT_KNOW) == expected


def test_a_reversed_item_gets_better_downwards() -> None:
    assert levels_of({"reverse": True}, "half") == ["little", "none"]


def test_options_without_points_are_not_better() -> None:
    fields = {"type": "single", "options": options(a=1, b=None, c=2)}

    assert levels_of(fields, Missing.UNANSWERED) == ["a", "c"]


def test_a_gate_makes_what_it_accepts_better() -> None:
    assert levels_of({"reverse": True}, "half", at_least="most") == [
        "full", "most", "little", "none",
    ]  # fmt: skip


def test_in_a_table_any_other_answer_may_be_better() -> None:
    assert levels_of({}, "most", stands_in_table=True) == [
        "none", "little", "half", "full",
    ]  # fmt: skip


def test_numbers_go_up_to_their_goalpost_in_small_steps() -> None:
    fields = {"type": "number", "goalposts": {"low": 0, "high": 10}}

    levels = levels_of(fields, 9.95)

    assert levels == [9.96, 9.97, 9.98, 9.99, 10.0]
    assert len(levels_of(fields, Missing.UNANSWERED)) == FINENESS + 1


def test_numbers_without_goalposts_may_become_what_they_are_compared_with() -> None:
    assert levels_of({"type": "number"}, 1.0, operands=(3.0, 2.0)) == [2.0, 3.0]
    assert levels_of({"type": "number"}, 1.0) == []


def test_whole_numbers_stay_whole() -> None:
    fields = {"type": "number", "whole": True, "goalposts": {"low": 5, "high": 0}}

    assert levels_of(fields, 3.0) == [2.0, 1.0, 0.0]


SEVERAL: dict[str, Any] = {"type": "multiple", "options": options(a=1, b=3, c=2)}


def test_sets_grow_by_what_is_worth_most() -> None:
    assert levels_of(SEVERAL, ("a",)) == [
        ("c",), ("b",), ("a", "c"), ("a", "b"), ("a", "b", "c"),
    ]  # fmt: skip


def test_sets_stay_as_small_as_they_must() -> None:
    best = levels_of({**SEVERAL, "at_most": 2}, ())[-1]

    assert best == ("b", "c")


def test_an_option_that_excludes_the_others_is_left_when_others_are_chosen() -> None:
    loner = {"code": "none_of_them", "say": "None", "points": 0, "alone": True}
    several = [*options(a=1, b=3), loner]

    levels = levels_of({"type": "multiple", "options": several}, ("none_of_them",))

    assert levels == [("a",), ("b",), ("a", "b")]


@pytest.mark.parametrize(
    ("fields", "answer", "expected"),
    [
        ({}, "most", 3),
        ({}, Missing.REFUSED, None),
        ({"type": "single", "options": options(a=None, b=1)}, "a", None),
        (SEVERAL, ("a", "b"), 1 + 3),
        ({"type": "number"}, 2.5, 2.5),
        ({"type": "text"}, "words", None),
    ],
)
def test_points_of_an_answer_are_the_declared_ones(
    fields: dict[str, Any], answer: Answer, expected: float | None
) -> None:
    instrument = draw({"q": fields, "other": {}}, {"index": ["other"]})
    column = code_answers(instrument, [{"q": answer}])["q"]

    assert points_of(instrument, "q", column) == expected
