"""Sheets of both kinds give the same rows; what is no sheet is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from meter.exchange.errors import SheetError, SheetSizeError
from meter.exchange.sheets import read_sheet
from meter.exchange.workbooks import MOST_ZIP_MEMBERS

ROWS = [(1, ["name", "people"]), (3, ["Marenda", "1000"]), (4, ["Akoru", "0.5"])]


def write_workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_is_read_whatever_separates(separator: str) -> None:
    text = "name,people\n\nMarenda, 1000\nAkoru,0.5\n".replace(",", separator)

    assert read_sheet(text, 2) == ROWS
    assert read_sheet(b"\xef\xbb\xbf" + text.encode(), 2) == ROWS


def test_a_workbook_gives_the_same_rows() -> None:
    content = write_workbook(
        [["name", "people"], [None, None], ["Marenda", 1000.0], ["Akoru ", 0.5]]
    )

    assert read_sheet(content, 3) == ROWS


def test_a_cell_in_quotes_may_hold_the_separator_and_a_line_end() -> None:
    rows = read_sheet('name,people\n"Marenda, East\nNorth",1\n', 5)

    assert rows[1] == (2, ["Marenda, East\nNorth", "1"])


def test_more_rows_than_are_asked_for_are_refused() -> None:
    rows: list[list[object]] = [["name"], ["a"], ["b"]]
    text = "name\na\nb\n"

    assert len(read_sheet(text, 2)) == len(read_sheet(write_workbook(rows), 2)) == 3
    for content in (text, write_workbook(rows)):
        with pytest.raises(SheetSizeError):
            read_sheet(content, 1)


def test_blank_rows_between_do_not_count() -> None:
    blank: list[object] = [None]
    rows: list[list[object]] = [["name"], *[blank] * 50, ["a"]]

    assert read_sheet("name" + "\n" * 51 + "a\n", 1)[1] == (52, ["a"])
    assert read_sheet(write_workbook(rows), 1)[1] == (52, ["a"])


def bomb() -> bytes:
    """A workbook's signature over 60 MB of nothing, packed to some kB."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 60_000_000)
    return content.getvalue()


def crowd() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(MOST_ZIP_MEMBERS + 1):
            archive.writestr(str(number), b"")
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00\xd8",
        b"name,email\nMarenda\0,a@example.org",
        b'name\n"Marenda" East\n',
        b"PK\x03\x04 and nothing else",
        bomb(),
        crowd(),
    ],
    ids=["not UTF-8", "NUL", "broken quotes", "broken zip", "zip bomb", "zip crowd"],
)
def test_what_is_no_sheet_is_refused(content: bytes) -> None:
    with pytest.raises(SheetError):
        read_sheet(content, 10)
