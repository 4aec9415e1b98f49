from __future__ import annotations

import pytest

from instruments.reading.grammar import list_item_types, list_keys

WHEN = ("sections", 0, "items", 1, "text", "when")


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ((), "framework"),
        (("sections", 0), "intro"),
        (("sections", 0, "items", 1, "number"), "goalposts"),
        (("sections", 0, "items", 1, "number", "goalposts"), "low"),
        ((*WHEN, "Comparison"), "at_least"),
        ((*WHEN, "AllOf", "all", 0, "Not", "not", "Comparison"), "in"),
        (("scales", "extent", "options", 0), "hint"),
        (("framework", "nodes", "x"), "else"),
        (("framework", "nodes", "x", "table", 1), "score"),
        (("methods", "default", "missing"), "least_coverage"),
        (("stages", "ladder", "bands", 0), "from"),
        (("stages", "ladder", "bands", 0, "gates", 1), "node"),
        (("profile", 0), "unit"),
        (("sections", 0, "repeat", "over", 1), "say"),
        (("framework", "nodes", "x", "ratio"), "times"),
        (("methods", "default", "combine", "x"), "exponent"),
        (("methods", "default", "normalise", "x"), "cap_low"),
        (("methods", "default", "weighting", "x"), "compare"),
        (("methods", "default", "missing", "nodes", "x"), "least_share"),
        (("methods", "default", "alternatives", "combine", "x", 1), "floor"),
        (("diagnostics", "d", "integration"), "least_claims"),
        (("diagnostics", "d", "toolkitization", "guards"), "permutations"),
    ],
)
def test_the_keys_known_at_a_place_are_those_of_its_model(
    place: tuple[str | int, ...], key: str
) -> None:
    assert key in list_keys(place)


def test_a_key_belongs_to_types_of_items() -> None:
    assert list_item_types("goalposts") == ("number",)
    assert list_item_types("lines") == ("text",)
    assert list_item_types("scale") == ("yes_no", "single", "ordinal", "multiple")
    assert list_item_types("unti") == ()
    assert len(list_item_types("key")) == 8


def test_what_only_the_loader_fills_is_not_offered() -> None:
    assert "translations" not in list_keys(())
    assert "entry" not in list_keys(("sections", 0))


def test_a_place_without_keys_has_none() -> None:
    assert list_keys(("title",)) == []
    assert list_keys(("nowhere", 3)) == []
