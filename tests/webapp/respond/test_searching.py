"""Search in the questionnaire: by all words, in any script, with what is answered."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from instruments import Missing, load_instrument, translate
from tests.webapp.city import make_instrument
from webapp.respond.searching import QUERY_MOST, fold, list_found

if TYPE_CHECKING:
    from instruments import Instrument
    from tests.webapp.city import City


def search(instrument: Instrument, query: str) -> list[str]:
    words = fold(query).split()
    return [
        item.key
        for section in instrument.sections
        for item in list_found(instrument, section, words)
    ]


def read(city: City, query: str) -> str:
    reply = city.amal.get(city.path("search"), query_string={"q": query})
    assert reply.status_code == 200
    main = reply.text[reply.text.index("<main") :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("BUDGET", ["budget"]),
        ("dated paper", ["level"]),
        ("by the sea", ["kind"]),
        ("money", ["topics"]),
        ("second ask", ["contact"]),
        ("second things", ["more", "how", "contact"]),
        ("city board", []),
        ("zebra", []),
    ],
)
def test_all_words_stand_in_question_help_options_or_section(
    query: str, found: list[str]
) -> None:
    assert search(make_instrument(), query) == found


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Stratégie numérique", "strategie"),
        ("straße", "STRASSE"),
        (
            "\u0623\u064e\u0633\u0652\u0645\u0627\u0621",
            "\u0627\u0633\u0645\u0627\u0621",
        ),
        (
            "\u0645\u062f\u064a\u0640\u0640\u0646\u0629",
            "\u0645\u062f\u064a\u0646\u0629",
        ),
        ("\uff21\uff22", "ab"),
        ("\uac00\ub098", "\uac00\ub098"),
    ],
)
def test_case_accents_and_vowel_marks_make_no_difference(text: str, query: str) -> None:
    assert fold(query) in fold(text)


def test_a_syllable_of_korean_is_found_whole() -> None:
    assert fold("\uac00") not in fold("\uac01")


@pytest.mark.parametrize("language", ["ar", "zh", "ko", "fr"])
def test_a_question_is_found_by_its_own_words_in_every_script(language: str) -> None:
    instrument = translate(load_instrument("meter"), language)
    asked = list(instrument.items.values())[::10]

    missed = [
        item.key for item in asked if item.key not in search(instrument, item.ask)
    ]

    assert missed == []
    assert search(instrument, asked[0].ask) != list(instrument.items)


def test_what_is_found_stands_by_section_with_its_state(city: City) -> None:
    city.give({"level": "none", "budget": Missing.DONT_KNOW})

    told = read(city, "there")

    assert "4 questions found. First things" in told
    assert "The city has a plan. Answered" in told
    assert "It has a budget. Don't know" in told
    assert "Is there a board? No answer yet" in told
    assert "Second things There is more. Does not apply" in told


def test_a_link_leads_to_the_question_where_its_page_shows_it(city: City) -> None:
    page = city.get("search?q=thing").text

    assert f'href="{city.section("first")}#i-level"' in page
    assert f'href="{city.section("second")}">There is more.' not in page
    assert f'href="{city.section("second")}#i-contact"' in page
    assert "#i-more" not in page


def test_the_page_says_what_to_do_when_nothing_is_found(city: City) -> None:
    assert "No question has all of these words. Try fewer" in read(city, "zebra")
    assert "Write a word or two of a question" in read(city, "  ")


def test_hub_and_sections_hold_the_form_and_the_page_keeps_the_query(
    city: City,
) -> None:
    hub, section = city.get().text, city.get("sections/first").text
    again = city.get("search?q=%3Cb%3E%22x").text

    assert f'role="search" action="{city.path("search")}"' in hub
    assert 'role="search" action="../search"' in section
    assert 'value="&lt;b&gt;&#34;x"' in again
    assert "<b>" not in again


def test_no_more_of_a_query_is_looked_for_than_the_form_takes(city: City) -> None:
    page = city.get(f"search?q=zebra{'+a' * 5000}").text

    assert f'value="{("zebra" + " a" * 5000)[:QUERY_MOST]}"' in page
