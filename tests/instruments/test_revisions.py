"""Two versions of an instrument are held against each other, item by item."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import Instrument, list_library, load_instrument
from instruments.revisions import ItemRevision, Revision, compare_versions
from tests.instruments.versions import DOCUMENT, ITEMS, build, change_item

WORDS = ("ask", "help")


def compare(**changes: Any) -> Revision:
    return compare_versions(build(), build(version="2", **changes))


@pytest.mark.parametrize("key", list_library())
def test_a_version_compared_with_itself_is_all_same(key: str) -> None:
    instrument = load_instrument(key)

    revision = compare_versions(instrument, instrument)

    assert revision.is_same
    assert revision.comparable == tuple(instrument.items)


def test_an_instrument_read_back_from_a_round_is_the_same_one() -> None:
    instrument = load_instrument("meter")
    stored = Instrument.model_validate(instrument.to_document())

    assert compare_versions(stored, instrument).is_same


@pytest.mark.parametrize(
    ("items", "differs"),
    [
        (change_item("law", ask="A law is in force."), "ask"),
        (change_item("law", help="Name the law."), "help"),
        (change_item("users", unit="people"), "unit"),
        (
            change_item(
                "ways",
                options=[
                    {"code": "web", "points": 1, "say": "Online"},
                    {"code": "phone", "points": 1, "say": "Phone"},
                ],
            ),
            "option_words",
        ),
    ],
)
def test_an_item_whose_words_alone_differ_is_reworded(
    items: list[dict[str, Any]], differs: str
) -> None:
    (changed,) = [one for one in compare(items=items).items if one.kind != "same"]

    assert changed.kind == "reworded"
    assert changed.differs == (differs,)
    assert changed.is_comparable


LONGER = [
    {"code": "none", "points": 0, "say": "Not at all"},
    {"code": "half", "points": 1, "say": "Half"},
    {"code": "full", "points": 2, "say": "Fully"},
]


@pytest.mark.parametrize(
    ("key", "changes", "differs"),
    [
        ("law", {"scale": None, "options": LONGER}, "options"),
        ("law", {"reverse": True}, "reverse"),
        ("law", {"when": {"item": "site", "equals": "yes"}}, "condition"),
        ("ways", {"full": 1}, "full"),
        ("ways", {"at_most": 1}, "bounds"),
        ("users", {"at_least": 0}, "bounds"),
        ("users", {"whole": True}, "bounds"),
        ("users", {"goalposts": {"low": 0, "high": 10}}, "goalposts"),
        (
            "ways",
            {
                "options": [
                    {"code": "web", "points": 2, "say": "Web"},
                    {"code": "phone", "points": 1, "say": "Phone"},
                ]
            },
            "points",
        ),
        (
            "ways",
            {
                "options": [
                    {"code": "phone", "points": 1, "say": "Phone"},
                    {"code": "web", "points": 1, "say": "Web"},
                ]
            },
            "options",
        ),
    ],
)
def test_an_item_on_another_scale_is_rescaled_and_it_is_said_how(
    key: str, changes: dict[str, Any], differs: str
) -> None:
    old, new = build(), build(version="2", items=change_item(key, **changes))

    revision = compare_versions(old, new)

    assert revision.item(key) == ItemRevision(key, "rescaled", (differs,))
    assert key not in revision.comparable
    assert old.meaning != new.meaning


def test_a_scale_that_changes_rescales_every_item_on_it() -> None:
    revision = compare(scales={"extent": {"options": LONGER}})

    assert revision.item("law") == ItemRevision("law", "rescaled", ("options",))
    assert len(revision.comparable) == len(ITEMS) - 1


def test_a_scale_that_only_gets_another_name_changes_nothing() -> None:
    scale = DOCUMENT["scales"]["extent"]
    items = change_item("law", scale="reach")

    assert compare(items=items, scales={"reach": scale}).is_same


def test_what_stands_beside_an_item_is_said_and_keeps_it_comparable() -> None:
    law = compare(items=change_item("law", tags=["foundation"])).item("law")

    assert law == ItemRevision("law", "same", ("tags",))
    assert law.is_comparable


def test_an_item_of_another_type_is_not_comparable() -> None:
    law = compare(items=change_item("law", type="single")).item("law")

    assert law == ItemRevision("law", "not_comparable", ("type",))


def test_an_item_that_is_gone_is_not_comparable() -> None:
    revision = compare(items=ITEMS[:3], framework=None, methods={}, stages={})

    assert revision.item("ways") == ItemRevision("ways", "not_comparable", ("removed",))


def test_an_item_that_declares_what_it_replaces_is_told_with_it() -> None:
    laws = {"key": "laws", "ask": "Laws exist.", "replaces": ["law"], "scale": "extent"}
    revision = compare(items=[laws, *ITEMS[1:]], framework=None, methods={}, stages={})

    assert revision.item("law").kind == "replaced_by"
    assert revision.replaced == {"law": ("laws",)}
    assert revision.item("laws").item == "law"
    assert "law" not in revision.comparable
    assert revision.count()["added"] == 0


def test_an_item_that_goes_on_is_not_replaced_whatever_another_declares() -> None:
    more = {"key": "laws", "ask": "Laws exist.", "replaces": ["law"], "scale": "extent"}
    revision = compare(items=[*ITEMS, more])

    assert revision.item("law").kind == "same"
    assert revision.item("laws").kind == "added"


def test_an_unknown_item_is_not_found() -> None:
    with pytest.raises(KeyError):
        compare().item("roads")


@given(
    words=st.lists(
        st.tuples(
            st.sampled_from([one["key"] for one in ITEMS]),
            st.sampled_from(WORDS),
            st.text(
                st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1
            ),
        )
    )
)
def test_rewording_never_changes_the_meaning(
    words: list[tuple[str, str, str]],
) -> None:
    items = ITEMS
    for key, field, text in words:
        items = [
            {**one, **({field: text} if one["key"] == key else {})} for one in items
        ]
    old, new = build(), build(items=items)

    revision = compare_versions(old, new)

    assert {one.kind for one in revision.items} <= {"same", "reworded"}
    assert revision.comparable == tuple(old.items)
    assert new.meaning == old.meaning
