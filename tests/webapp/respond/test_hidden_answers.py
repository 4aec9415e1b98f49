"""An answer that a condition hides is kept, and counts for nothing, page to score."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.responses import history, load_scorecard
from scoring import compile_plan, score_answers
from scoring.kernel.coding import code_answers, pack
from scoring.scorecard import make_scorecard
from tests.webapp.city import make_instrument

if TYPE_CHECKING:
    from tests.webapp.city import City


def hide_more(city: City) -> None:
    """Answer by the pages, then answer otherwise what the follow-ups rest on."""
    city.post("sections/first", {"q-level": "partly", "q-share": "50"})
    city.post(
        "sections/second",
        {"q-more": "fully", "q-how": "By <decree>", "q-contact": "Ada"},
    )
    city.post("sections/first", {"q-level": "none"})


def test_what_a_condition_hides_stays_as_it_was_given(city: City) -> None:
    hide_more(city)

    page = city.get("sections/second").text

    assert (city.stored["more"], city.stored["how"]) == ("fully", "By <decree>")
    assert [one.answer for one in history(city.store, city.response, "more")] == [
        "fully"
    ]
    assert 'id="i-more" hidden' in page
    assert re.search(r'id="i-how"[^>]* hidden', page)


def test_what_a_condition_hides_is_not_counted_as_answered(city: City) -> None:
    hide_more(city)

    hub, check = city.get().text, city.get("check").text

    assert "1 of 1" in hub
    assert "There is more." not in check


def test_what_a_condition_hides_is_not_scored(city: City) -> None:
    hide_more(city)

    reply = city.post("submit")

    assert reply.status_code == 303
    instrument = make_instrument()
    without = {
        key: answer
        for key, answer in city.stored.items()
        if key not in {"more", "how"} and answer is not Missing.UNANSWERED
    }
    plan = compile_plan(instrument)
    due = make_scorecard(plan, score_answers(instrument, without))
    counted = score_answers(instrument, {**without, "level": "partly", "more": "fully"})
    found = load_scorecard(city.store, city.response)
    assert found == due
    assert found != make_scorecard(plan, counted)
    assert city.stored["more"] == "fully"
    assert pack(code_answers(instrument, [city.stored])) == pack(
        code_answers(instrument, [without])
    )


def test_it_is_there_again_once_the_condition_holds_again(city: City) -> None:
    hide_more(city)
    city.post("sections/first", {"q-level": "fully"})

    page = city.get("sections/second").text
    city.post("submit")

    assert 'id="i-more" hidden' not in page
    assert 'value="fully" checked' in page
    found = load_scorecard(city.store, city.response)
    due = score_answers(make_instrument(), city.stored)
    assert found == make_scorecard(compile_plan(make_instrument()), due)
