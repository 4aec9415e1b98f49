"""A city's report as a Word document: what a reader of Word finds in it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn

from meter.reports import word
from meter.reports.blocks import Fact, Facts
from meter.reports.errors import MissingWordError
from meter.reports.word import find_label_width, write_word
from tests.meter.reports.city_reports import (
    ARABIC,
    BLOCKS,
    CLIMB,
    ENGLISH,
    SCORES,
    TABLE,
    WAY,
    list_numbers,
    make_report,
)
from tests.meter.reports.test_pack import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.reports.report import Report


def read(report: Report) -> Any:
    return docx.Document(io.BytesIO(write_word(report)))


def list_pairs(document: Any) -> Iterator[tuple[str, str]]:
    """List what stands beside something: in a row of a table, or after a tab."""
    for paragraph in document.paragraphs:
        label, tab, said = paragraph.text.partition("\t")
        if tab:
            yield label, said.removesuffix(" of 100")
    for table in document.tables:
        for row in table.rows[1:]:
            first, *others = (cell.text for cell in row.cells)
            yield from ((first, other) for other in others)


@pytest.fixture(scope="module")
def whole() -> Any:
    return read(make_report(*BLOCKS))


def test_headings_are_headings_in_their_order(whole: Any) -> None:
    found = [
        (one.style.name, one.text)
        for one in whole.paragraphs
        if one.style.name.startswith(("Title", "Heading"))
    ]

    assert found == [
        ("Title", "Ankor"),
        ("Heading 1", "At a glance"),
        ("Heading 2", "About it"),
        ("Heading 1", "How it was computed"),
    ]


def test_every_number_stands_beside_what_it_is_of(whole: Any) -> None:
    assert set(list_numbers(make_report(*BLOCKS))) <= set(list_pairs(whole))


def test_words_stand_in_their_styles(whole: Any) -> None:
    styles = {one.text: one.style.name for one in whole.paragraphs}

    assert styles["A lead."] == "Subtitle"
    assert styles["A quiet word."] == "Caption"
    assert styles["First."] == "List Bullet"
    assert styles["Plain\nin two lines"] == "Normal"
    assert "METER 1, Method 2" in whole.sections[0].footer.paragraphs[0].text


def test_facts_begin_below_each_other_after_the_longest_label() -> None:
    facts = Facts((Fact("Short", "1"), Fact("L" * 40, "2"), Fact("Middle", "3")))

    stops = [
        stop.position.mm
        for paragraph in read(make_report(facts)).paragraphs
        if "\t" in paragraph.text
        for stop in paragraph.paragraph_format.tab_stops
    ]

    assert [round(stop) for stop in stops] == [80, 80, 80]
    assert find_label_width(["Short"]) < 80
    assert find_label_width(["L" * 500]) < word.PICTURE_MM
    assert find_label_width(["가" * 20]) == find_label_width(["L" * 40])


def test_every_table_has_a_header_and_says_what_it_holds(whole: Any) -> None:
    assert len(whole.tables) == 4
    for table in whole.tables:
        headers = [
            bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows
        ]
        assert headers == [True, *[False] * (len(table.rows) - 1)]
        assert table._tbl.find(f".//{qn('w:tblDescription')}").get(qn("w:val"))


def test_notes_of_steps_are_a_column_where_there_are_some(whole: Any) -> None:
    way = whole.tables[2]

    assert [cell.text for cell in way.rows[0].cells] == [
        "Question", "Now", "Needed", "Adds", "More",
    ]  # fmt: skip
    assert way.rows[1].cells[4].text == "Begin here\nSmall"
    bare = replace(WAY, answers=(replace(WAY.answers[1], adds="", points=None),))
    assert len(read(make_report(bare)).tables[0].columns) == 3


def test_pictures_have_words_instead(whole: Any) -> None:
    found = [one._inline.docPr.get("descr") for one in whole.inline_shapes]

    assert found == [CLIMB.alt, SCORES.alt]


def test_without_the_typesetter_tables_say_it_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(word, "find_missing", lambda: "typst")

    found = read(make_report(CLIMB, SCORES))

    assert len(found.inline_shapes) == 0
    assert set(list_numbers(make_report(CLIMB, SCORES))) <= set(list_pairs(found))


def test_its_language_is_declared(whole: Any) -> None:
    language = whole.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert whole.core_properties.language == language.get(qn("w:val")) == "en"
    assert whole.core_properties.title == "Ankor"


def test_arabic_runs_from_right_to_left() -> None:
    said = "المدينة لديها خطة"
    found = read(make_report(replace(TABLE, rows=((said, said, "1"),)), spoken=ARABIC))
    cell = found.tables[0].rows[1].cells[0].paragraphs[0]
    language = found.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")

    assert language.get(qn("w:bidi")) == "ar"
    assert found.styles["Normal"].element.find(f".//{qn('w:bidi')}") is not None
    assert found.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert found.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert cell.runs[0].font.rtl
    # A Latin name keeps its own direction.
    titled = next(one for one in found.paragraphs if one.text == "Ankor")
    assert not titled.runs[0].font.rtl


def test_an_instruments_words_keep_their_language() -> None:
    report = make_report(TABLE, spoken=ARABIC)
    first, last = report.sections
    report = replace(report, sections=(replace(first, written=ENGLISH), last))

    (run,) = read(report).tables[0].rows[1].cells[0].paragraphs[0].runs

    assert run._element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en"
    assert not run.font.rtl


@pytest.mark.parametrize("text", [*HOSTILE, "=1+1", "<w:p/>&amp;", "a\x0bb\x00c\ud800"])
def test_text_is_text(text: str) -> None:
    found = read(make_report(replace(TABLE, rows=((text, text, "1"),)), title=text))

    expected = "".join("\ufffd" if c in "\x0b\x00\ud800" else c for c in text)
    assert found.tables[0].rows[1].cells[1].text == expected
    assert next(p for p in found.paragraphs if p.style.name == "Title").text == expected


def test_the_extra_is_named_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(word, "can_write_word", lambda: False)

    with pytest.raises(MissingWordError, match=r"pip install 'meter-engine\[word\]'"):
        write_word(make_report())
