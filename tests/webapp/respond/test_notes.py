"""What is said beside an answer is kept with it, and never replaced unseen."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.responses import load_answers

if TYPE_CHECKING:
    from tests.webapp.city import City


def note_of(city: City, key: str = "level") -> str:
    return load_answers(city.store, city.response)[key].note


def test_a_form_keeps_notes_with_their_answers(city: City) -> None:
    city.post("sections/first", {"q-level": "fully", "n-level": "Act 12\r\nof 2020 "})

    assert city.stored["level"] == "fully"
    assert note_of(city) == "Act 12\nof 2020"
    page = city.get("sections/first").text
    assert '<details class="note" open>' in page
    assert "Act 12\nof 2020</textarea>" in page


def test_a_note_may_come_before_the_answer(city: City) -> None:
    city.post("sections/first", {"q-level": "", "n-level": "Ask Bo"})

    assert note_of(city) == "Ask Bo"
    assert re.search(r"\b0 of \d+ questions answered", city.get().text)


def test_a_script_keeps_a_note_and_leaves_what_it_does_not_name(city: City) -> None:
    body = {"operation": "1", "answers": {"level": {"texts": ["fully"], "note": "A"}}}
    city.autosave(body)
    known = {"level": 1}

    reply = city.autosave(
        {"operation": "2", "answers": {"level": {"texts": ["none"]}}, "seen": known}
    )

    assert reply.json is not None
    assert reply.json["saved"] == {"level": 2}
    assert (city.stored["level"], note_of(city)) == ("none", "A")


def test_a_note_is_taken_back_by_an_empty_one(city: City) -> None:
    city.post("sections/first", {"q-level": "fully", "n-level": "A"})
    city.post("sections/first", {"q-level": "fully", "n-level": " "})

    assert note_of(city) == ""


@pytest.mark.parametrize("note", ["x" * 2001, "a\x07b"])
def test_a_note_that_cannot_be_kept_is_told_and_stays_on_the_page(
    city: City, note: str
) -> None:
    page = city.post("sections/first", {"q-level": "fully", "n-level": note})

    assert page.status_code == 422
    assert 'id="e-level"' in page.text
    assert note in page.text
    assert city.stored == {}


def test_a_conflict_shows_their_note_and_can_keep_their_answer_as_one(
    city: City,
) -> None:
    city.give({"level": "partly"}, "Bo")
    posted = {"q-level": "fully", "n-level": "Act 12"}
    page = city.post("sections/first", posted, seen="")

    assert page.status_code == 409
    assert 'name="k-level"' in page.text
    assert city.stored["level"] == "partly"

    city.post("sections/first", {**posted, "k-level": "1"})

    assert city.stored["level"] == "fully"
    assert note_of(city) == "Act 12\nBo answered: Partly"


def test_a_conflict_tells_the_script_what_would_be_kept(city: City) -> None:
    city.give({"level": "partly"}, "Bo")

    reply = city.autosave({"operation": "1", "answers": {"level": {"texts": ["none"]}}})

    assert reply.json is not None
    told = reply.json["conflicts"]["level"]
    assert (told["their_note"], told["as_note"]) == ("", "Bo answered: Partly")


def test_a_note_is_text_and_nothing_else(city: City) -> None:
    note = "</textarea><script>alert(1)</script>"
    city.post("sections/first", {"q-level": "fully", "n-level": note})

    for rest in ("sections/first", "items/level/history"):
        page = city.get(rest).text
        assert "<script>alert" not in page
        assert html.escape(note) in page


def test_a_trial_has_no_room_for_notes(city: City) -> None:
    page = city.app.test_client().get("/try/meter/").text

    assert "n-c1_1" not in page
