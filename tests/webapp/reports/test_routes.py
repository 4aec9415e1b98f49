"""A press gives the report as a file; who may not see the result gets none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.reports import word
from tests.meter.reports.pdf_reading import read_pdf
from tests.webapp.reports.reported import GIVEN
from webapp.papers import PDF
from webapp.reports.formats import FORMATS

if TYPE_CHECKING:
    from tests.webapp.city import City

STARTS = {"pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK"}


@pytest.fixture
def done(city: City) -> City:
    city.give({**GIVEN, "contact": "Ada"})
    city.post("submit")
    return city


@pytest.mark.parametrize("ending", FORMATS)
def test_before_submission_there_is_no_report(city: City, ending: str) -> None:
    reply = city.get(f"result/report.{ending}")

    assert (reply.status_code, reply.location) == (302, city.path())


def test_the_result_offers_each_kind_of_file(done: City) -> None:
    page = done.get("result").text

    for ending, one in FORMATS.items():
        assert f'href="{done.path(f"result/report.{ending}")}">{one.title}' in page
        reply = done.get(f"result/report.{ending}")
        assert (reply.status_code, reply.mimetype) == (200, one.media_type)
        name = f"attachment; filename={done.round.key}-result-en.{ending}"
        assert reply.headers["Content-Disposition"] == name
        assert reply.data.startswith(STARTS[ending])


def test_it_is_in_the_language_of_the_reader(done: City) -> None:
    reply = done.get("result/report.pdf?lang=ar")

    assert read_pdf(reply.data).language == "ar"
    assert "-result-ar.pdf" in reply.headers["Content-Disposition"]
    assert reply.mimetype == PDF


def test_without_the_extra_word_there_is_no_button_and_no_file(
    done: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, "can_write_word", lambda: False)

    page = done.get("result").text

    assert "report.docx" not in page
    assert "report.xlsx" in page
    assert done.get("result/report.docx").status_code == 404


def test_a_stranger_gets_nothing(done: City) -> None:
    stranger = done.app.test_client()

    for ending in FORMATS:
        assert done.get(f"result/report.{ending}", stranger).status_code == 404
