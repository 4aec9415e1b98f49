"""The page of a contribution offers what its reader may do, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.knowledge.records import Step
from tests.webapp.city import BEGINNING
from tests.webapp.knowledge.made import make_contribution, make_desk
from webapp.knowledge.pages import ContributionPage, make_contribution_page

if TYPE_CHECKING:
    from meter.knowledge.records import State
    from webapp.knowledge.desks import Desk

DO = ("change", "offer", "publish", "return", "withdraw")


def list_rights(page: ContributionPage) -> set[str]:
    return {one for one in DO if getattr(page, f"may_{one}")}


def make_page(desk: Desk, state: State, unit_id: int | None = 7) -> ContributionPage:
    return make_contribution_page(
        desk, make_contribution(state, unit_id=unit_id), [], []
    )


@pytest.mark.parametrize(
    ("state", "city", "organiser"),
    [
        ("draft", {"change", "offer", "withdraw"}, set()),
        ("offered", {"withdraw"}, {"publish", "return"}),
        ("returned", {"change", "offer", "withdraw"}, set()),
        ("published", {"withdraw"}, {"withdraw"}),
        ("withdrawn", {"change", "offer"}, set()),
    ],
)
def test_a_city_and_the_organisers_may_do_their_part(
    state: State, city: set[str], organiser: set[str]
) -> None:
    assert list_rights(make_page(make_desk(), state)) == city
    assert list_rights(make_page(make_desk(None), state)) == organiser
    assert list_rights(make_page(make_desk(may_write=False), state)) == set()
    assert list_rights(make_page(make_desk(8), state)) == set()


@pytest.mark.parametrize(
    ("state", "rights"),
    [
        ("draft", {"change", "publish", "withdraw"}),
        ("published", {"withdraw"}),
        ("withdrawn", {"change", "publish"}),
    ],
)
def test_organisers_publish_what_is_theirs(state: State, rights: set[str]) -> None:
    assert list_rights(make_page(make_desk(None), state, None)) == rights


def test_a_case_is_told_in_passages_and_facts() -> None:
    page = make_page(make_desk(), "published")

    assert [one.text for one in page.passages] == ["A month.", "A form.", "A queue."]
    assert ("What it cost", "12 EUR (2023)") in page.facts
    assert ("Languages it is in", "English, Portuguese") in page.facts
    # What is not asked any more is named by its key.
    assert page.about == ("gone", "The city has a plan.", "Plan")


def test_who_did_what_is_for_who_it_is_of_and_the_organisers() -> None:
    found = make_contribution("published")
    steps = [Step("offered", BEGINNING, "Ana", "", "Permits")]

    seen = [
        len(make_contribution_page(desk, found, [], steps).steps)
        for desk in (make_desk(), make_desk(None), make_desk(8))
    ]

    assert seen == [1, 1, 0]
