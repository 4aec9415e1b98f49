"""Tags, edges and shares of weight, by hand."""

from __future__ import annotations

from drawn import draw

from instruments.model.answers import Missing
from instruments.model.instrument import Instrument
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics.values import (
    given_items,
    item_of,
    list_edges,
    split_tags,
)

TAGGED = draw(
    {
        "a": {"tags": ["front"], "requires": ["b", "d"]},
        "b": {"tags": ["back"]},
        "c": {"tags": ["front", "back"], "requires": ["b"]},
        "d": {},
    }
)


def repeated() -> Instrument:
    """Two entries of one question, as reading a repeated section makes them."""
    document = draw({"a": {"requires": ["site_home"]}}).to_document()
    over = [{"key": "home", "say": "Home"}, {"key": "tax", "say": "Tax"}]
    repeat = {"over": over, "take": "mean"}
    sections = [
        {
            "key": f"sites_{entry['key']}",
            "title": "Sites",
            "entry": entry,
            "repeat": repeat,
            "items": [
                {
                    "key": f"site_{entry['key']}",
                    "ask": "Site?",
                    "scale": "level",
                    "tags": ["visible"],
                }
            ],
        }
        for entry in over
    ]
    nodes = {"index": {"title": "Index", "items": {"a": 1, "site": 3}}}
    return Instrument.model_validate(
        {
            **document,
            "sections": [*document["sections"], *sections],
            "framework": {"index": "index", "nodes": nodes},
        }
    )


def test_an_item_of_both_tags_stands_on_neither_side() -> None:
    assert split_tags(TAGGED, ["a", "b", "c", "d"], "front", "back") == (("a",), ("b",))


def test_items_that_are_not_scored_stand_on_no_side() -> None:
    assert split_tags(TAGGED, ["a"], "front", "back") == (("a",), ())


def test_edges_lead_to_scored_items_only() -> None:
    assert list_edges(TAGGED, ["a", "b", "c"], ["a", "c"]) == [("a", "b"), ("c", "b")]


def test_what_is_asked_over_a_list_stands_under_its_common_key() -> None:
    instrument = repeated()
    scored = ["a", "site"]
    assert item_of(instrument, "site").key == "site_home"
    assert split_tags(instrument, scored, "visible", "back") == (("site",), ())
    assert list_edges(instrument, scored, ["a"]) == [("a", "site")]


def test_an_item_over_a_list_is_given_where_one_entry_is() -> None:
    instrument = repeated()
    plan = compile_plan(instrument)
    rows = code_answers(instrument, [{"site_tax": "half"}, {"a": "full"}])
    assert given_items(plan, rows[:1], ["a", "site"]) == {"site"}
    assert given_items(plan, rows[1:], ["a", "site"]) == {"a"}


def test_a_reason_is_no_answer() -> None:
    plan = compile_plan(TAGGED)
    row = code_answers(TAGGED, [{"a": "none", "b": Missing.DONT_KNOW}])
    assert given_items(plan, row, TAGGED.items) == {"a"}
