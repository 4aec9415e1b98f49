"""The form of a contribution reads what was typed, and gives it back."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from meter.knowledge.entries import give_entry
from tests.webapp.knowledge.made import CASE
from webapp.knowledge.forms import fill_form, make_form

KNOWN = frozenset(CASE.indicators)


def test_what_stands_is_filled_in_and_read_as_it_is() -> None:
    form = fill_form(give_entry(CASE), "key", 4)

    assert form.read(KNOWN) == CASE
    assert (form.key.data, form.seen.data) == ("key", "4")
    assert (form.languages.data, form.others.data) == (["en"], "pt")
    assert form.is_case


@pytest.mark.parametrize("others", ["pt,id", " pt ; id ", "pt id", "pt,,id\n"])
def test_other_languages_are_written_one_after_the_other(others: str) -> None:
    form = make_form(MultiDict({"kind": "law", "title": "L", "others": others}))

    entry = form.read(KNOWN)

    assert entry is not None
    assert entry.languages == ("id", "pt")


def test_each_field_says_what_is_wrong_with_it() -> None:
    form = make_form(MultiDict({"kind": "law", "title": "", "year": "soon"}))

    assert form.read(KNOWN) is None
    assert form.title.errors == ["Write 1 to 200 characters on one line."]
    assert form.year.errors == ["Write a year from 1900 to 2100."]
    assert form.year.data == "soon"
