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
    assert not has_efforts(found.climb, ["a", "b"])
    assert has_efforts(found.climb, ["a"])


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


def test_what_waits_for_something_else_comes_last() -> None:
    # `unscored` is no part of the index, so it is none of the steps.
    instrument = draw(
        {"a": {"requires": ["unscored"]}, "b": {}, "unscored": {}},
        {"index": ["a", "b"]},
        stages={"rule": ladder(0, 1)},
    )
    row = code_answers(instrument, [dict.fromkeys(instrument.items, "none")])

    way = ResponseStudy(compile_plan(instrument), row).to_stage

    assert way is not None
    assert [move.item for move in way.moves] == ["b", "a"]
