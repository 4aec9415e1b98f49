"""The page of what changed: answers and scores before and after, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import invitations, rounds
from meter.fieldwork.responses import get_response, save_answers
from meter.fieldwork.rounds import get_instrument
from meter.fieldwork.submission import submit_response
from tests.webapp.city import enter
from tests.webapp.workshops.reading import read

if TYPE_CHECKING:
    from instruments import Answer
    from tests.webapp.city import City

FIRST: dict[str, Answer] = {
    "level": "partly",
    "more": "none",
    "share": 60.0,
    "board": "yes",
    "contact": "Ada",
}


def ask_again(city: City, later: dict[str, Answer]) -> str:
    """Submit, be asked again, answer otherwise; give the page of what changed."""
    store, former, at = city.store, city.round, city.clock()
    city.give(FIRST)
    submit_response(store, city.response, "Amal", at)
    again = rounds.draft_round(
        store,
        former.owner_id,
        "again",
        "Asked again",
        get_instrument(store, former),
        at=at,
        former_round_id=former.id,
    )
    rounds.open_round(store, again.id, at)
    unit = get_response(store, city.response).unit_id
    sent, token = invitations.invite(
        store, again.id, unit, "Amal", "amal@example.org", at
    )
    seen = dict.fromkeys(later, 1)
    save_answers(store, sent.response_id, later, seen, "Amal", at)
    browser = enter(city.app, token)
    address = f"/answer/{sent.response_id}"
    early = read(browser.get(f"{address}/changes").text)
    assert "Submit the answers first" in early
    submit_response(store, sent.response_id, "Amal", at)
    result = browser.get(f"{address}/result")
    assert "What changed since the former round" in result.text
    return read(browser.get(f"{address}/changes").text)


@pytest.mark.parametrize(
    ("later", "line"),
    [
        ({"level": "fully"}, "The city has a plan. Partly Fully Higher"),
        ({"level": "none"}, "The city has a plan. Partly Not at all Lower"),
        ({"share": 70.0}, "What share? 60 per cent 70 per cent Changed"),
    ],
)
def test_each_answer_stands_before_and_after(
    city: City, later: dict[str, Answer], line: str
) -> None:
    page = ask_again(city, later)

    assert line in page
    assert "There is no former round" not in page


def test_scores_move_with_the_answers(city: City) -> None:
    page = ask_again(city, {"share": 80.0})

    assert "1 answer is another one now" in page
    assert "+5.0" in page


def test_in_a_first_round_there_is_nothing_to_compare(city: City) -> None:
    city.give(FIRST)
    city.post("submit")

    page = read(city.get("changes").text)

    assert "There is no former round in which you submitted" in page
    assert "What changed since" not in city.get("result").text
