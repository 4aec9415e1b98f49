"""Sheets: the rows of a CSV or XLSX file that somebody has sent."""

from __future__ import annotations

import csv
import io
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any, BinaryIO

from meter.errors import SheetError, SheetSizeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Row = tuple[int, list[str]]
"""The number of a row in its file, from 1, and its cells as trimmed text."""

SEPARATORS = ",;\t"

ZIP_SIGNATURE = b"PK\x03\x04"
# A table of 5,000 units is far below both; a zip bomb is far above one of them.
MOST_ZIP_MEMBERS = 1_000
MOST_UNPACKED_BYTES = 50_000_000


def read_sheet(content: str | bytes, most_rows: int) -> list[Row]:
    """Read the rows that say something.

    Args:
        content: text of a CSV file, or the bytes of a CSV or XLSX file. Commas,
            semicolons and tabs separate; an XLSX file is read by its first sheet,
            formulas by their last values.
        most_rows: how many rows may follow the first.

    Raises:
        SheetError: the file cannot be read.
        SheetSizeError: it has more rows.
    """
    found: list[Row] = []
    for number, row in enumerate(_read_rows(content), start=1):
        cells = [cell.strip() for cell in row]
        if any(cells):
            found.append((number, cells))
        if len(found) > most_rows + 1:
            raise SheetSizeError(most_rows)
    return found


def read_workbook(file: Path | BinaryIO, most_bytes: int) -> Iterator[list[Any]]:
    """Read the first sheet of an XLSX file row by row, without blanks at the ends.

    Args:
        file: where it is, or the open file.
        most_bytes: how large it may become when it is unpacked.

    Raises:
        SheetError: it is no workbook, or too large a one.
    """
    from openpyxl import load_workbook

    try:
        _ensure_small(file, most_bytes)
        with closing(load_workbook(file, read_only=True, data_only=True)) as book:
            sheet: Any = book.worksheets[0]
            # A sheet may claim a size that hides rows, or fills the memory with blanks.
            sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                yield _cut_blanks(row)
    except SheetError:
        raise
    except Exception as error:
        # A damaged workbook raises whatever its parser met first.
        raise SheetError from error


def find_separator(head: str) -> str:
    """Find what separates the cells: spreadsheets write what their country does."""
    return max(SEPARATORS, key=head.count)


def _read_rows(content: str | bytes) -> Iterable[Iterable[str]]:
    if isinstance(content, bytes) and content.startswith(ZIP_SIGNATURE):
        rows = read_workbook(io.BytesIO(content), MOST_UNPACKED_BYTES)
        return map(_write_cells, rows)
    return _read_csv(content if isinstance(content, str) else _decode(content))


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SheetError from error


def _read_csv(text: str) -> list[list[str]]:
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise SheetError
    separator = find_separator(text.partition("\n")[0])
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise SheetError from error


def _ensure_small(file: Path | BinaryIO, most_bytes: int) -> None:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_ZIP_MEMBERS or unpacked > most_bytes:
        raise SheetError


def _cut_blanks(row: tuple[Any, ...]) -> list[Any]:
    """Leave out the blank cells at the end of a row."""
    length = len(row)
    while length and row[length - 1] in {None, ""}:
        length -= 1
    return list(row[:length])


def _write_cells(row: Iterable[Any]) -> Iterator[str]:
    for cell in row:
        if isinstance(cell, float) and cell.is_integer():
            yield str(int(cell))
        else:
            yield "" if cell is None else str(cell)
