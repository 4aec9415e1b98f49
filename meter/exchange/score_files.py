"""Files of scores: CSV, Excel, Parquet or JSON, written block by block.

A file appears whole or not at all. Text that a spreadsheet would take for a formula
(it begins with = + - @, a tab or a carriage return) gets an apostrophe before it in
CSV and stands as text in Excel; numbers stay numbers.

By which instrument and method the scores were made, Parquet says in its schema, Excel
on a second sheet, and JSON beside the list of scores. A CSV file holds the scores
alone, so that what reads a table reads it; a small JSON file stands beside it.
"""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from meter.exchange.arrow_texts import guard_texts, need_quotes
from meter.exchange.errors import FileKindError, LongTableError
from meter.exchange.whole_files import LateFile, check_folder, write_whole
from scoring.provenance import MADE_BY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from scoring.provenance import Provenance

EXCEL_ROWS = 1_048_575
"""Rows of a sheet below its header."""

ROW_GROUP = 1 << 16
"""Rows of a part of Parquet."""


class ScoreWriter(Protocol):
    """Writes tables of scores, each under the one before."""

    def __init__(self, file: BinaryIO, provenance: Provenance | None) -> None:
        """Begin a file; nothing may be written before the first table."""

    def write(self, table: pa.Table) -> None:
        """Write some rows; all tables have the same columns."""

    def close(self) -> None:
        """End the file."""


class CsvScores:
    """Scores as CSV: UTF-8, commas, exact numbers, blank for no score."""

    def __init__(self, file: BinaryIO, provenance: Provenance | None = None) -> None:
        del provenance  # it stands in a file beside
        self._file = file
        self._has_header = False

    def write(self, table: pa.Table) -> None:
        """Write some rows; texts are quoted in those that need it."""
        from pyarrow import csv as arrow

        if not self._has_header:
            self._write_header(table.column_names)
        units = guard_texts(table.column("unit"))
        table = table.set_column(0, "unit", units)
        style = "needed" if need_quotes(units) else "none"
        options = arrow.WriteOptions(include_header=False, quoting_style=style)
        arrow.write_csv(table, self._file, options)

    def _write_header(self, columns: list[str]) -> None:
        names = io.StringIO()
        csv.writer(names, lineterminator="\n").writerow(columns)
        self._file.write(names.getvalue().encode())
        self._has_header = True

    def close(self) -> None:
        """End the file: nothing is left to write."""


class XlsxScores:
    """Scores on the first sheet of a workbook, by what they were made on a second."""

    def __init__(self, file: BinaryIO, provenance: Provenance | None = None) -> None:
        from xlsxwriter import Workbook

        late: Any = LateFile(file)
        self._file = late
        self._book = Workbook(late, {"constant_memory": True})
        self._sheet = self._book.add_worksheet("scores")
        self._sheet.freeze_panes(1, 1)
        self._provenance = provenance
        self._rows = 0

    def write(self, table: pa.Table) -> None:
        """Write some rows.

        Raises:
            LongTableError: a sheet does not hold so many.
        """
        if self._rows == 0:
            bold = self._book.add_format({"bold": True})
            for place, name in enumerate(table.column_names):
                self._sheet.write_string(0, place, name, bold)
        check_rows(self._rows + len(table))
        columns = [column.to_pylist() for column in table.columns]
        for row, values in enumerate(zip(*columns, strict=True), self._rows + 1):
            for place, value in enumerate(values):
                if isinstance(value, str):
                    self._sheet.write_string(row, place, value)
                elif value is not None:
                    self._sheet.write_number(row, place, value)
        self._rows += len(table)

    def close(self) -> None:
        """Add the second sheet and end the file."""
        if self._provenance is not None:
            sheet = self._book.add_worksheet(MADE_BY)
            for row, pair in enumerate(self._provenance.to_mapping().items()):
                for place, text in enumerate(pair):
                    sheet.write_string(row, place, text)
        self._book.close()
        self._file.check()


def check_rows(rows: int) -> None:
    """Refuse more rows than a sheet of Excel holds.

    Raises:
        LongTableError: there are more.
    """
    if rows > EXCEL_ROWS:
        raise LongTableError(rows, EXCEL_ROWS)


