"""Sheets: the rows of a CSV or XLSX file that somebody has sent."""

from __future__ import annotations

import csv
import io
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, Any

from meter.errors import SheetError, SheetSizeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = tuple[int, list[str]]
"""The number of a row in its file, from 1, and its cells as trimmed text."""

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
    if isinstance(content, bytes) and content.startswith(ZIP_SIGNATURE):
        rows = _read_workbook(content, most_rows + 2)
    else:
        rows = _read_csv(content if isinstance(content, str) else _decode(content))
    numbered = enumerate(([cell.strip() for cell in row] for row in rows), start=1)
    found = [(number, cells) for number, cells in numbered if any(cells)]
    if len(found) > most_rows + 1:
        raise SheetSizeError(most_rows)
    return found


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SheetError from error


def _read_csv(text: str) -> list[list[str]]:
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise SheetError
    # Spreadsheets write the separator of their country.
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise SheetError from error


def _read_workbook(content: bytes, most_rows: int) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        _ensure_small(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = islice(book.worksheets[0].iter_rows(values_only=True), most_rows)
        return [list(_write_cells(row)) for row in rows]
    except SheetError:
        raise
    except Exception as error:
        # A damaged workbook raises whatever its parser met first.
        raise SheetError from error


def _ensure_small(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_ZIP_MEMBERS or unpacked > MOST_UNPACKED_BYTES:
        raise SheetError


def _write_cells(row: Iterable[Any]) -> Iterator[str]:
    for cell in row:
        if isinstance(cell, float) and cell.is_integer():
            yield str(int(cell))
        else:
            yield "" if cell is None else str(cell)
