"""Steps: the better answers to each kind of item, and in which order they come."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import draw, options

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics.steps import Ladders, Step, list_ladders, order_steps
from scoring.study.rescoring import change_rows

ITEMS: dict[str, dict[str, Any]] = {
    "level": {},
    "truth": {"type": "yes_no"},
    "share": {"type": "number", "goalposts": {"low": 0, "high": 200}},
    "falls": {"type": "number", "goalposts": {"low": 8, "high": 0}, "at_least": 0},
    "many": {"type": "multiple", "options": options(a=1, b=1, c=2), "full": 4},
    "one": {"type": "single", "options": options(x=0, y=2, z=8)},
}


def ladders(**answers: Any) -> Ladders:
    instrument = draw(ITEMS)
    row = code_answers(instrument, [{**dict.fromkeys(ITEMS, NA), **answers}])
    return list_ladders(compile_plan(instrument), row, ITEMS)


NA = Missing.NOT_APPLICABLE


def values(steps: list[Step]) -> list[float]:
    return [round(x, 12) for x in (steps[0].before, *(step.value for step in steps))]


@pytest.mark.parametrize(
    ("item", "answer", "expected"),
    [
        ("level", "little", [0.25, 0.5, 0.75, 1]),
        ("level", Missing.UNANSWERED, [0, 0.25, 0.5, 0.75, 1]),
        ("truth", "no", [0, 1]),
        ("share", 0.0, [0, 0.25, 0.5, 0.75, 1]),
        ("share", 60.0, [0.3, 0.5, 0.75, 1]),
        ("falls", 4.0, [0.5, 0.75, 1]),
        ("many", (), [0, 0.25, 0.5, 0.75, 1]),
        ("one", "x", [0, 2 / 8, 1]),
    ],
)
def test_an_item_rises_step_by_step(
    item: str, answer: Any, expected: list[float]
) -> None:
    assert values(ladders(**{item: answer})[item]) == expected


def test_an_item_at_its_best_or_that_does_not_count_has_no_steps() -> None:
    assert ladders(level="full", truth="yes") == {}


def test_steps_name_the_answers_that_they_make() -> None:
    instrument = draw(ITEMS)
    row = code_answers(instrument, [{"truth": "no", "share": 0.0}])
    plan = compile_plan(instrument)
    found = list_ladders(plan, row, ["truth", "share"])

    changed = change_rows(
        plan,
        row,
        [{}, {"truth": found["truth"][0].bits, "share": found["share"][1].bits}],
    )

    better = code_answers(instrument, [{"truth": "yes", "share": 100.0}])
    assert changed[0].tobytes() == row.tobytes()
    assert changed[1].tobytes() == better[0].tobytes()


def test_what_adds_most_comes_first_and_of_equals_the_lowest() -> None:
    laid = ladders(level="half", truth="no", one="x")
    order = [(step.item, step.value) for step in order_steps(laid, ITEMS)]
    assert order == [
        ("truth", 1),
        ("one", 0.25),
        ("one", 1),
        ("level", 0.75),
        ("level", 1),
    ]


def test_equal_steps_fill_up_from_below() -> None:
    instrument = draw(["a", "b"])
    row = code_answers(instrument, [{"a": "half", "b": "none"}])
    laid = list_ladders(compile_plan(instrument), row, ["a", "b"])
    order = [(step.item, step.value) for step in order_steps(laid, ["a", "b"])]
    assert order == [
        ("b", 0.25),
        ("b", 0.5),
        ("a", 0.75),
        ("b", 0.75),
        ("a", 1),
        ("b", 1),
    ]


def test_a_share_makes_a_step_count_more() -> None:
    laid = ladders(level="none", one="y")
    heavy = {"level": 10.0, "one": 1.0}.__getitem__
    order = [step.item for step in order_steps(laid, ["level", "one"], heavy)]
    assert order == ["level"] * 4 + ["one"]