class ParquetScores:
    """Scores as Parquet, in parts of ROW_GROUP rows."""

    def __init__(self, file: BinaryIO, provenance: Provenance | None = None) -> None:
        self._file = file
        self._facts = provenance.to_mapping() if provenance else None
        self._writer: Any = None
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def write(self, table: pa.Table) -> None:
        """Take some rows; they are written when there are enough for a part."""
        self._waiting.append(table.replace_schema_metadata(self._facts))
        self._rows += len(table)
        if self._rows >= ROW_GROUP:
            self._write_part()

    def _write_part(self) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        table = pa.concat_tables(self._waiting)
        if self._writer is None:
            self._writer = parquet.ParquetWriter(
                self._file, table.schema, compression="zstd"
            )
        self._writer.write_table(table)
        self._waiting, self._rows = [], 0

    def close(self) -> None:
        """Write what waits, and end the file."""
        if self._waiting:
            self._write_part()
        if self._writer is not None:
            self._writer.close()


class JsonScores:
    """Scores as a list of objects, one a unit; null for blank.

    An object holds them under `scores`, and by what they were made under MADE_BY.
    """

    def __init__(self, file: BinaryIO, provenance: Provenance | None = None) -> None:
        facts = {MADE_BY: provenance.to_mapping()} if provenance else {}
        head = json.dumps({**facts, "scores": []}, ensure_ascii=False, indent=1)
        self._file = file
        self._file.write(head.removesuffix("]\n}").encode())
        self._is_empty = True

    def write(self, table: pa.Table) -> None:
        """Write some rows."""
        if not len(table):
            return
        text = json.dumps(
            table.to_pylist(), ensure_ascii=False, indent=1, allow_nan=False
        )
        between = "" if self._is_empty else ","
        self._file.write(f"{between}{text[1:-2]}".encode())
        self._is_empty = False

    def close(self) -> None:
        """End the list and the object that holds it."""
        self._file.write(b"]\n}\n" if self._is_empty else b"\n]\n}\n")


_WRITERS: dict[str, type[ScoreWriter]] = {
    ".csv": CsvScores,
    ".xlsx": XlsxScores,
    ".parquet": ParquetScores,
    ".json": JsonScores,
}

SCORE_ENDINGS = tuple(_WRITERS)


def check_place(path: Path) -> None:
    """Refuse a place for scores before any work is done.

    Raises:
        FileKindError: the name ends in none of SCORE_ENDINGS.
        UnwritableFileError: its folder is not there, or takes no file.
    """
    _check_ending(path)
    check_folder(path)


def _check_ending(path: Path) -> None:
    if path.suffix.lower() not in SCORE_ENDINGS:
        raise FileKindError(path.name, SCORE_ENDINGS)


@contextmanager
def open_scores(
    path: Path, provenance: Provenance | None = None, rows: int = 0
) -> Iterator[ScoreWriter]:
    """Open a file of scores by the ending of its name.

    It takes the place of a former file when the block ends, and leaves it as it was
    when the block fails. Beside a CSV file another one says by what it was made.

    Args:
        path: where it will be.
        provenance: by what the scores were made, where that is known.
        rows: how many there will be, where that is known.

    Raises:
        FileKindError: the name ends in none of SCORE_ENDINGS.
        LongTableError: a sheet of Excel does not hold so many rows.
        UnwritableFileError: the file cannot be written there.
    """
    _check_ending(path)
    if path.suffix.lower() == ".xlsx":
        check_rows(rows)
    with write_whole(path) as file:
        with closing(_WRITERS[path.suffix.lower()](file, provenance)) as writer:
            yield writer
        if path.suffix.lower() == ".csv":
            write_beside(path, provenance)


def find_beside(path: Path) -> Path:
    """Name the file that says by what the scores in a CSV file were made."""
    return path.with_suffix(f".{MADE_BY}.json")


def write_beside(path: Path, provenance: Provenance | None) -> None:
    """Say beside a file by what it was made; what an earlier one said goes."""
    beside = find_beside(path)
    beside.unlink(missing_ok=True)
    if provenance is not None:
        facts = {"file": path.name, MADE_BY: provenance.to_mapping()}
        text = json.dumps(facts, ensure_ascii=False, indent=1)
        with write_whole(beside) as file:
            file.write(f"{text}\n".encode())


def write_scores(
    frame: pd.DataFrame, path: Path, provenance: Provenance | None = None
) -> None:
    """Write a frame of scores by the ending of the file's name.

    Raises:
        FileKindError: the name ends in none of SCORE_ENDINGS.
        LongTableError: an Excel sheet does not hold so many rows.
        UnwritableFileError: the file cannot be written there.
    """
    with open_scores(path, provenance) as writer:
        writer.write(_to_table(frame))


def write_csv(frame: pd.DataFrame, file: BinaryIO) -> None:
    """Write a frame of scores as CSV."""
    CsvScores(file).write(_to_table(frame))


def _to_table(frame: pd.DataFrame) -> pa.Table:
    """Turn a frame into columns of text and numbers, stages as plain text."""
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            text = table.column(place).cast(pa.string())
            table = table.set_column(place, field.name, text)
    return table
