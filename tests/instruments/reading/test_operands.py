from __future__ import annotations

from typing import Any

import pytest

from instruments.reading.operands import read_operands


def instrument(condition: Any) -> dict[str, Any]:
    items = [
        {"key": "n", "type": "number"},
        {"key": "a", "type": "single"},
        {"key": "b", "type": "text", "when": condition},
    ]
    return {"sections": [{"items": items}]}


def read(condition: Any) -> Any:
    return read_operands(instrument(condition))["sections"][0]["items"][2]["when"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"item": "n", "at_least": "2"}, {"item": "n", "at_least": 2.0}),
        ({"item": "n", "in": ["1", "2.5"]}, {"item": "n", "in": [1.0, 2.5]}),
        ({"item": "n", "at_least": "1e400"}, {"item": "n", "at_least": "1e400"}),
        ({"item": "n", "equals": "many"}, {"item": "n", "equals": "many"}),
        ({"item": "a", "equals": "2"}, {"item": "a", "equals": "2"}),
        ({"item": "n", "answered": "true"}, {"item": "n", "answered": "true"}),
        (
            {"all": [{"not": {"item": "n", "at_most": "0"}}]},
            {"all": [{"not": {"item": "n", "at_most": 0.0}}]},
        ),
    ],
)
def test_operands_are_numbers_where_the_item_is_a_number(
    written: Any, meant: Any
) -> None:
    assert read(written) == meant


def test_the_minimum_of_a_node_is_a_number() -> None:
    gate = {"node": "x", "at_least": "0.5"}

    assert read_operands({"gates": [gate]}) == {
        "gates": [{"node": "x", "at_least": 0.5}]
    }


def test_what_was_read_stays_as_it_is() -> None:
    data = instrument({"item": "n", "equals": "2"})

    read_operands(data)

    assert data == instrument({"item": "n", "equals": "2"})


@pytest.mark.parametrize(
    "data", ["text", [], {"sections": "x"}, {"sections": ["x", {"items": ["y"]}]}]
)
def test_data_of_wrong_shape_pass_through(data: Any) -> None:
    assert read_operands(data) == data
