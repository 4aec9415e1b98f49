"""What a form posts to give an answer of a workbook once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import MultiDict

from instruments import Missing
from tests.webapp.city import make_instrument
from webapp.forms.sections import read_answers
from webapp.respond.workbook_page import keep_as_notes, list_fields

if TYPE_CHECKING:
    from instruments import Answer

INSTRUMENT = make_instrument()


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("level", "fully"),
        ("level", Missing.NOT_APPLICABLE),
        ("level", Missing.UNANSWERED),
        ("topics", ("law", "money")),
        ("topics", Missing.DONT_KNOW),
        ("topics", Missing.UNANSWERED),
        ("share", 0.1),
        ("share", Missing.REFUSED),
        ("words", "a\nb"),
        ("start", "2020-02-29"),
        ("site", "https://a.example/?x=1"),
    ],
)
def test_the_fields_give_the_same_answer_and_note(key: str, answer: Answer) -> None:
    item = INSTRUMENT.items[key]
    form: Any = MultiDict(list_fields(item, answer, "Why"))

    found = read_answers(INSTRUMENT, [item], form, "en")

    assert (dict(found.answers), dict(found.errors)) == ({key: answer}, {})
    assert found.notes == {key: "Why"}


def test_a_note_alone_leaves_the_answer_out() -> None:
    item = INSTRUMENT.items["level"]
    form: Any = MultiDict(list_fields(item, None, "Why"))

    found = read_answers(INSTRUMENT, [item], form, "en")

    assert (dict(found.answers), dict(found.notes)) == ({}, {"level": "Why"})


def test_both_asks_for_the_other_answer_as_a_note() -> None:
    posted = MultiDict([("c-level", "both"), ("c-share", "mine"), ("q-level", "fully")])

    assert [name for name in keep_as_notes(posted) if name[0] == "k"] == ["k-level"]
