"""Requirements: what has to be in place first."""

from __future__ import annotations

from typing import Any

from drawn import draw

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.climb import Climb


def climb_of(items: Any, answers: dict[str, Any], **fields: Any) -> Climb:
    instrument = draw(items, fields.pop("nodes", None), **fields)
    row = code_answers(instrument, [answers])
    return Climb(compile_plan(instrument), row, "index", None)


def test_half_of_the_way_is_in_place() -> None:
    items = {"a": {}, "b": {"requires": ["a"]}, "note": {"type": "text"}}
    nodes = {"index": ["a", "b"]}

    low = climb_of(items, {"a": "little"}, nodes=nodes)
    enough = climb_of(items, {"a": "half", "note": "x"}, nodes=nodes)

    assert low.requirements.unmet("b") == ["a"]
    assert low.items["a"].decode(low.requirements.first_met("a")) == "half"
    assert enough.requirements.unmet("b") == []
    assert enough.requirements.is_met("note")
    assert not low.requirements.is_met("note")


def test_what_is_required_comes_first_and_high_enough() -> None:
    items = {"a": {"requires": ["b"]}, "b": {"requires": ["c"]}, "c": {}}
    climb = climb_of(items, dict.fromkeys("abc", "none"))
    little, half, *_, full = climb.items["c"].steps

    closed = climb.requirements.close({"c": little, "a": full})

    assert closed is not None
    assert list(closed) == ["c", "b", "a"]
    assert closed["c"] == half
    assert climb.requirements.required_by(closed) == {"c": ("b",), "b": ("a",), "a": ()}
    assert climb.requirements.close({"c": full}) == {"c": full}
