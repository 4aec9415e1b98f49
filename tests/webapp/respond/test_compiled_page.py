from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import render_template

from instruments import Missing
from webapp.respond.admission import ensure_invited
from webapp.respond.answering import current_answering
from webapp.respond.compiled_page import fill_page
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
    cookie = city.amal.get_cookie("meter")
    assert cookie is not None
    headers = {"Cookie": f"meter={cookie.value}; meter_language={language}"}

    with city.app.test_request_context(city.section(key), headers=headers):
        city.app.preprocess_request()
        ensure_invited()
        answering = current_answering()
        part = answering.find_section(key)
        assert part is not None
        shown = make_section_page(answering, part)
        drawn = render_template("respond/section.html", page=shown, token=TOKEN)
        filled = fill_page(answering, part, TOKEN)

    lines = [[line for line in page.splitlines() if line] for page in (filled, drawn)]
    assert lines[0] == lines[1]


def test_a_compiled_page_shows_each_reader_their_own(city: City) -> None:
    city.give({"words": "Amal's words"})

    first = city.amal.get(city.section()).text
    city.give({"words": "Bo's words"}, by="Bo")
    second = city.bo.get(city.section()).text

    assert "Amal&#39;s words" in first
    assert "Bo&#39;s words" in second
    assert "Amal&#39;s words" not in second
    assert city.token() in first
    assert city.token() not in second
