"""Lines of lists: what was found is marked, what became of one's own is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meter.knowledge.matches import Part
from meter.knowledge.records import Filters, Found, Step
from meter.knowledge.words import read_query
from tests.webapp.city import BEGINNING
from tests.webapp.knowledge.made import CASE, make_contribution, make_desk
from webapp.knowledge.lists import (
    SUMMARY_MOST,
    Asked,
    make_index_page,
    make_line,
    make_own_line,
)


def test_a_passage_is_shown_where_title_and_summary_have_no_match() -> None:
    found = make_contribution("published")

    shown = make_line(found, read_query("queue"))
    titled = make_line(found, read_query("permits"))

    assert Part("queue", is_match=True) in shown.passage
    assert titled.passage == ()
    assert titled.title == (Part("Permits", is_match=True),)


def test_a_long_summary_is_cut_at_a_space() -> None:
    long = replace(CASE, summary="words " * 200)

    [part] = make_line(make_contribution(entry=long)).summary

    assert part.text.endswith("words…")
    assert len(part.text) <= SUMMARY_MOST + 1


def test_a_contributor_is_named_where_they_agreed() -> None:
    unnamed = replace(CASE, credited=False)

    assert make_line(make_contribution()).credit == "Porto"
    assert make_line(make_contribution(entry=unnamed)).credit == ""
    assert make_line(make_contribution(unit_id=None)).credit == ""


@pytest.mark.parametrize(
    ("reached", "said"),
    [(None, "fewer than five"), (0, "fewer than five"), (10, "10 cities or more")],
)
def test_how_many_it_is_offered_to_is_said(reached: int | None, said: str) -> None:
    assert said in make_own_line(make_contribution("published"), [], reached).reach
    assert make_own_line(make_contribution("offered"), [], reached).reach == ""


def test_what_is_tied_to_nothing_is_offered_nowhere() -> None:
    loose = make_contribution("published", replace(CASE, indicators=()))

    assert "tied to nothing" in make_own_line(loose, []).reach


def test_what_was_said_last_stands_beside_what_came_back() -> None:
    steps = [
        Step("offered", BEGINNING, "Ana", "", "Permits"),
        Step("returned", BEGINNING, "Ada", "Which year?", "Permits"),
    ]

    assert make_own_line(make_contribution("returned"), steps).words == "Which year?"
    assert make_own_line(make_contribution("offered"), steps).words == ""


def test_a_search_offers_what_can_be_chosen_and_keeps_it() -> None:
    filters = Filters(kind="law", language="pt", indicator="plan", unit_id=7)
    asked = Asked("  plan ", filters, 2)

    page = make_index_page(make_desk(), asked, Found((), 45), [(7, "Porto")], (), ())

    assert page.query == "plan"
    assert (page.pages.number, page.pages.last) == (2, 3)
    assert page.kept == {
        "kind": "law", "language": "pt", "about": "plan", "city": "7",
    }  # fmt: skip
    choices = {one.name: dict(one.options) for one in page.choices}
    assert choices["about"] == {"plan": "Plan", "reach": "Reach"}
    assert choices["city"] == {"7": "Porto"}
    assert choices["language"]["pt"] == "Portuguese"
