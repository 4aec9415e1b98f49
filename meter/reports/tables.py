"""Files of several tables: Excel with a sheet each, JSON, or one long CSV.

A file appears whole or not at all. In CSV a figure stands in a row of its own, after
the name of its table and what it is about; figures without a value have no row. Text
that a spreadsheet would calculate gets an apostrophe before it there. Each file ends
with MADE_BY: the instrument and method behind the figures.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, BinaryIO

from meter.exchange.csv_texts import write_csv
from meter.exchange.errors import FileKindError
from meter.exchange.score_files import check_rows
from meter.exchange.whole_files import LateFile, check_folder, write_whole
from scoring.provenance import MADE_BY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from scoring.provenance import Provenance

    Tables = Mapping[str, pd.DataFrame]
    Facts = Mapping[str, str]

TABLE_ENDINGS = (".csv", ".xlsx", ".json")

ABOUT = ("unit", "respondent", "section", "node", "item")
"""Columns that say what the figures of a row are about."""


def check_table_place(path: Path) -> None:
    """Refuse a place for tables before any work is done.

    Raises:
        FileKindError: the name ends in none of TABLE_ENDINGS.
        UnwritableFileError: its folder is not there, or takes no file.
    """
    _check_ending(path)
    check_folder(path)


def _check_ending(path: Path) -> None:
    if path.suffix.lower() not in TABLE_ENDINGS:
        raise FileKindError(path.name, TABLE_ENDINGS)


def write_tables(tables: Tables, path: Path, provenance: Provenance) -> None:
    """Write tables by the ending of the file's name, replacing a former file.

    Args:
        tables: frames by their names; a sheet of Excel takes 31 characters of one.
        path: where the file will be.
        provenance: by what the figures were made.

    Raises:
        FileKindError: the name ends in none of TABLE_ENDINGS.
        LongTableError: an Excel sheet does not hold so many rows.
        UnwritableFileError: the file cannot be written there.
    """
    _check_ending(path)
    writers = dict(
        zip(TABLE_ENDINGS, (_write_csv, _write_xlsx, _write_json), strict=True)
    )
    with write_whole(path) as file:
        writers[path.suffix.lower()](tables, provenance.to_mapping(), file)


def _write_csv(tables: Tables, facts: Facts, file: BinaryIO) -> None:
    head = ("table", *ABOUT, "figure", "value")
    figures = (
        (name, *row) for name, frame in tables.items() for row in _list_figures(frame)
    )
    blank = [""] * len(ABOUT)
    made_by = ((MADE_BY, *blank, name, fact) for name, fact in facts.items())
    file.write(write_csv([head, *figures, *made_by]).encode())


def _list_figures(frame: pd.DataFrame) -> Iterator[list[Any]]:
    """List what each figure is about, its name and its value."""
    for row in _list_rows(frame):
        about = [row.get(name) for name in ABOUT]
        for figure, value in row.items():
            if figure not in ABOUT and value not in {None, ""}:
                yield [*about, figure, value]


def _write_xlsx(tables: Tables, facts: Facts, file: BinaryIO) -> None:
    from xlsxwriter import Workbook

    late: Any = LateFile(file)
    with Workbook(late, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for name, frame in tables.items():
            check_rows(len(frame))
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(frame.columns):
                sheet.write_string(0, place, column, bold)
            for number, row in enumerate(_list_rows(frame), 1):
                _write_cells(sheet, number, row.values())
        sheet = book.add_worksheet(MADE_BY)
        for number, pair in enumerate(facts.items()):
            _write_cells(sheet, number, pair)
    late.check()


def _write_cells(sheet: Any, row: int, values: Iterable[Any]) -> None:
    for place, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, place, value)
        elif value is not None:
            sheet.write(row, place, value)


def _write_json(tables: Tables, facts: Facts, file: BinaryIO) -> None:
    """Write an object with a list of rows for each table; null for no value."""
    rows = {name: list(_list_rows(frame)) for name, frame in tables.items()}
    text = json.dumps(
        {**rows, MADE_BY: facts}, ensure_ascii=False, indent=1, allow_nan=False
    )
    file.write(text.encode() + b"\n")


def _list_rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """List the rows as plain Python values by column, None for NaN."""
    for row in frame.to_dict("records"):
        yield {str(name): _to_plain(value) for name, value in row.items()}


def _to_plain(value: Any) -> Any:
    plain = value.item() if hasattr(value, "item") else value
    return None if isinstance(plain, float) and math.isnan(plain) else plain
