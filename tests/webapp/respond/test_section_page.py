from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.responses import load_page
from tests.webapp.city import make_instrument
from webapp.forms.given import Given
from webapp.forms.sections import Reading
from webapp.respond.answering import Answering
from webapp.respond.saving import Outcome
from webapp.respond.section_page import list_seen, make_heading, see_items
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Answer
    from tests.webapp.city import City

WORDING = word_instrument(make_instrument())
FIRST, SECOND = WORDING.instrument.sections


def answer(city: City, answers: dict[str, Answer], by: str = "Amal") -> Answering:
    city.give(answers, by)
    return Answering(load_page(city.store, city.response, 1), WORDING, city.clock())


def test_a_section_knows_its_place_and_its_neighbours() -> None:
    first, second = make_heading(WORDING, FIRST), make_heading(WORDING, SECOND)

    assert (first.place, first.sections, first.former, first.next) == (
        1,
        2,
        None,
        "second",
    )
    assert (second.place, second.former, second.next) == (2, "first", None)


def test_only_items_that_show_something_have_a_state(city: City) -> None:
    city.give({"words": "gone"})
    answering = answer(city, {"level": "none", "words": Missing.UNANSWERED})

    assert set(see_items(answering, FIRST)) == {"level", "words"}
    assert set(see_items(answering, SECOND)) == {"more", "how"}  # both hidden


def test_beside_an_answer_that_could_not_be_taken_stands_what_was_typed(
    city: City,
) -> None:
    answering = answer(city, {"share": 5.0})
    typed = Given(("a lot",))
    reading = Reading({}, {"share": "Write a number."}, {"share": typed})

    state = see_items(answering, FIRST, Outcome(reading, {}, None))["share"]

    assert (state.given, state.error, state.receipt) == (typed, "Write a number.", "")


def test_what_was_not_shown_is_not_called_seen(city: City) -> None:
    answering = answer(city, {"share": 5.0, "level": "none"}, by="Bo")
    reading = Reading({}, {"share": "Write a number."}, {})

    seen = list_seen(answering, FIRST, Outcome(reading, {}, None))

    assert seen == {"level": 1, "share": 0}
