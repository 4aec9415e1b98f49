"""Rungs: the steps that are left to each kind of item."""

from __future__ import annotations

from typing import Any

import numpy as np
from drawn import draw, options

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.climb import Climb
from scoring.study.worth import Worth


def climb_of(items: Any, answers: dict[str, Any], **fields: Any) -> Climb:
    instrument = draw(items, fields.pop("nodes", None), **fields)
    row = code_answers(instrument, [answers])
    return Climb(compile_plan(instrument), row, "index", None)


def targets(climb: Climb, item: str) -> list[Any]:
    return [climb.items[item].decode(bits) for bits in climb.items[item].steps]


def test_steps_are_the_better_levels_one_by_one() -> None:
    climb = climb_of(["a", "b"], {"a": "half"})

    assert targets(climb, "a") == ["most", "full"]
    assert targets(climb, "b") == ["little", "half", "most", "full"]


def test_levels_of_equal_worth_are_one_step() -> None:
    fields = {"type": "single", "options": options(p=0, q=1, r=1, s=2)}

    assert targets(climb_of({"a": fields}, {"a": "p"}), "a") == ["q", "s"]


def test_an_answer_is_valued_once_however_often_plans_ask() -> None:
    rungs, asked = climb_of(["a"], {"a": "half"}).items["a"], list[int]()

    def value(column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        asked.append(int(column[0]))
        return np.array([len(asked) / 8])

    vars(rungs)["worth"] = Worth(value)
    better = rungs.bits + 1

    assert [rungs.value(), rungs.value(better)] == [1 / 8, 2 / 8]
    assert [rungs.value(), rungs.value(better)] == [1 / 8, 2 / 8]
    assert asked == [rungs.bits, better]


def test_numbers_step_to_the_next_quarters() -> None:
    number = {"type": "number", "goalposts": {"low": 0, "high": 8}}

    assert targets(climb_of({"n": number}, {"n": 3.0}), "n") == [4, 6, 8]
    falling = {"type": "number", "goalposts": {"low": 8, "high": 0}}
    assert targets(climb_of({"n": falling}, {"n": 5.0}), "n") == [4, 2, 0]


def test_sets_step_one_option_at_a_time() -> None:
    fields = {"type": "multiple", "options": options(p=1, q=4, r=2)}

    assert targets(climb_of({"a": fields}, {"a": ("p",)}), "a") == [
        ("p", "q"),
        ("p", "q", "r"),
    ]


def test_an_option_that_excludes_the_others_gives_way() -> None:
    loner = {"code": "nothing", "say": "None", "points": 0, "alone": True}
    fields = {"type": "multiple", "options": [*options(p=1, q=4), loner]}

    climb = climb_of({"a": fields}, {"a": ("nothing",)})

    assert targets(climb, "a") == [("q",), ("p", "q")]
