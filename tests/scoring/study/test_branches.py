"""The branches of a score: they add up, and tell what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import draw

from instruments.model.answers import Missing
from scoring import code_answers, compile_plan, score_coded
from scoring.study.branches import Branch, list_branches, list_missing

if TYPE_CHECKING:
    from instruments.model.instrument import Instrument

NODES: dict[str, Any] = {
    "index": {"of": {"x": 3, "y": 1}},
    "x": {"items": {"a": 1, "b": 3}},
    "y": ["c"],
}
ADA = {"a": "half", "b": "little", "c": "full"}


def branches(instrument: Instrument, node: str = "index") -> list[Branch]:
    plan, row = compile_plan(instrument), code_answers(instrument, [ADA])
    return list(list_branches(plan, row, row, score_coded(plan, row), node))


def test_the_tree_adds_up_to_the_score() -> None:
    found = branches(draw(list("abc"), NODES))

    items = [one for one in found if one.weight.is_item]
    expected = 3 / 4 * (1 / 4 * 2 / 4 + 3 / 4 * 1 / 4) + 1 / 4 * 1
    assert sum(one.contribution for one in items) == pytest.approx(expected)
    assert sum(one.lost for one in items) == pytest.approx(1 - expected)
    assert [one.weight.key for one in found] == ["index", "x", "a", "b", "y", "c"]
    law = found[1]
    assert law.value == pytest.approx(1 / 4 * 2 / 4 + 3 / 4 * 1 / 4)
    assert law.contribution == pytest.approx(3 / 4 * (law.value or 0))


def test_two_ways_to_one_item_stand_apart_and_add_up_above() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": ["a", "b"], "y": ["a", "c"]}

    every = branches(draw(list("abc"), nodes))

    found = {(one.weight.parent, one.weight.key): one for one in every}
    for node in "xy":
        below = [b.contribution for (parent, _), b in found.items() if parent == node]
        assert found["index", node].contribution == pytest.approx(sum(below))
    # a half of full weighs 1/4 either way
    assert found["x", "a"].contribution == found["y", "a"].contribution == 1 / 8


def test_what_is_missing_says_what_that_did() -> None:
    instrument = draw(list("abc"), NODES, missing={"dont_know": "leave_out"})
    bay = {"b": Missing.DONT_KNOW, "c": Missing.NOT_APPLICABLE}
    plan, row = compile_plan(instrument), code_answers(instrument, [bay])

    found = list(list_missing(plan, row, "index"))

    assert [(one.item, one.node, one.reason, one.treatment) for one in found] == [
        ("a", "x", "unanswered", "zero"),
        ("b", "x", "dont_know", "leave_out"),
        ("c", "y", "not_applicable", "leave_out"),
    ]
