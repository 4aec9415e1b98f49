"""Blank questionnaires can be downloaded wherever a questionnaire is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.reports import typesetter, typesetting
from tests.meter.reports.pdf_reading import read_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from tests.webapp.city import City

OFFER = "Blank questionnaire as PDF"


@pytest.fixture
def _without_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(typesetter, "LIBRARIES", ("no_such_font",))
    typesetting.find_missing.cache_clear()
    yield
    typesetting.find_missing.cache_clear()


def test_a_city_gets_its_questionnaire_without_any_answer(city: City) -> None:
    city.give({"words": "Nobody else may read this."})

    reply = city.get("questionnaire.pdf")

    assert reply.mimetype == "application/pdf"
    assert reply.headers["Content-Disposition"] == "attachment; filename=every-en.pdf"
    found = read_pdf(reply.data)
    assert found.title == "Every kind"
    assert "2.3 Whom to ask?" in found.text
    assert "Nobody else" not in found.text
    assert "Porto" not in found.text


def test_pages_offer_it(city: City) -> None:
    for rest in ("", "print"):
        page = city.get(rest).text
        assert OFFER in page
        assert f'href="{city.path("questionnaire.pdf")}"' in page
    assert '/try/egdi/questionnaire.pdf"' in city.amal.get("/try/egdi/").text


def test_a_stranger_gets_it_in_the_language_of_the_page(app: Flask) -> None:
    reply = app.test_client().get("/try/egdi/questionnaire.pdf?lang=ar")

    assert reply.headers["Content-Disposition"] == "attachment; filename=egdi-ar.pdf"
    assert read_pdf(reply.data).language == "ar"


@pytest.mark.usefixtures("_without_fonts")
def test_nothing_is_offered_where_the_extra_is_not_installed(city: City) -> None:
    assert OFFER not in city.get("").text
    assert OFFER not in city.get("print").text
    assert OFFER not in city.amal.get("/try/egdi/").text
    assert city.get("questionnaire.pdf").status_code == 404


def test_what_takes_too_long_is_told_with_what_to_do(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    typesetting._run.cache_clear()
    monkeypatch.setattr(typesetting, "MOST_SECONDS", 0.01)

    reply = city.get("questionnaire.pdf")

    assert reply.status_code == 503
    assert "The PDF could not be made" in reply.text
    assert "print the page of the questionnaire" in reply.text
