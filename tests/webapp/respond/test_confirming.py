"""A former answer counts once it is confirmed, after all that was typed is saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.responses import history, load_answers
from tests.webapp.respond.second_round import (
    THEN,
    ask_again,
    list_offered,
    read_all,
    read_former,
)

if TYPE_CHECKING:
    from tests.webapp.city import City


def test_one_is_confirmed_by_its_button_after_what_was_typed_is_saved(
    city: City,
) -> None:
    later = ask_again(city)
    former = read_former(later.get("sections/first").text)
    posted = {
        "q-budget": "fully",
        "q-words": "Typed just now",
        "former": former,
        "confirm": "level:2",
    }

    reply = later.post("sections/first", posted)

    assert reply.location == later.section("first") + "#i-level"
    assert later.stored == {
        "level": "partly",
        "budget": "fully",
        "words": "Typed just now",
    }
    [change] = history(later.store, later.response, "level")
    assert (change.revision, change.changed_by, change.note) == (
        1,
        "Amal",
        "Plan of 2019",
    )
    page = later.get("sections/first").text
    assert list_offered(page) == ["board", "topics", "share", "start"]
    assert load_answers(city.store, city.response)["level"].revision == 2


def test_all_that_are_shown_and_open_are_confirmed_together(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    posted = {
        "q-budget": "fully",
        "former": read_former(page),
        "confirm": read_all(page),
    }

    later.post("sections/first", posted)

    kept = {key: answer for key, answer in THEN.items() if key in list_offered(page)}
    assert later.stored == {**kept, "budget": "fully"}
    assert "offer" not in later.get("sections/first").text


def test_all_are_those_that_apply_and_none_that_come_up_by_them(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/second").text
    assert read_all(page) == "contact:1"

    later.give({"level": "partly"})
    page = later.get("sections/second").text
    assert read_all(page) == "more:1 contact:1"
    later.post(
        "sections/second", {"former": read_former(page), "confirm": read_all(page)}
    )

    assert later.stored == {"level": "partly", "more": "fully", "contact": "Ada & Co"}
    assert list_offered(later.get("sections/second").text) == ["how"]


def test_what_is_refused_is_told_and_its_offer_waits(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    posted = {
        "q-share": "a lot",
        "former": read_former(page),
        "confirm": "share:1 level:2",
    }

    reply = later.post("sections/first", posted)

    assert reply.status_code == 422
    assert 'value="a lot"' in reply.text
    assert later.stored == {"level": "partly"}
    assert "share" in list_offered(reply.text)


def test_a_colleagues_answer_is_not_replaced_by_a_former_one(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    later.give({"level": "none"}, by="Bo")
    posted = {"former": read_former(page), "confirm": "level:2 board:1"}

    later.post("sections/first", posted, seen="")

    assert later.stored == {"level": "none", "board": "no"}


def test_what_was_typed_at_the_question_itself_stands(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    posted = {"q-level": "none", "former": read_former(page), "confirm": "level:2"}

    later.post("sections/first", posted)

    assert later.stored == {"level": "none"}


def test_a_note_that_stands_is_kept_beside_a_confirmed_answer(city: City) -> None:
    later = ask_again(city)
    page = later.get("sections/first").text
    posted = {"n-level": "Mine", "former": read_former(page), "confirm": "level:2"}

    later.post("sections/first", posted)

    stored = load_answers(later.store, later.response)["level"]
    assert (stored.answer, stored.note) == ("partly", "Mine")


@pytest.mark.parametrize(
    ("former", "confirm"),
    [
        ("9999", "level:2"),
        ("", "level:2"),
        ("1", "level:1"),
        ("1", "kind:1"),
        ("1", "contact:1"),
        ("1", "nothing:1 x"),
        ("1", ""),
    ],
)
def test_only_what_was_shown_can_be_confirmed(
    city: City, former: str, confirm: str
) -> None:
    later = ask_again(city)

    reply = later.post("sections/first", {"former": former, "confirm": confirm})

    assert reply.location == later.section("first")
    assert later.stored == {}


def test_the_first_button_of_the_form_confirms_nothing(city: City) -> None:
    """It is what the browser presses when somebody types Enter in a field."""
    page = ask_again(city).get("sections/first").text
    form = page[page.index('id="answers"') :]

    first = re.search(r"<button[^>]*>", form)

    assert first is not None
    assert "name=" not in first[0]
