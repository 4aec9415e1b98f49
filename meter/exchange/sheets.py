"""Sheets: the rows of a CSV or XLSX file that somebody has sent."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from meter.exchange.errors import SheetError, SheetSizeError
from meter.exchange.workbooks import read_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = tuple[int, list[str]]
"""The number of a row in its file, from 1, and its cells as trimmed text."""

SEPARATORS = ",;\t"

ZIP_SIGNATURE = b"PK\x03\x04"
MOST_UNPACKED_BYTES = 50_000_000
"""A workbook of 5,000 units is far below, a zip bomb above."""


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


def find_separator(head: str) -> str:
    """Find what separates the cells: spreadsheets write what their country does."""
    return max(SEPARATORS, key=head.count)


def _read_rows(content: str | bytes) -> Iterable[Iterable[str]]:
    if isinstance(content, bytes) and content.startswith(ZIP_SIGNATURE):
        rows = read_values(io.BytesIO(content), MOST_UNPACKED_BYTES)
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


def _write_cells(row: Iterable[Any]) -> Iterator[str]:
    for cell in row:
        if isinstance(cell, float) and cell.is_integer():
            yield str(int(cell))
        else:
            yield "" if cell is None else str(cell)
