from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.response import ResponseStudy
from scoring.study.way import has_efforts

if TYPE_CHECKING:
    from collections.abc import Mapping


def study(items: Mapping[str, Mapping[str, Any]], bound: float = 1) -> ResponseStudy:
    """Study a response with nothing done, on a ladder that asks for all of it."""
    instrument = draw(items, stages={"rule": ladder(0, bound)})
    row = code_answers(instrument, [dict.fromkeys(items, "none")])
    return ResponseStudy(compile_plan(instrument), row)


def order(items: Mapping[str, Mapping[str, Any]]) -> list[str]:
    way = study(items).to_stage
    assert way is not None
    return [move.item for move in way.moves]


def test_what_others_rest_on_comes_first() -> None:
    assert order({"a": {"requires": ["c"]}, "b": {}, "c": {}})[0] == "c"


def test_little_effort_comes_before_much() -> None:
    items = {"a": {"effort": 3}, "b": {"effort": 1}, "c": {"effort": 2}}

    assert order(items) == ["b", "c", "a"]


def test_efforts_count_only_where_all_declare_one() -> None:
    found = study({"a": {"effort": 3}, "b": {}})

    assert found.to_stage is not None
    assert [move.item for move in found.to_stage.moves] == ["a", "b"]
    assert not has_efforts(found.plan.instrument, ["a", "b"])
    assert has_efforts(found.plan.instrument, ["a"])


def test_of_equal_effort_what_adds_most_is_first() -> None:
    stages = {"rule": ladder(0, 1)}
    nodes = {"index": {"items": {"a": 1, "b": 3, "c": 2}}}
    instrument = draw(["a", "b", "c"], nodes, stages=stages)
    row = code_answers(instrument, [dict.fromkeys("abc", "none")])

    way = ResponseStudy(compile_plan(instrument), row).to_stage

    assert way is not None
    assert [move.item for move in way.moves] == ["b", "c", "a"]
    gains = [(move.index_after or 0) - (move.index_before or 0) for move in way.moves]
    assert gains == pytest.approx([3 / 6, 2 / 6, 1 / 6])


def test_what_has_to_come_first_is_a_step_though_it_counts_nothing() -> None:
    # `unscored` is no part of the index, so it blocks nothing by itself.
    way = study_unscored({}).to_stage

    assert way is not None
    assert [move.item for move in way.moves] == ["unscored", "a", "b"]
    assert way.moves[0].required_by == ("a",)


def test_what_waits_for_what_no_answer_can_put_in_place_comes_last() -> None:
    # A text is in place once it is given, and what is to be written nobody can tell.
    way = study_unscored({"type": "text"}).to_stage

    assert way is not None
    assert [move.item for move in way.moves] == ["b", "a"]


def study_unscored(unscored: Mapping[str, Any]) -> ResponseStudy:
    """Study a response of which `a` rests on an item outside of the index."""
    instrument = draw(
        {"a": {"requires": ["unscored"]}, "b": {}, "unscored": unscored},
        {"index": ["a", "b"]},
        stages={"rule": ladder(0, 1)},
    )
    row = code_answers(instrument, [{"a": "none", "b": "none"}])
    return ResponseStudy(compile_plan(instrument), row)


def test_what_a_prerequisite_adds_is_not_asked_of_another_answer() -> None:
    nodes = {"index": {"items": {"a": 4, "b": 3, "c": 3}}}
    instrument = draw(
        {"a": {"requires": ["c"]}, "b": {}, "c": {}},
        nodes,
        stages={"rule": ladder(0, 0.7)},
    )
    row = code_answers(instrument, [dict.fromkeys("abc", "none")])
    found = ResponseStudy(compile_plan(instrument), row)

    steps = {step.item: step.needed for step in found.blocking["rule"].steps}
    assert steps == {"a": "full", "b": "full"}
    assert found.to_stage is not None
    ways = [(move.item, move.target) for move in found.to_stage.moves]
    assert ways == [("c", "half"), ("a", "full"), ("b", "half")]
    assert found.to_stage.moves[-1].stage_after == "s1"
