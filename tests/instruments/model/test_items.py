from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from instruments.model.items import Item, NumberItem, OrdinalItem, TextItem

READER: TypeAdapter[Any] = TypeAdapter(Item)
BASE = {"key": "a", "ask": "A"}


@pytest.mark.parametrize(
    "kind",
    ["yes_no", "single", "ordinal", "multiple", "number", "text", "date", "link"],
)
def test_the_type_names_the_class(kind: str) -> None:
    item = READER.validate_python({**BASE, "type": kind})

    assert item.type == kind


def test_an_item_without_a_type_is_ordinal() -> None:
    assert isinstance(READER.validate_python({**BASE, "scale": "extent"}), OrdinalItem)


@pytest.mark.parametrize("kind", ["Text", "", "file", ["text"], None])
def test_other_types_are_refused(kind: object) -> None:
    with pytest.raises(ValidationError):
        READER.validate_python({**BASE, "type": kind})


@pytest.mark.parametrize("data", ["text", ["a"], None, 1])
def test_an_item_has_keys(data: object) -> None:
    with pytest.raises(ValidationError):
        READER.validate_python(data)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("text", "goalposts"),
        ("number", "scale"),
        ("link", "at_most"),
        ("date", "whole"),
    ],
)
def test_an_item_has_only_what_its_type_knows(kind: str, key: str) -> None:
    with pytest.raises(ValidationError):
        READER.validate_python({**BASE, "type": kind, key: "1"})


def test_effort_is_one_of_three_whole_numbers() -> None:
    assert READER.validate_python({**BASE, "effort": "3"}).effort == 3
    with pytest.raises(ValidationError):
        READER.validate_python({**BASE, "effort": "4"})


def test_an_item_that_was_written_is_read_back() -> None:
    number = READER.validate_python(
        {
            **BASE,
            "type": "number",
            "at_least": "0",
            "goalposts": {"low": "1", "high": "0"},
        }
    )
    text = READER.validate_python({**BASE, "type": "text", "lines": "4"})

    assert isinstance(number, NumberItem)
    assert isinstance(text, TextItem)
    for item in (number, text):
        written = item.model_dump(mode="json", by_alias=True)
        assert READER.validate_python(written) == item
