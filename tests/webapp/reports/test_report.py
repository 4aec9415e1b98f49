"""Number by number: page, PDF, Word and Excel of a result say the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from tests.meter.reports import test_excel as excel
from tests.meter.reports import test_word as word
from tests.meter.reports.city_reports import list_numbers
from tests.meter.reports.pdf_reading import Pdf, read_pdf
from tests.webapp.reading import read_text
from tests.webapp.reports.reported import (
    GIVEN,
    find_section,
    list_sections,
    make_page,
    report_library,
)
from webapp.languages import speaking
from webapp.reports.formats import FORMATS
from webapp.reports.reading import read_report
from webapp.reports.report import make_report
from webapp.respond import answering

if TYPE_CHECKING:
    from meter.reports.report import Report
    from tests.webapp.city import City

from meter.fieldwork.invitations import list_invitations
from meter.fieldwork.responses import load_page


@pytest.fixture
def done(city: City) -> City:
    city.give({**GIVEN, "contact": "Ada"})
    city.post("submit")
    return city


def read_it(city: City) -> Report:
    with city.app.app_context():
        invited = list_invitations(city.store, city.round.id)[0]
        sheet = load_page(city.store, city.response, invited.id)
        found = read_report(answering.open_answering(sheet))
    assert found is not None
    return found


def find_missing(numbers: set[tuple[str, str]], text: str) -> set[tuple[str, str]]:
    """Find numbers that do not stand after what they are of, within a few words."""
    missing = set()
    for label, said in numbers:
        parts = text.split(label)[1:]
        if not any(said in part[:250].split() for part in parts):
            missing.add((label, said))
    return missing


def test_all_four_say_every_number(done: City) -> None:
    report = read_it(done)
    numbers = set(list_numbers(report))
    page = " ".join(read_text(done.get(f"result{rest}")) for rest in ("", "/numbers"))
    made = {ending: done.get(f"result/report.{ending}").data for ending in FORMATS}

    assert {("Whole", "52.5"), ("Plan", "50.0"), ("Reach", "60.0")} <= numbers
    assert len(numbers) > 10
    assert find_missing(numbers, page) == set()
    assert find_missing(numbers, read_pdf(made["pdf"]).text) == set()
    assert numbers <= set(word.list_pairs(docx.Document(io.BytesIO(made["docx"]))))
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    assert numbers <= set(excel.list_pairs(book))


def test_the_library_s_own_instrument_says_every_number_too() -> None:
    report = report_library("en")
    numbers = set(list_numbers(report))
    made = {ending: one.write(report) for ending, one in FORMATS.items()}

    assert len(numbers) > 50
    assert find_missing(numbers, read_pdf(made["pdf"]).text) == set()
    assert numbers <= set(word.list_pairs(docx.Document(io.BytesIO(made["docx"]))))
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    assert numbers <= set(excel.list_pairs(book))


def read_words(report: Report) -> tuple[Pdf, str]:
    pdf = read_pdf(FORMATS["pdf"].write(report))
    document = docx.Document(io.BytesIO(FORMATS["docx"].write(report)))
    texts = [one.text for one in document.paragraphs]
    texts += [cell.text for table in document.tables for cell in table._cells]
    return pdf, " ".join(texts)


@pytest.mark.parametrize("language", ["ar", "zh", "ko", "ru"])
def test_it_speaks_every_language(language: str) -> None:
    report = report_library(language)
    titles = [one.title for one in find_section(report, "parts").blocks[0].scores]  # type: ignore[union-attr]

    pdf, words = read_words(report)

    assert report.spoken.tag == pdf.language == language
    assert len(titles) > 20
    assert [one for one in titles if one not in words] == []
    squeezed = "".join(pdf.text.split())
    if language != "ar":  # whose letters a reader of PDF gives in other forms
        assert [one for one in titles if "".join(one.split()) not in squeezed] == []
    assert "<pdfaid:part>2</pdfaid:part>" in pdf.claims


def test_what_is_not_there_has_no_section() -> None:
    whole = make_report(make_page())
    nothing = make_report(make_page({}))
    best = make_report(make_page({"level": "fully", "more": "fully", "share": 100.0}))

    assert list_sections(whole) == [
        "glance", "next", "further", "strengths", "costs", "others", "origin",
    ]  # fmt: skip
    assert not {"next", "further", "sureness"} & set(list_sections(nothing))
    assert list_sections(report_library("en")) == [
        "glance", "next", "further", "parts", "strengths", "patterns", "sureness",
        "costs", "others", "plan", "origin",
    ]  # fmt: skip
    assert not {"next", "further", "costs"} & set(list_sections(best))


def test_an_instrument_in_another_language_is_marked_as_such() -> None:
    with speaking("ar"):
        report = make_report(make_page())

    assert report.spoken.direction == "rtl"
    assert {one.written.tag for one in report.sections if one.written} == {"en"}
    assert report.title == "Porto"
    assert report.over == "Spring"
    assert report.day == (2026, 11, 2)
