"""Entries are read field by field, and everything that is wrong is said at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.given.errors import EvidenceLinkError, TitleError, WordsError
from meter.knowledge.entries import GivenEntry, give_entry, parse_entry
from meter.knowledge.errors import (
    CostError,
    EntryError,
    IndicatorError,
    KindError,
    LanguageError,
    YearError,
)
from tests.meter.knowledge.conftest import CASE, GUIDE

if TYPE_CHECKING:
    from meter.knowledge.records import Entry

KNOWN = frozenset({"law", "rules", "use"})


@pytest.mark.parametrize("entry", [GUIDE, CASE])
def test_an_entry_is_read_as_it_is_given(entry: Entry) -> None:
    assert parse_entry(give_entry(entry), KNOWN) == entry


def test_a_kind_and_a_title_are_enough() -> None:
    entry = parse_entry(GivenEntry(kind="law", title=" Title "), KNOWN)

    assert (entry.kind, entry.title, entry.case) == ("law", "Title", None)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    given = GivenEntry(
        kind="case",
        title="",
        summary="\x07",
        languages=("english!",),
        year="1066",
        link="javascript:alert(1)",
        indicators=("nothing",),
        cost="1,5",
        results="x" * 2001,
    )

    with pytest.raises(EntryError) as caught:
        parse_entry(given, KNOWN)

    assert {name: type(one) for name, one in caught.value.problems.items()} == {
        "title": TitleError,
        "summary": WordsError,
        "languages": LanguageError,
        "year": YearError,
        "link": EvidenceLinkError,
        "indicators": IndicatorError,
        "cost": CostError,
        "results": WordsError,
    }


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(EntryError) as caught:
        parse_entry(GivenEntry(kind="poem", title="Rhymes"), KNOWN)

    assert isinstance(caught.value.problems["kind"], KindError)


@pytest.mark.parametrize("year", ["²024", "٢٠٢٤", "20 24", "+2024", "1899", "2101"])
def test_a_year_is_four_digits(year: str) -> None:
    with pytest.raises(EntryError):
        parse_entry(GivenEntry(kind="law", title="Law", year=year), KNOWN)
