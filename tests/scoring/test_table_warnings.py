"""Warnings about a table: what was ignored, what is lacking, in a sentence."""

from __future__ import annotations

from scoring.table_warnings import (
    NoColumnWarning,
    NotOfferedWarning,
    UnknownColumnWarning,
)


def test_a_column_that_is_no_item_is_told_with_what_was_meant() -> None:
    ignored = "Column 'oso' is no item and is ignored."

    assert str(UnknownColumnWarning("oso", None)) == ignored
    assert str(UnknownColumnWarning("oso", "osi")) == f"{ignored} Did you mean 'osi'?"
    assert str(UnknownColumnWarning("oso", "o_1", ["o_1", "o_2", "o_3", "o_4"])) == (
        f"{ignored} It is asked once for each entry: name columns o_1, o_2, o_3 and "
        "so on."
    )


def test_items_without_a_column_are_counted_and_named() -> None:
    assert str(NoColumnWarning(["osi"], 3)) == (
        "No column for 1 of 3 items that are scored; it counts as unanswered: osi."
    )
    assert str(NoColumnWarning(["osi", "tii"], 3)) == (
        "No column for 2 of 3 items that are scored; they count as unanswered: osi, "
        "tii."
    )


def test_many_items_without_a_column_are_named_up_to_a_limit() -> None:
    items = [f"i{number}" for number in range(81)]

    assert str(NoColumnWarning(items, 101)) == (
        "No column for 81 of 101 items that are scored; they count as unanswered: "
        f"{', '.join(items[:20])} and 61 more."
    )


def test_reasons_that_are_not_offered_are_named_with_their_items() -> None:
    assert str(NotOfferedWarning({key: ["DK", "NA"] for key in "abcd"})) == (
        "Reasons stand in items that do not offer them: 'a' (DK, NA), 'b' (DK, NA), "
        "'c' (DK, NA) and 1 more. They count as such; leave a figure blank that is "
        "only missing."
    )
