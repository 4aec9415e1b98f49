"""What a colleague answered is told in all the ways in which a page may show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import save_answers
from webapp.respond.answering import current_answering
from webapp.respond.theirs import list_changes, tell_theirs
from webapp.security import enforce_policy

if TYPE_CHECKING:
    from tests.webapp.city import City


def test_an_answer_is_told_with_its_note_and_in_words(city: City) -> None:
    notes = {"level": "See <the> plan"}
    save_answers(
        city.store,
        city.response,
        {"level": "partly"},
        {},
        "Bo",
        city.clock(),
        notes=notes,
    )

    with city.amal as client:
        client.get(city.path())
        enforce_policy()
        answering = current_answering()
        told = tell_theirs(answering, answering.sheet.answers["level"])

    assert (told["texts"], told["reason"]) == (["partly"], "")
    assert told["their_note"] == "See <the> plan"
    assert told["as_note"] == "Bo answered: Partly"
    assert "See &lt;the&gt; plan" in told["html"]
    assert told["receipt"].startswith("Saved by Bo, <time")


def test_only_what_is_newer_is_a_change(city: City) -> None:
    city.give({"level": "partly", "budget": "none", "contact": "Bo"}, by="Bo")

    with city.amal as client:
        client.get(city.path())
        enforce_policy()
        answering = current_answering()
        first = answering.find_section("first")
        assert first is not None
        assert set(list_changes(answering, first, {"level": 1})) == {"budget"}
        assert list_changes(answering, first, {"level": 1, "budget": 2}) == {}
