"""What of a response still waits for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from meter.fieldwork.open_items import list_open_items, list_remarks, list_scored

if TYPE_CHECKING:
    from instruments import Instrument


def test_what_applies_and_has_no_answer_is_open(instrument: Instrument) -> None:
    assert list_open_items(instrument, "default", {}) == [
        *("law", "site", "ways", "since"),
    ]
    given = {"site": "yes", "law": Missing.DONT_KNOW, "ways": Missing.UNANSWERED}
    assert list_open_items(instrument, "default", given) == ["users", "ways", "since"]


def test_a_text_that_is_not_scored_is_a_remark(instrument: Instrument) -> None:
    assert list_remarks(instrument, "default") == {"note"}
    assert list_scored(instrument, "default") == {"law", "site", "users", "ways"}


def test_where_nothing_is_scored_every_text_is_asked_for_its_own_sake(
    instrument: Instrument,
) -> None:
    assert list_remarks(instrument, None) == frozenset()
    assert list_scored(instrument, None) == frozenset()
    assert "note" in list_open_items(instrument, None, {})
