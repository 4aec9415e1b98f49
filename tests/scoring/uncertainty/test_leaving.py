"""What goes from the tree when an item or a node is left out."""

from __future__ import annotations

from drawn import draw

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.blocks import slice_columns
from scoring.kernel.coding import code_answers
from scoring.uncertainty.leaving import (
    find_dropped_without,
    find_left_out,
    find_owners,
    list_left_out,
    tabulate_left_out,
)

NODES = {
    "index": {"of": {"x": 1, "y": 1}},
    "x": {"items": ["a", "b"]},
    "y": {"of": {"z": 1}},
    "z": {"items": ["c"]},
}


def test_an_item_goes_from_its_node() -> None:
    plan = compile_plan(draw("abc", NODES))

    assert find_left_out(plan, "a") == ({"a"}, {"x": {"a"}})


def test_nodes_that_are_left_with_nothing_go_too() -> None:
    plan = compile_plan(draw("abc", NODES))

    assert find_left_out(plan, "c") == ({"c", "z", "y"}, {"index": {"y"}})


def test_what_an_index_cannot_do_without_is_never_left_out() -> None:
    plan = compile_plan(draw("abc", {**NODES, "index": {"of": {"y": 1}}}))

    assert list(list_left_out(plan, "item")) == []
    assert list(list_left_out(plan, "node")) == []


def test_items_and_lowest_nodes_are_listed() -> None:
    plan = compile_plan(draw("abc", NODES))

    assert list(list_left_out(plan, "item")) == ["a", "b", "c"]
    assert list(list_left_out(plan, "node")) == ["x", "z"]
    assert list(list_left_out(plan, None)) == []


def test_a_pooled_node_loses_the_items_of_a_node_that_goes() -> None:
    plan = compile_plan(draw("abc", NODES, combine={"index": "pooled"}))

    assert find_owners(plan, plan.step_of("index")) == {"a": "x", "b": "x", "c": "z"}
    assert find_left_out(plan, "x").children == {"index": {"a", "b"}}


def test_what_goes_is_tabulated_child_by_child() -> None:
    plan = compile_plan(draw("abc", NODES))

    found = tabulate_left_out(plan, ["a", "c"])

    assert found["x"].tolist() == [[True, False], [False, False]]
    assert found["index"].tolist() == [[False, False], [False, True]]


def test_an_item_that_is_left_out_drops_no_response() -> None:
    instrument = draw("abc", NODES, missing={"refused": "drop"})
    plan = compile_plan(instrument)
    coded = code_answers(instrument, [{"a": Missing.REFUSED}, {"c": Missing.REFUSED}])
    columns = slice_columns(plan, coded)

    assert find_dropped_without(plan, columns, "a").tolist() == [False, True]
    assert find_dropped_without(plan, columns, "z").tolist() == [True, False]


def test_numbers_alone_say_whom_they_drop() -> None:
    numbers = {key: {"type": "number"} for key in "ab"}
    missing = {"unanswered": "drop"}
    instrument = draw(numbers, normalise={"else": "raw"}, missing=missing)
    plan = compile_plan(instrument)
    columns = slice_columns(plan, code_answers(instrument, [{"a": 1.0}, {"b": 2.0}]))

    assert find_dropped_without(plan, columns, "b").tolist() == [False, True]
