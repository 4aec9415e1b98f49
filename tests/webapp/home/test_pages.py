from __future__ import annotations

from typing import TYPE_CHECKING

from tests.webapp.city import make_instrument
from webapp.home.pages import make_home_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask import Flask


def test_only_scored_instruments_are_offered() -> None:
    scored = word_instrument(make_instrument())
    asked = word_instrument(
        make_instrument(key="plain", framework=None, methods={}, stages={})
    )

    page = make_home_page([scored, asked], [4])

    assert [card.key for card in page.instruments] == ["every"]
    assert (page.instruments[0].items, page.instruments[0].minutes) == (12, 5)
    assert page.responses == (4,)


def test_the_first_page_shows_the_ways_in(app: Flask) -> None:
    page = app.test_client().get("/").text

    for way in ("/try/meter/", "/try/ecities/", "/organise/"):
        assert f'href="{way}"' in page
    assert "Open the link in your invitation." in page
