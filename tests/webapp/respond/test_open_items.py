"""The next open question: what applies, waits, and is the reader's to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.responses import load_page, submit_response
from tests.webapp.city import enter, make_instrument
from webapp.respond.answering import Answering
from webapp.respond.open_items import find_next_open
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from instruments import Answer
    from meter.records import Invitation
    from tests.webapp.city import City

FIRST: dict[str, Answer] = {
    "level": "none",
    "budget": "none",
    "board": "no",
    "kind": "port",
    "topics": ("law",),
    "share": 1.0,
    "start": "2026-01-31",
    "site": "https://example.org/",
}
"""All of the first section, but for the optional remark."""


def find(city: City, start: str | None = None) -> str | None:
    sheet = load_page(city.store, city.response, 1)
    wording = word_instrument(make_instrument())
    found = find_next_open(Answering(sheet, wording, city.clock()), start)
    return f"{found.section}#{found.target}" if found else None


def invite(city: City, *sections: str) -> tuple[Invitation, FlaskClient]:
    """Let a delegate in who answers some sections."""
    host = load_page(city.store, city.response, 1).invitation
    at = city.clock()
    made, token = invite_delegate(
        city.store, host, "Dee", "dee@example.org", sections, at
    )
    return made, enter(city.app, token)


def test_the_first_question_without_an_answer_is_the_next_one(city: City) -> None:
    assert find(city) == "first#i-level"

    city.give({"level": "partly"})

    assert find(city) == "first#i-budget"


def test_what_does_not_apply_and_optional_remarks_are_passed_over(city: City) -> None:
    city.give(FIRST)

    assert find(city) == "second#i-contact"

    city.give({"level": "partly"})

    assert find(city) == "second#i-more"


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("second", "second#i-contact"),
        ("first", "first#i-level"),
        ("nowhere", "first#i-level"),
    ],
)
def test_the_section_at_hand_is_looked_through_first(
    city: City, start: str, due: str
) -> None:
    assert find(city, start) == due


def test_after_the_last_section_comes_the_first_again(city: City) -> None:
    city.give({"contact": "Ada"})

    assert find(city, "second") == "first#i-level"


def test_nothing_is_next_when_all_is_answered_or_over(city: City) -> None:
    city.give({**FIRST, "contact": "Ada"})
    assert find(city) is None

    city.give({"budget": "partly", "board": "yes"})
    submit_response(city.store, city.response, "Amal", city.clock())
    assert find(city) is None


def test_a_delegate_is_led_to_their_own_sections_alone(city: City) -> None:
    _, dee = invite(city, "second")

    reply = dee.get(city.path("next"))
    told = dee.get(city.section("first")).text

    assert reply.location == city.section("second") + "#i-contact"
    assert 'href="../next?section=first">Next open question</a>' in told


def test_the_button_of_a_section_saves_and_leads_on(city: City) -> None:
    reply = city.post("sections/first", {"q-level": "none", "go": "next"})
    there = city.amal.get(reply.location)

    assert city.stored["level"] == "none"
    assert there.location == city.section("first") + "#i-budget"


def test_the_check_page_leads_to_the_next_open_question(city: City) -> None:
    city.give({"level": "partly"})

    page = city.get("check").text

    assert f'href="{city.section("first")}#i-budget">Next open question</a>' in page


def test_when_nothing_is_open_the_next_step_is_to_check_or_to_look(city: City) -> None:
    city.give({**FIRST, "contact": "Ada"})
    done = city.get("next").location
    submit_response(city.store, city.response, "Amal", city.clock())

    assert done == city.path("check")
    assert city.get("next").location == city.path()
    assert "Next open question" not in city.get("check").text
