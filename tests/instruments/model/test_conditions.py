from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from instruments.model.conditions import (
    AllOf,
    Comparison,
    Condition,
    Not,
    list_comparisons,
)

READER: TypeAdapter[Any] = TypeAdapter(Condition)


def read(data: object) -> Any:
    return READER.validate_python(data)


@pytest.mark.parametrize(
    ("data", "verb", "operand"),
    [
        ({"item": "a", "equals": "yes"}, "equals", "yes"),
        ({"item": "a", "in": ["x", "y"]}, "in", ("x", "y")),
        ({"item": "a", "at_least": 2.5}, "at_least", 2.5),
        ({"item": "a", "at_most": "half"}, "at_most", "half"),
        ({"item": "a", "includes": "x"}, "includes", "x"),
        ({"item": "a", "answered": "true"}, "answered", True),
    ],
)
def test_a_comparison_has_one_verb_and_its_operand(
    data: object, verb: str, operand: object
) -> None:
    comparison = read(data)

    assert isinstance(comparison, Comparison)
    assert (comparison.verb, comparison.operand) == (verb, operand)


@pytest.mark.parametrize(
    "data",
    [
        {"item": "a"},
        {"item": "a", "equals": "x", "at_least": "y"},
        {"equals": "x"},
        {"item": "a", "answered": "false"},
        {"item": "a", "in": []},
        {"all": []},
        {"any": "a"},
        {"not": [{"item": "a", "equals": "x"}]},
        {"all": [{"item": "a", "equals": "x"}], "any": [{"item": "a", "equals": "x"}]},
        "a",
        None,
        [],
    ],
)
def test_other_data_are_no_condition(data: object) -> None:
    with pytest.raises(ValidationError):
        read(data)


def test_conditions_nest() -> None:
    condition = read(
        {
            "all": [
                {"any": [{"item": "a", "equals": "x"}, {"item": "b", "equals": "y"}]},
                {"not": {"item": "c", "answered": True}},
            ]
        }
    )

    assert isinstance(condition, AllOf)
    assert isinstance(condition.parts[1], Not)
    assert [one.item for one in list_comparisons(condition)] == ["a", "b", "c"]


def test_a_condition_that_was_written_is_read_back() -> None:
    condition = read({"not": {"all": [{"item": "a", "in": ["x", 2.0]}]}})

    written = condition.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    assert read(written) == condition
    assert read(condition) is condition
