from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from instruments.model.instrument import Instrument
from instruments.reading.shape import find_path, list_shape_problems, make_key


def problems(data: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    with pytest.raises(ValidationError) as caught:
        Instrument.model_validate(data)
    return [(one.code, one.path) for one in list_shape_problems(caught.value, data)]


def tiny(**parts: Any) -> dict[str, Any]:
    item = {"key": "a", "type": "yes_no", "ask": "A"}
    section = {"key": "s", "title": "S", "items": [item]}
    head = {"key": "tiny", "version": "1", "title": "Tiny", "language": "en"}
    return {"meter": "1", **head, "sections": [section], **parts}


def test_tags_of_unions_are_no_part_of_a_path() -> None:
    data = {"items": [{"when": {"item": "a"}}]}
    place = ("items", 0, "ordinal", "when", "Comparison", "item")

    assert find_path(place, data) == ("items", 0, "when", "item")


def test_the_name_of_a_mapping_key_is_its_path() -> None:
    data: Any = {"scales": {"A B": {}}}

    assert find_path(("scales", "A B", "[key]"), data) == ("scales", "A B")


def test_a_list_that_lacks_parts_only_because_they_are_wrong_is_not_told() -> None:
    options = [{"code": "x", "say": "X"}, {"code": "y", "say": ""}]
    data = tiny(scales={"extent": {"options": options}})

    assert problems(data) == [("VL02", ("scales", "extent", "options", 1, "say"))]


def test_a_mapping_where_none_is_expected_stands_for_itself() -> None:
    assert problems("text") == [("VL10", ())]
    assert problems(tiny(title={"en": "Tiny"})) == [("VL01", ("title",))]


def method(**parts: Any) -> dict[str, Any]:
    return tiny(methods={"default": {"title": "D", **parts}})


def test_what_may_be_a_name_or_have_parts_is_told_as_such() -> None:
    path = ("methods", "default", "normalise", "a")

    assert problems(method(normalise={"a": ["rank"]})) == [("VL15", path)]
    assert problems(method(normalise={"a": "rnak"})) == [("VL08", path)]


def test_a_value_of_two_kinds_is_told_once() -> None:
    data = method(normalise={"a": {"by": "ratio", "to": "bets"}})

    assert problems(data) == [("VL08", ("methods", "default", "normalise", "a", "to"))]


def test_a_diagnostic_is_known_by_its_kind() -> None:
    guards = {"kind": "competition", "title": "D", "visible": "a", "foundation": "b"}
    path = ("diagnostics", "d")

    assert problems(tiny(diagnostics={"d": {"title": "D"}})) == [("KY03", path)]
    assert problems(tiny(diagnostics={"d": {**guards, "kind": "x"}})) == [
        ("VL08", (*path, "kind"))
    ]
    assert problems(tiny(diagnostics={"d": {**guards, "guards": {"drwas": "9"}}})) == [
        ("KY02", (*path, "guards", "drwas"))
    ]


def test_keys_of_mappings_have_the_form_of_keys() -> None:
    options = [{"code": "x", "say": "X"}, {"code": "y", "say": "Y"}]
    scale = {"options": options}

    assert problems(tiny(scales={"a" * 41: scale})) == [("KY04", ("scales", "a" * 41))]
    assert problems(tiny(scales={"": scale})) == [("VL02", ("scales", ""))]


def test_what_nobody_foresaw_is_told_in_the_words_of_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("instruments.reading.shape.TYPES", {})

    assert problems(tiny(title=["Tiny"])) == [("VL14", ("title",))]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("C1.1", "c1_1"),
        ("Open data", "open_data"),
        ("12", "a_name"),
        ("2nd", "nd"),
        ("é", "a_name"),
    ],
)
def test_a_key_is_made_of_any_name(text: str, key: str) -> None:
    assert make_key(text) == key
