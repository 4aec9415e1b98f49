"""Files of scores: a frame as CSV, Excel, Parquet or JSON.

A file appears whole or not at all. Text that a spreadsheet would take for a formula
(it begins with = + - @, a tab or a carriage return) gets an apostrophe before it in
CSV and stands as text in Excel; numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING, Any, BinaryIO

from meter.exchange.errors import FileKindError, LongTableError, UnwritableFileError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

SCORE_ENDINGS = (".csv", ".xlsx", ".parquet", ".json")

EXCEL_ROWS = 1_048_575
"""Rows of a sheet below its header."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

_STRUCTURE = ',|"|\n|\r'


def check_ending(path: Path) -> None:
    """Refuse a file name that stands for no kind of file known here.

    Raises:
        FileKindError: the name ends in none of SCORE_ENDINGS.
    """
    if path.suffix.lower() not in SCORE_ENDINGS:
        raise FileKindError(path.name, SCORE_ENDINGS)


def write_scores(frame: pd.DataFrame, path: Path) -> None:
    """Write scores by the ending of the file's name, replacing a former file.

    Raises:
        FileKindError: the name ends in none of SCORE_ENDINGS.
        LongTableError: an Excel sheet does not hold so many rows.
        UnwritableFileError: the file cannot be written there.
    """
    check_ending(path)
    writers = (write_csv, _write_xlsx, _write_parquet, _write_json)
    write = dict(zip(SCORE_ENDINGS, writers, strict=True))[path.suffix.lower()]
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            write(frame, file)
        part.replace(path)
    except OSError as error:
        raise UnwritableFileError(str(path), error.strerror or str(error)) from None
    finally:
        part.unlink(missing_ok=True)


def write_csv(frame: pd.DataFrame, file: BinaryIO) -> None:
    """Write scores as CSV: UTF-8, commas, exact numbers, blank for no score."""
    from pyarrow import csv as arrow

    names = io.StringIO()
    csv.writer(names, lineterminator="\n").writerow(frame.columns)
    file.write(names.getvalue().encode())
    safe = frame.assign(unit=[guard_formula(unit) for unit in frame["unit"]])
    quoted = safe["unit"].str.contains(_STRUCTURE, regex=True).any()
    options = arrow.WriteOptions(
        include_header=False, quoting_style="needed" if quoted else "none"
    )
    arrow.write_csv(_to_table(safe), file, options)


def guard_formula(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _to_table(frame: pd.DataFrame) -> pa.Table:
    """Turn a frame into columns of text and numbers, stages as plain text."""
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            text = table.column(place).cast(pa.string())
            table = table.set_column(place, field.name, text)
    return table


def _write_xlsx(frame: pd.DataFrame, file: BinaryIO) -> None:
    from xlsxwriter import Workbook

    if len(frame) > EXCEL_ROWS:
        raise LongTableError(len(frame), EXCEL_ROWS)
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("scores")
        sheet.freeze_panes(1, 1)
        bold = book.add_format({"bold": True})
        for place, name in enumerate(frame.columns):
            sheet.write_string(0, place, name, bold)
        for row, values in enumerate(_list_rows(frame), 1):
            for place, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, place, value)
                elif value is not None:
                    sheet.write_number(row, place, value)


def _list_rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """List the rows as plain Python values, None for blank."""
    table = _to_table(frame)
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _write_parquet(frame: pd.DataFrame, file: BinaryIO) -> None:
    from pyarrow import parquet

    parquet.write_table(_to_table(frame), file, compression="zstd")


def _write_json(frame: pd.DataFrame, file: BinaryIO) -> None:
    """Write a list of objects, one a unit; null for blank."""
    names = list(frame.columns)
    rows = [dict(zip(names, row, strict=True)) for row in _list_rows(frame)]
    text = json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False)
    file.write(text.encode() + b"\n")
