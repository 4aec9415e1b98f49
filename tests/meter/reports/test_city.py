"""A city's report as a PDF: its words, its drawings, what is checked as it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typst import TypstError

from meter.reports import typesetter
from meter.reports.typesetter import CITY, make_pdf
from tests.meter.reports.city_reports import (
    ARABIC,
    BLOCKS,
    CLIMB,
    FACTS,
    SCORES,
    TABLE,
    WAY,
    list_numbers,
    make_report,
    write_json,
)
from tests.meter.reports.pdf_reading import Pdf, read_pdf
from tests.meter.reports.test_pack import HOSTILE, UA, list_alternatives

if TYPE_CHECKING:
    from pathlib import Path

    from meter.reports.report import Report

ARCHIVED = "<pdfaid:part>2</pdfaid:part>"


def read(report: Report) -> Pdf:
    return read_pdf(make_pdf(write_json(report), CITY))


@pytest.fixture(scope="module")
def whole() -> Pdf:
    return read(make_report(*BLOCKS))


def test_the_first_sheet_stands_alone_and_says_whose_it_is(whole: Pdf) -> None:
    first = " ".join(whole.pages[0].split())

    expected = ("Meeting of Busan", "Ankor", "At a glance", "A note", "METER 1")
    places = [first.index(one) for one in expected]
    assert places == sorted(places)
    assert "How it was computed" not in first
    assert "How it was computed" in whole.pages[1]
    assert (whole.title, whole.language) == ("Ankor", "en")


def test_every_number_stands_after_what_it_is_of(whole: Pdf) -> None:
    at = 0

    for label, said in list_numbers(make_report(*BLOCKS)):
        if label in {one.title for one in CLIMB.rungs}:
            continue  # they stand in columns: the titles, then the bounds
        at = whole.text.index(label, at)
        at = whole.text.index(said, at)


@pytest.mark.parametrize(
    "words",
    [
        "Stage Rising Law 1,234.5 of 100",
        "Low 0 Rising 40 · you are here High 80",
        "60 per cent answered",
        "There is a law. now: Partly needed: Fully Adds 2.60 Begin here Small",
        "Question Answer Points lost",
        "About it A lead. A notice. A quiet word. Plain in two lines",
        "First.",
    ],
)
def test_each_kind_of_block_tells_its_words(words: str) -> None:
    report = make_report(replace(FACTS, large=True), *BLOCKS[1:])

    assert words in read(report).text


def test_it_is_checked_to_be_archived_and_read_aloud(whole: Pdf) -> None:
    assert UA in whole.claims
    assert ARCHIVED in whole.claims
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in whole.claims
    assert {"/Title", "/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/L"} <= set(
        whole.tags
    )
    assert whole.acting == ()


def test_drawings_have_words_instead() -> None:
    made = make_pdf(write_json(make_report(CLIMB, SCORES)), CITY)

    assert list_alternatives(made) == [CLIMB.alt, "Law: 30.2. Peers from 20 to 55"]


def test_a_drawing_without_words_is_refused() -> None:
    bare = make_report(replace(CLIMB, alt=""))

    with pytest.raises(TypstError, match="a drawing has no words"):
        make_pdf(write_json(bare), CITY)


def test_the_standards_themselves_refuse_a_drawing_without_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in (typesetter.LOOKS, typesetter.BLOCKS, CITY):
        text = (typesetter.TEMPLATES / f"{name}.typ").read_text()
        text = text.replace("numbering: none, alt: alt,", "numbering: none,")
        (tmp_path / f"{name}.typ").write_text(text)
    monkeypatch.setattr(typesetter, "TEMPLATES", tmp_path)

    with pytest.raises(TypstError, match="missing alt text"):
        typesetter._make_pdf(write_json(make_report(SCORES)), CITY, (False, True))


@pytest.mark.parametrize(
    ("tag", "said", "font"),
    [
        ("ar", "المدينة لديها خطة", "Almarai"),
        ("zh", "城市有一份计划。", "NotoSansCJKsc"),
        ("ko", "도시에는 계획이 있다.", "NotoSansCJKkr"),
        ("ru", "Города имеют план.", "IBMPlexSans"),
    ],
)
def test_each_script_is_there_in_its_font(tag: str, said: str, font: str) -> None:
    spoken = ARABIC if tag == "ar" else replace(ARABIC, tag=tag, direction="ltr")
    way = replace(WAY, answers=(replace(WAY.answers[0], ask=said),))

    found = read(make_report(CLIMB, SCORES, way, TABLE, spoken=spoken))

    assert all(word in found.text for word in said.split())
    assert any(font in one for one in found.fonts)
    assert found.language == tag
    assert UA in found.claims
    assert ARCHIVED in found.claims


@pytest.mark.parametrize("text", [*HOSTILE, "=1+1", "<r>x</r>", "-2+3|cmd", "@SUM(A1)"])
def test_text_is_never_markup(text: str) -> None:
    blocks = (
        replace(TABLE, rows=((text, text, "1"),), values=()),
        replace(WAY, answers=(replace(WAY.answers[0], ask=text, notes=(text,)),)),
        replace(CLIMB, alt=text),
    )

    found = read(make_report(*blocks, title=text, over=text))

    assert found.solid.count("".join(c for c in text if c.isalnum())) >= 6
    assert found.acting == ()


def test_scores_at_the_ends_and_missing_ones_are_drawn() -> None:
    ends = [
        replace(CLIMB, points=points, foothold=place, between=None)
        for points, place in ((0.0, 0), (100.0, 2), (None, 0))
    ]
    nobody = [replace(one, state="above") for one in CLIMB.rungs]

    found = read(make_report(*ends, replace(CLIMB, rungs=tuple(nobody))))

    assert UA in found.claims
