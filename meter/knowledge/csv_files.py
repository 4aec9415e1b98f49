"""Contributions as CSV, a row each; what a spreadsheet would calculate is guarded.

Reading takes the guard off again, so that every text comes back as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.exchange import csv_texts
from meter.exchange.formulas import take_off
from meter.exchange.sheets import read_sheet
from meter.fieldwork.errors import (
    LongRowError,
    SheetColumnsError,
    StrangeColumnError,
)
from meter.knowledge.entries import GivenEntry
from meter.knowledge.errors import YesNoError
from meter.knowledge.file_rows import MOST_ROWS, FileRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from meter.errors import DataError

COLUMNS = (
    "key", "kind", "title", "summary", "languages", "country", "year", "licence",
    "link", "indicators", "city", "credited", "problem", "solution", "technology",
    "cost", "currency", "cost_year", "results", "lessons", "contact",
)  # fmt: skip
NEEDED = ("kind", "title")
LISTS = ("languages", "indicators")
SEPARATOR = ";"

_PLAIN = tuple(
    name
    for name in COLUMNS
    if name not in {"key", "city", "credited"} and name not in LISTS
)


def write_csv(rows: Iterable[FileRow]) -> str:
    """Write contributions as CSV, the names of columns first."""
    cells = map(_write_cells, rows)
    written = ([one[name] for name in COLUMNS] for one in cells)
    return csv_texts.write_csv([COLUMNS, *written])


def read_csv(content: bytes) -> list[FileRow]:
    """Read the rows of a CSV or XLSX file; what is wrong in them stands with them.

    Raises:
        SheetError, SheetSizeError: the file cannot be read, or is too long.
        SheetColumnsError: it has no column `kind` or `title`.
    """
    rows = read_sheet(content, MOST_ROWS)
    head = [cell.casefold() for cell in rows[0][1]] if rows else []
    lacking = [name for name in NEEDED if name not in head]
    if lacking:
        raise SheetColumnsError(lacking, COLUMNS)
    strange = [name for name in head if name and name not in COLUMNS]
    found = [_read_row(number, head, cells) for number, cells in rows[1:]]
    problems = {one: StrangeColumnError(one, list(COLUMNS)) for one in strange}
    first = FileRow(rows[0][0], "", "", GivenEntry(), problems)
    return [*([first] if strange else []), *found]


def _write_cells(row: FileRow) -> dict[str, str]:
    given = row.given
    return {
        **{name: getattr(given, name) for name in _PLAIN},
        **{name: SEPARATOR.join(getattr(given, name)) for name in LISTS},
        "key": row.key,
        "city": row.city,
        "credited": "yes" if given.credited else "no",
    }


def _read_row(number: int, head: list[str], cells: list[str]) -> FileRow:
    problems: dict[str, DataError] = {}
    if any(cells[len(head) :]):
        problems["row"] = LongRowError()
    texts = {
        name: take_off(cell) for name, cell in zip(head, cells, strict=False) if name
    }
    credited = texts.get("credited", "").casefold()
    if credited not in {"yes", "no", ""}:
        problems["credited"] = YesNoError(credited)
    given: Mapping[str, Any] = {
        **{name: texts[name] for name in _PLAIN if name in texts},
        **{name: _split(texts[name]) for name in LISTS if name in texts},
    }
    entry = GivenEntry(**given, credited=credited == "yes")
    return FileRow(number, texts.get("key", ""), texts.get("city", ""), entry, problems)


def _split(text: str) -> tuple[str, ...]:
    parts = (one.strip() for one in text.split(SEPARATOR))
    return tuple(one for one in parts if one)
