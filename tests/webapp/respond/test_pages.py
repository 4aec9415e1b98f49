from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Missing
from meter.fieldwork.responses import load_page
from tests.webapp.city import make_instrument
from webapp.respond.answering import Answering
from webapp.respond.pages import make_check_page, make_hub_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from instruments import Answer
    from tests.webapp.city import City


def answer(city: City, answers: dict[str, Answer], by: str = "Amal") -> Answering:
    city.give(answers, by)
    sheet = load_page(city.store, city.response, 1)
    return Answering(sheet, word_instrument(make_instrument()), city.clock())


def test_the_hub_counts_what_applies(city: City) -> None:
    page = make_hub_page(answer(city, {"level": "fully", "share": 3.0}))

    assert [(one.key, one.answered, one.asked) for one in page.sections] == [
        ("first", 2, 9),
        ("second", 0, 2),
    ]
    assert (page.answered, page.asked) == (2, 11)
    assert page.minutes_left == 3 + 1  # ceil(7 * 25 / 60) + ceil(2 * 25 / 60)
    assert page.next_section == "first"


def test_the_hub_leads_to_the_first_section_that_is_not_done(city: City) -> None:
    everything: dict[str, Answer] = {
        "level": "none",
        "budget": "none",
        "board": "no",
        "kind": "port",
        "topics": Missing.DONT_KNOW,
        "share": 1.0,
        "words": "x",
        "start": "2026-01-01",
        "site": "https://example.org",
    }

    assert make_hub_page(answer(city, everything)).next_section == "second"
    assert make_hub_page(answer(city, {"contact": "Ada"})).next_section is None


def test_the_hub_names_colleagues_and_not_oneself(city: City) -> None:
    answer(city, {"level": "none"})

    assert make_hub_page(answer(city, {"words": "x"}, by="Bo")).colleagues == ("Bo",)


def test_the_check_points_to_what_is_open_section_by_section(city: City) -> None:
    page = make_check_page(answer(city, {"level": "fully", "share": Missing.DONT_KNOW}))

    open_items = [[one.target for one in group.items] for group in page.unanswered]
    assert open_items == [
        ["q-budget", "q-board", "q-kind", "q-topics", "q-words", "q-start", "q-site"],
        ["q-more", "q-contact"],
    ]
    assert [one.target for group in page.unknown for one in group.items] == ["q-share"]
    assert [one.target for one in page.lacking] == ["q-contact"]


def test_the_check_measures_coverage_by_weight(city: City) -> None:
    page = make_check_page(answer(city, {"level": "fully"}))

    # plan weighs 3 and one of its two items is answered, reach weighs 1 and is open
    assert page.coverage == pytest.approx((3 * 1 / 2 + 1 * 0) / 4)
    assert page.least_coverage == 0.5
