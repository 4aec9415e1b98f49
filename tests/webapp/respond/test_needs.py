from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.city import make_instrument
from webapp.respond.needs import list_conditioning, pick_items

if TYPE_CHECKING:
    from tests.webapp.city import City


def test_conditions_are_followed_to_the_items_they_rest_on_near_and_far() -> None:
    instrument = make_instrument()

    assert list_conditioning(instrument, ["how"]) == {"more", "level"}
    assert list_conditioning(instrument, ["contact"]) == frozenset()


def test_a_section_page_needs_its_own_items_and_those_conditions(city: City) -> None:
    with city.app.test_request_context(city.section("second")):
        needed = pick_items(city.round)

    assert needed == frozenset({"more", "how", "contact", "level"})


def test_a_page_of_one_item_needs_that_item_and_its_conditions(city: City) -> None:
    with city.app.test_request_context(city.path("items/how/question")):
        needed = pick_items(city.round)

    assert needed == frozenset({"how", "more", "level"})


def test_other_pages_need_everything(city: City) -> None:
    with city.app.test_request_context(city.path("check")):
        assert pick_items(city.round) is None


def test_a_section_follows_conditions_on_answers_of_other_sections(city: City) -> None:
    hidden = 'id="i-more" hidden'
    before = city.amal.get(city.section("second")).text

    city.give({"level": "partly"})

    assert hidden in before
    assert hidden not in city.amal.get(city.section("second")).text
