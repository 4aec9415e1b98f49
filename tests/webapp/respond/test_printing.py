"""The questionnaire on paper: everything is on it, and nothing acts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from instruments import Missing

if TYPE_CHECKING:
    from tests.webapp.city import City


def read(city: City, rest: str = "print") -> str:
    bare = html.unescape(re.sub(r"<[^>]+>", " ", city.get(rest).text))
    return " ".join(bare.split())


def test_everything_that_may_be_asked_is_on_paper(city: City) -> None:
    told = read(city)

    assert "1.1 The city has a plan." in told
    assert "2.3 Whom to ask? required" in told
    assert "Only if “" in told
    assert "Not at all" in told
    assert "Prefer not to say" in told
    assert "Fully All of it is there." in told


def test_the_page_holds_no_script_and_room_to_write(city: City) -> None:
    page = city.get("print").text

    assert "<script" not in page
    assert page.count('<div class="room"><span></span><span></span><span></span>') == 1
    assert 'class="room short"' in page
    assert "ticked" not in page


def test_the_answers_so_far_stand_on_it_only_when_asked_for(city: City) -> None:
    city.give({"level": "fully", "share": 12.5, "topics": Missing.DONT_KNOW})

    blank, filled = city.get("print").text, city.get("print?answers=1").text

    assert "ticked" not in blank
    assert "12.5" not in blank
    assert filled.count("box ticked") == 2
    assert "Chosen: Fully" in read(city, "print?answers=1")
    assert "12.5 per cent" in read(city, "print?answers=1")
