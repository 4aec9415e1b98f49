from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from instruments.model.framework import Framework, Node

LEAF = {"title": "Leaf", "items": ["a"]}


def test_a_plain_list_weighs_equally() -> None:
    node = Node.model_validate({"title": "X", "of": ["b", "a"]})

    assert node.of == {"b": 1, "a": 1}
    assert list(node.children) == ["b", "a"]


def test_weights_keep_their_order_and_numbers() -> None:
    node = Node.model_validate({"title": "X", "items": {"b": "2", "a": "0.5"}})

    assert list(node.children.items()) == [("b", 2), ("a", 0.5)]


@pytest.mark.parametrize("weight", ["0", "-1", "1e7", "nan", "x"])
def test_weights_are_above_zero_and_bounded(weight: str) -> None:
    with pytest.raises(ValidationError):
        Node.model_validate({"title": "X", "items": {"a": weight}})


@pytest.mark.parametrize(
    "forms", [{}, {"of": ["b"], "items": ["a"]}, {"of": []}, {"items": {}}]
)
def test_a_node_measures_in_exactly_one_way(forms: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Node.model_validate({"title": "X", **forms})


def test_a_table_has_no_children() -> None:
    row = {"when": {"item": "a", "equals": "yes"}, "score": "1"}
    node = Node.model_validate({"title": "X", "table": [row], "else": "0.25"})

    assert node.children == {}
    assert node.otherwise == 0.25


def test_an_index_may_be_one_name() -> None:
    framework = Framework.model_validate({"index": "x", "nodes": {"x": LEAF}})

    assert framework.index == ("x",)


TABLE = {
    "title": "Table",
    "table": [{"when": {"item": "a", "equals": "yes"}, "score": "1"}],
}
SHARED = Framework.model_validate(
    {
        "index": ["x", "v"],
        "nodes": {
            "z": TABLE,
            "x": {"title": "X", "of": ["y", "z"]},
            "y": {"title": "Y", "of": ["w"]},
            "w": LEAF,
            "v": {"title": "V", "of": ["z"]},
        },
    }
)


def test_nodes_are_listed_top_down_and_once() -> None:
    assert SHARED.list_nodes() == ["x", "y", "w", "z", "v"]


def test_a_walk_names_a_node_and_all_below_it_parents_first() -> None:
    assert list(SHARED.walk("x")) == ["x", "y", "w", "z"]
    assert list(SHARED.walk("y", "v")) == ["y", "w", "v", "z"]


def test_leaves_are_the_nodes_of_items_and_of_tables() -> None:
    assert list(SHARED.leaves("x")) == ["w", "z"]
    assert list(SHARED.leaves("w")) == ["w"]


def test_a_walk_in_a_circle_ends() -> None:
    nodes = {"x": {"title": "X", "of": ["y"]}, "y": {"title": "Y", "of": ["x"]}}
    framework = Framework.model_validate({"index": ["x"], "nodes": nodes})

    assert framework.list_nodes() == ["x", "y"]
