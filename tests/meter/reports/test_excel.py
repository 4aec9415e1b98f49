"""A city's report as an Excel workbook: numbers, texts and charts, and no formula."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from meter.reports.excel import find_format, write_excel
from tests.meter.reports.city_reports import (
    ARABIC,
    BLOCKS,
    CLIMB,
    SCORES,
    TABLE,
    list_numbers,
    make_report,
)
from tests.meter.reports.test_pack import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.reports.report import Report


def read(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_excel(report)))


def list_pairs(book: Any) -> Iterator[tuple[str, str]]:
    """List the numbers of all sheets as they are shown, with what begins their row."""
    for sheet in book.worksheets:
        for first, *others in sheet.iter_rows():
            for cell in others:
                if cell.data_type == "n" and cell.value is not None:
                    yield str(first.value), show(cell)


def show(cell: Any) -> str:
    """Show a number as a spreadsheet does."""
    decimals = len(cell.number_format.partition(".")[2])
    return f"{cell.value:,.{decimals}f}"


def list_cells(book: Any) -> Iterator[Any]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def read_parts(report: Report) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(write_excel(report))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module")
def whole() -> Any:
    return read(make_report(*BLOCKS))


def test_each_section_has_its_sheet(whole: Any) -> None:
    assert whole.sheetnames == ["1 At a glance", "2 How it was computed"]
    assert [cell.value for cell in whole.worksheets[0]["A"]][:5] == [
        "Ankor", "Meeting of Busan", "METER 1, Method 2", "At a glance", "A note",
    ]  # fmt: skip


def test_every_number_is_a_number_beside_what_it_is_of(whole: Any) -> None:
    found = set(list_pairs(whole))

    assert set(list_numbers(make_report(*BLOCKS))) <= found
    beside = {("Low", "42.1"), ("Rising", "42.1"), ("High", "42.1")}
    answered = {("Law", "60"), ("People", "0")}
    assert found - set(list_numbers(make_report(*BLOCKS))) == beside | answered


def test_words_stand_as_they_are(whole: Any) -> None:
    texts = {cell.value for cell in list_cells(whole) if cell.data_type == "s"}

    assert {
        "About it", "A lead.", "Plain\nin two lines", "First.", "Rising", "of 100",
        "Begin here\nSmall", "none", "\u2013", "you are here",
    } <= texts  # fmt: skip


def test_charts_are_native_and_read_the_cells() -> None:
    parts = read_parts(make_report(CLIMB, SCORES))

    ladder, bars = parts["xl/charts/chart1.xml"], parts["xl/charts/chart2.xml"]
    assert "<c:barChart>" in ladder
    assert "<c:lineChart>" in ladder
    assert "'1 At a glance'!$B$" in bars
    drawing = parts["xl/drawings/drawing1.xml"]
    assert f'descr="{CLIMB.alt}"' in drawing
    assert f'descr="{SCORES.alt}"' in drawing


def test_arabic_sheets_run_from_right_to_left() -> None:
    book = read(make_report(CLIMB, SCORES, spoken=ARABIC))

    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    assert (
        "maxMin"
        in read_parts(make_report(SCORES, spoken=ARABIC))["xl/charts/chart1.xml"]
    )


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE, "=1+1", "+1", "-2+3|cmd", "@SUM(A1)", "\t=1", "{=1}", "<r>x</r>",
        "http://example.org", "_x0041_", "=HYPERLINK(1)",
    ],
)  # fmt: skip
def test_no_text_becomes_a_formula_or_markup(text: str) -> None:
    table = replace(
        TABLE, caption=text, headings=(text,) * 3, rows=((text, text, "1"),)
    )
    scores = replace(SCORES, part=text, score=text, alt=text)
    report = make_report(replace(table, values=()), scores, title=text, over=text)

    cells = list(list_cells(read(report)))
    parts = read_parts(report)

    assert sum(cell.value == text for cell in cells) == 9
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert {cell.number_format for cell in cells if cell.value == text} == {"@"}
    assert not any("<f>" in parts[name] for name in parts if "worksheets" in name)
    assert all(cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize(
    ("value", "said", "expected"),
    [
        (20.9, "20.9", "0.0"),
        (20.9, "20,9", "0.0"),
        (2.6, "2.60", "0.00"),
        (60.0, "60", "0"),
        (1234.0, "1,234", "0"),
        (1234.5, "1\u202f234,5", "0.0"),
        (5.0, "+5.0", "+0.0"),
    ],
)
def test_a_number_is_shown_as_it_is_told(
    value: float, said: str, expected: str
) -> None:
    assert find_format(value, said) == expected
