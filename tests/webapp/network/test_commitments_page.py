"""Promises as a page: who, what, by when, how far, and what it was before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from meter.network.records import Commitment, CommitmentVersion
from meter.records import Unit, Workshop
from webapp.network.commitments_page import PAGE_MOST, make_commitments_page
from webapp.network.places import Place
from webapp.network.theme_words import Themes

AT = dt.datetime(2027, 6, 18, 20, tzinfo=dt.UTC)
PORTO, LIMA = (
    Unit(number, 1, name, {}) for number, name in ((1, "Porto"), (2, "Lima"))
)
SEOUL = Workshop(1, "seoul", "Seoul", 1, "", None, None, "Asia/Seoul", None, AT)
FIRST = CommitmentVersion(
    1, "Pass it.", "law", "Ana", dt.date(2027, 6, 18), "open", "", AT, "Ana"
)
THEMES = Themes({"law": "Law"})
OWN = Commitment(1, PORTO, (FIRST,))
LATER = replace(FIRST, revision=2, state="given_up", reason="No money.")
THEIRS = Commitment(2, LIMA, (FIRST, LATER))
ALL = Commitment(3, None, (replace(FIRST, due_on=dt.date(2027, 6, 19)),))
PROMISES = (OWN, THEIRS, ALL)


def look(unit: Unit | None, *, may_act: bool = True) -> Place:
    return Place(SEOUL, "network", {}, "Ana", "a@example.org", AT, unit, 1, may_act)


def test_a_promise_is_overdue_where_the_workshop_meets() -> None:
    page = make_commitments_page(PROMISES, look(PORTO), THEMES)
    own, theirs, network = page.lines
    assert own.state.word == "Overdue since 18 June 2027"
    assert (own.unit, own.theme, own.former) == ("Porto", "Law", ())
    assert (theirs.state.word, theirs.reason) == ("Given up", "No money.")
    assert [one.state.word for one in theirs.former] == ["Given up", "Open"]
    # In Seoul it is the nineteenth.
    assert (network.unit, network.state.word) == ("The network", "Open")
    assert page.counts == "1 overdue, 1 open, 1 given up"
    assert page.units == (("network", "The network"), ("2", "Lima"), ("1", "Porto"))


def test_each_changes_their_own() -> None:
    for place, changed in (
        (look(PORTO), [1]),
        (look(None), [3]),
        (look(PORTO, may_act=False), []),
    ):
        page = make_commitments_page(PROMISES, place, THEMES)
        assert [one.id for one in page.lines if one.may_change] == changed


def test_one_city_or_one_state_is_shown_where_that_is_asked() -> None:
    for of, state, found in (
        ("", "", [1, 2, 3]),
        ("2", "", [2]),
        ("network", "", [3]),
        ("", "overdue", [1]),
        ("", "open", [3]),
        ("2", "open", []),
    ):
        page = make_commitments_page(PROMISES, look(PORTO), THEMES, of, state)
        assert [one.id for one in page.lines] == found


def test_many_stand_on_pages() -> None:
    many = [replace(OWN, id=number) for number in range(PAGE_MOST + 1)]
    page = make_commitments_page(many, look(PORTO), THEMES, number=2)
    assert (page.pages.last, page.pages.count, len(page.lines)) == (2, PAGE_MOST + 1, 1)
