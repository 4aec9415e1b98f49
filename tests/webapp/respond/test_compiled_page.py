from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest
from flask import render_template

from instruments import Missing
from meter.fieldwork.evidence import add_link
from meter.fieldwork.former import load_former
from meter.fieldwork.responses import load_page
from tests.webapp.respond.second_round import ask_again
from webapp.respond.admission import ensure_invited
from webapp.respond.answering import current_answering
from webapp.respond.compiled_page import fill_page
from webapp.respond.offers import list_offers
from webapp.respond.section_page import make_section_page

if TYPE_CHECKING:
    from instruments import Answer
    from tests.webapp.city import City

TOKEN = "a'b"  # noqa: S105  (must come out escaped alike)
ANSWERS: dict[str, Answer] = {
    "level": "partly",
    "budget": Missing.NOT_APPLICABLE,
    "board": "no",
    "topics": ("law", "skills"),
    "share": 12.5,
    "words": "Some <words> & more",
    "start": "2026-01-31",
    "site": "https://example.org/?a=1&b=2",
}


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("key", ["first", "second"])
def test_both_ways_to_make_a_section_page_give_the_same_page(
    city: City, key: str, language: str
) -> None:
    city.give(ANSWERS)
    city.give({"contact": "Bo & Co"}, by="Bo")

    filled, drawn = make_both(city, key, language)

    assert filled == drawn


@pytest.mark.parametrize("language", ["en", "ar"])
def test_they_are_the_same_with_evidence(city: City, language: str) -> None:
    city.give(ANSWERS)
    holder = load_page(city.store, city.response, 1).invitation
    for item in ("level", "kind", "kind"):
        link = f"https://city.example/{item}/{secrets.token_hex(4)}"
        add_link(city.store, holder, item, link, city.clock())

    filled, drawn = make_both(city, "first", language)

    counts = {"level": " (1)", "kind": " (2)", "budget": ""}
    assert filled == drawn
    for key, count in counts.items():
        [button] = [line for line in filled if f'value="evidence:{key}"' in line]
        assert button.endswith(f"{count}</button>")


@pytest.mark.parametrize("key", ["first", "second"])
def test_they_are_the_same_with_answers_of_a_former_round(city: City, key: str) -> None:
    later = ask_again(city)
    later.give({"level": "partly", "words": "Mine"})

    filled, drawn = make_both(later, key, "fr")

    assert filled == drawn
    assert any('name="confirm"' in line for line in filled)


def make_both(city: City, key: str, language: str) -> list[list[str]]:
    """Make the page of a section in both ways, by lines."""
    cookie = city.amal.get_cookie("meter")
    assert cookie is not None
    headers = {"Cookie": f"meter={cookie.value}; meter_language={language}"}

    with city.app.test_request_context(city.section(key), headers=headers):
        city.app.preprocess_request()
        ensure_invited()
        answering = current_answering()
        part = answering.find_section(key)
        assert part is not None
        former = load_former(city.store, answering.sheet)
        offers = list_offers(answering, part, former)
        shown = make_section_page(answering, part, offers=offers)
        drawn = render_template("respond/section.html", page=shown, token=TOKEN)
        filled = fill_page(answering, part, TOKEN, offers)
    return [[line for line in page.splitlines() if line] for page in (filled, drawn)]


def test_a_compiled_page_shows_each_reader_their_own(city: City) -> None:
    city.give({"words": "Amal's words"})

    first = city.amal.get(city.section()).text
    city.give({"words": "Bo's words"}, by="Bo")
    second = city.bo.get(city.section()).text

    assert "Amal&#39;s words" in first
    assert "Bo&#39;s words" in second
    assert "Amal&#39;s words" not in second
    # What follows the first full stop holds the second of signing.
    token = city.token().partition(".")[0]
    assert token in first
    assert token not in second
