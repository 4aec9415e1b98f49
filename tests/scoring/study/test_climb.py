"""The climb: steps, effort, and what has to be in place first."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import draw, options

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.climb import Climb, required_by, sum_effort


def climb_of(items: Any, answers: dict[str, Any], **fields: Any) -> Climb:
    instrument = draw(items, fields.pop("nodes", None), **fields)
    row = code_answers(instrument, [answers])
    return Climb(compile_plan(instrument), row, "index", None)


def targets(climb: Climb, item: str) -> list[Any]:
    return [climb.decode(item, bits) for bits in climb.rungs_of(item)]


def test_steps_are_the_better_levels_one_by_one() -> None:
    climb = climb_of(["a", "b"], {"a": "half"})

    assert targets(climb, "a") == ["most", "full"]
    assert targets(climb, "b") == ["little", "half", "most", "full"]


def test_levels_of_equal_worth_are_one_step() -> None:
    fields = {"type": "single", "options": options(p=0, q=1, r=1, s=2)}

    assert targets(climb_of({"a": fields}, {"a": "p"}), "a") == ["q", "s"]


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


def test_what_does_not_apply_has_no_steps() -> None:
    items = {"a": {}, "b": {"when": {"item": "a", "equals": "full"}}, "c": {}}

    climb = climb_of(items, {"a": "most", "c": Missing.NOT_APPLICABLE})

    assert list(climb.rungs) == ["a"]
    assert climb.is_met("b")
    assert climb.is_met("c")


def test_effort_is_steps_times_what_is_declared() -> None:
    climb = climb_of({"a": {"effort": 3}, "b": {}}, {"a": "none", "b": "none"})

    first, _, third, _ = climb.rungs_of("a")
    assert climb.effort("a", third) == 3 * 3
    assert sum_effort(climb, {"a": first, "b": climb.rungs_of("b")[1]}) == 3 + 2 * 2


def test_half_of_the_way_is_in_place() -> None:
    items = {"a": {}, "b": {"requires": ["a"]}, "note": {"type": "text"}}
    nodes = {"index": ["a", "b"]}

    low = climb_of(items, {"a": "little"}, nodes=nodes)
    enough = climb_of(items, {"a": "half", "note": "x"}, nodes=nodes)

    assert low.unmet("b") == ["a"]
    assert low.decode("a", low.first_met("a")) == "half"
    assert enough.unmet("b") == []
    assert enough.is_met("note")
    assert not low.is_met("note")


def test_what_is_required_comes_first_and_high_enough() -> None:
    items = {"a": {"requires": ["b"]}, "b": {"requires": ["c"]}, "c": {}}
    climb = climb_of(items, dict.fromkeys("abc", "none"))
    little, half, *_, full = climb.rungs_of("c")

    closed = climb.close({"c": little, "a": full})

    assert closed is not None
    assert list(closed) == ["c", "b", "a"]
    assert closed["c"] == half
    assert required_by(climb, closed) == {"c": ("b",), "b": ("a",), "a": ()}
    assert climb.close({"c": full}) == {"c": full}


def test_the_score_is_that_of_the_node() -> None:
    climb = climb_of({"a": {}, "b": {}}, {"a": "none", "b": "half"})

    index = climb.run([{}, {"a": climb.rungs_of("a")[-1]}]).index

    assert index.tolist() == pytest.approx([(0 + 2 / 4) / 2, (1 + 2 / 4) / 2])
    assert climb.name_stage(0) is None
