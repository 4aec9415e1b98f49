"""The first page of the knowledge space: search, filters, pages, what is one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from meter.knowledge.searching import PAGE
from tests.webapp.knowledge.conftest import GUIDE

if TYPE_CHECKING:
    from tests.webapp.knowledge.conftest import Space


def test_matches_are_marked_and_escaped(space: Space) -> None:
    space.publish(replace(GUIDE, title="Plan <b>", summary="A plan & more."))

    page = space.bo.get(space.path("?q=PLAN", 1)).text

    assert "<mark>Plan</mark> &lt;b&gt;" in page
    assert "A <mark>plan</mark> &amp; more." in page
    assert "from <bdi>Porto</bdi>" in page


def test_who_does_not_want_to_be_named_is_not(space: Space) -> None:
    made = space.publish(replace(GUIDE, credited=False))

    for page in (space.path("", 1), space.path(f"{made.id}/", 1)):
        assert "Porto" not in space.bo.get(page).text
    assert "Porto" in space.desk.get(space.own_path(f"{made.id}/")).text


def test_filters_are_kept_over_pages(space: Space) -> None:
    for number in range(PAGE + 1):
        space.publish(replace(GUIDE, title=f"Plan {number}"))
    space.publish(replace(GUIDE, kind="law", title="A law"))

    first = space.get("?kind=guide&q=plan&about=plan").text
    second = space.get("?kind=guide&q=plan&about=plan&page=2").text

    assert "A law" not in first.split("Of your city")[0]
    assert "page=2" in first
    assert "kind=guide" in first
    assert "Page 2 of 2" in second


@pytest.mark.parametrize(
    "query",
    [
        "q=%00&about=%00&language=%00",
        "kind=poem&city=abc&page=-1",
        "city=99999999999999&page=99999999999",
        "city=٣&page=²",
        "q=%22+NEAR(*",
        "q=" + "x" * 5000,
    ],
)
def test_an_address_of_nonsense_does_no_harm(space: Space, query: str) -> None:
    space.publish()

    assert space.get(f"?{query}").status_code == 200


def test_ones_own_are_listed_with_what_was_said(space: Space) -> None:
    made = space.offer()
    space.decide(
        f"{made.id}/return", {"seen": str(made.revision), "words": "Which year?"}
    )

    page = space.get().text

    assert "Returned with a question" in page
    assert "Which year?" in page


def test_how_many_are_offered_it_is_told_in_fives_alone(space: Space) -> None:
    space.publish()

    assert "fewer than five cities" in space.get().text
