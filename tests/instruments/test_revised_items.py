"""What became of one item is told with what differs."""

from __future__ import annotations

from typing import Any

import pytest

from instruments.revised_items import compare_item
from tests.instruments.versions import build, change_item


def test_what_differs_is_listed_from_words_to_what_stands_beside() -> None:
    changes = {"tags": ["legal"], "reverse": True, "ask": "A law is in force."}
    new = build(items=change_item("law", **changes))

    found = compare_item(build(), new, "law")

    assert found.kind == "rescaled"
    assert found.differs == ("ask", "reverse", "tags")


@pytest.mark.parametrize(
    "change",
    [
        {"allow": ["dont_know"]},
        {"requires": ["site"]},
        {"effort": 2},
        {"evidence": "optional"},
        {"required": True},
    ],
)
def test_what_stands_beside_an_answer_leaves_the_item_the_same(
    change: dict[str, Any],
) -> None:
    found = compare_item(build(), build(items=change_item("law", **change)), "law")

    assert found.kind == "same"
    assert len(found.differs) == 1


def test_a_condition_written_in_another_way_is_another_condition() -> None:
    one = build(items=change_item("law", when={"item": "site", "equals": "yes"}))
    same = build(items=change_item("law", when={"item": "site", "equals": "yes"}))
    other = build(items=change_item("law", when={"item": "site", "in": ["yes"]}))

    assert compare_item(one, same, "law").differs == ()
    assert compare_item(one, other, "law").differs == ("condition",)


def test_the_built_in_yes_and_no_are_the_declared_ones_of_the_same_codes() -> None:
    options = [
        {"code": "yes", "say": "Yes", "points": 1},
        {"code": "no", "say": "No", "points": 0},
    ]
    declared = build(items=change_item("site", options=options))

    assert compare_item(build(), declared, "site").differs == ()


def test_an_item_that_is_removed_is_replaced_where_another_follows_it() -> None:
    bare: dict[str, Any] = {"framework": None, "methods": {}, "stages": {}}
    new = build(items=change_item("law")[1:], **bare)

    assert compare_item(build(), new, "law").kind == "not_comparable"
    followed = compare_item(build(), new, "law", ("laws",))
    assert followed.kind == "replaced_by"
    assert followed.successors == ("laws",)
