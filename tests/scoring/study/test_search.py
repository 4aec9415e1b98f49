"""The search: order of moves, taking back, lowering; the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.codes import GIVEN
from scoring.kernel.coding import code_answers
from scoring.study.search import Search
from scoring.study.trials import Trials

if TYPE_CHECKING:
    from instruments.model.answers import Answer


def search(
    weights: dict[str, float], answers: dict[str, Answer], *bounds: float, **rule: Any
) -> Search:
    nodes = {"index": {"items": weights}}
    stages = {"rule": ladder(*bounds, **rule)}
    instrument = draw(list(weights), nodes, stages=stages)
    plan = compile_plan(instrument)
    row = code_answers(instrument, [answers])
    return Search(Trials(plan, plan.rule_of(), 1), row)


def test_the_item_that_closes_most_is_raised_first() -> None:
    found = search({"a": 1, "b": 3, "c": 2}, dict.fromkeys("abc", "none"), 0, 0.8)

    assert found.find_changes() == {"b": GIVEN + 4, "c": GIVEN + 4}
    assert list(found.changes) == ["b", "c"]


def test_equal_items_are_taken_in_the_order_they_are_asked() -> None:
    found = search({"a": 1, "b": 1, "c": 1}, dict.fromkeys("abc", "none"), 0, 0.3)

    assert found.find_changes() == {"a": GIVEN + 4}


def test_a_change_that_a_later_one_makes_idle_is_taken_back() -> None:
    # The gate wants b; b alone, at full, then also reaches the bound.
    gates = {1: [{"item": "b", "at_least": "full"}]}
    found = search({"a": 1, "b": 4}, {"a": "none", "b": "half"}, 0, 0.7, gates=gates)

    assert found.find_changes() == {"b": GIVEN + 4}


def test_levels_are_lowered_from_the_last_change_to_the_first() -> None:
    # (3 a + 2 b + 1 c) / 6 >= 0.7 needs 4.2 of 6: a full 3, b at 3/4 gives 1.5
    found = search({"a": 3, "b": 2, "c": 1}, dict.fromkeys("abc", "none"), 0, 0.7)

    assert found.find_changes() == {"a": GIVEN + 4, "b": GIVEN + 3}


def test_what_cannot_be_reached_leaves_the_best_that_was_tried() -> None:
    gates = {1: [{"node": "index", "at_least": 1}]}
    found = search({"a": 1, "b": 1}, {"a": "none", "b": "full"}, 0, 0.5, gates=gates)
    assert found.find_changes() == {"a": GIVEN + 4}

    number = {"type": "number", "at_most": 1, "goalposts": {"low": 0, "high": 4}}
    instrument = draw({"a": {}, "n": number}, stages={"rule": ladder(0, 0.9)})
    plan = compile_plan(instrument)
    row = code_answers(instrument, [{"a": "half", "n": 0.0}])
    beyond = Search(Trials(plan, plan.rule_of(), 1), row)

    assert beyond.find_changes() is None
    assert beyond.row["a"][0] == GIVEN + 4
    assert beyond.row["n"][0] == pytest.approx(1)
