"""Files of answers: CSV, Excel or Parquet into a frame, one row a unit."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from meter.errors import SheetError
from meter.exchange.errors import FileKindError, RaggedRowsError, UnreadableTableError
from meter.exchange.sheets import find_separator, read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

ANSWER_ENDINGS = (".csv", ".xlsx", ".parquet")

LIMIT = 20
"""How many ragged rows are named."""

MOST_UNPACKED_BYTES = 500_000_000
"""A workbook of 100,000 rows of 100 answers is below, a zip bomb above."""

_HEADER_BYTES = 1 << 20


def read_answers(path: Path) -> pd.DataFrame:
    """Read a table whose first row names its columns; cells stay what they are.

    CSV is UTF-8 with or without a byte order mark, separated by commas, semicolons or
    tabs. Of an Excel file the first sheet is read.

    Raises:
        FileKindError: the name ends in none of ANSWER_ENDINGS.
        UnreadableTableError: the file is not what its name says, or not UTF-8.
        RaggedRowsError: rows have more or fewer cells than there are columns.
    """
    readers = dict(
        zip(ANSWER_ENDINGS, (_read_csv, _read_xlsx, _read_parquet), strict=True)
    )
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise FileKindError(path.name, ANSWER_ENDINGS)
    return reader(path)


def _read_csv(path: Path) -> pd.DataFrame:
    import pyarrow as pa

    names, separator = _read_header(path)
    ragged: list[Any] = []
    try:
        table = _parse_csv(path, names, separator, ragged, threads=True)
        if ragged:  # once more, because only one thread can number the rows
            ragged.clear()
            _parse_csv(path, names, separator, ragged, threads=False)
            rows = [(row.number, row.actual_columns) for row in ragged]
            raise RaggedRowsError(path.name, len(names), rows[:LIMIT], len(rows))
    except pa.ArrowInvalid as error:
        raise UnreadableTableError(path.name, _explain(str(error))) from None
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _read_header(path: Path) -> tuple[list[str], str]:
    """Read the names of the columns and find what separates them."""
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    cut = head.rfind(b"\n") + 1 if len(head) == _HEADER_BYTES else len(head)
    try:
        lines = head[:cut].decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UnreadableTableError(path.name, _NOT_UTF8) from None
    if not lines:
        raise UnreadableTableError(path.name, "it is empty")
    separator = find_separator(lines[0])
    return next(csv.reader(lines, delimiter=separator)), separator


_NOT_UTF8 = "it is not UTF-8; save it as 'CSV UTF-8'"
_NO_WORKBOOK = (
    "it is no Excel workbook (.xlsx), or unpacks to more than"
    f" {MOST_UNPACKED_BYTES // 1_000_000} MB; save it as 'CSV UTF-8'"
)


def _explain(error: str) -> str:
    return _NOT_UTF8 if "UTF8" in error else f"it is no table of text ({error[:120]})"


def _parse_csv(
    path: Path, names: list[str], separator: str, ragged: list[Any], *, threads: bool
) -> pa.Table:
    """Parse with every column but the first as distinct texts and their places."""
    from pyarrow import csv as arrow
    from pyarrow import dictionary, int32, string

    def skip(row: Any) -> str:
        ragged.append(row)
        return "skip"

    texts = dictionary(int32(), string())
    return arrow.read_csv(
        path,
        read_options=arrow.ReadOptions(use_threads=threads, block_size=1 << 22),
        parse_options=arrow.ParseOptions(
            delimiter=separator,
            newlines_in_values=True,
            ignore_empty_lines=len(names) == 1,
            invalid_row_handler=skip,
        ),
        convert_options=arrow.ConvertOptions(
            strings_can_be_null=False,
            column_types=dict.fromkeys(names[1:], texts) | {names[0]: string()},
        ),
    )


def _read_xlsx(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        rows = list(read_workbook(path, MOST_UNPACKED_BYTES))
    except SheetError:
        raise UnreadableTableError(path.name, _NO_WORKBOOK) from None
    if not rows:
        raise UnreadableTableError(path.name, "its first sheet is empty")
    names, *body = rows
    ragged = [(at, len(row)) for at, row in enumerate(body, 2) if len(row) > len(names)]
    if ragged:
        raise RaggedRowsError(path.name, len(names), ragged[:LIMIT], len(ragged))
    filled = [[*row, *[None] * (len(names) - len(row))] for row in body]
    columns = ["" if name is None else str(name) for name in names]
    return pd.DataFrame(filled, columns=columns, dtype=object)


def _read_parquet(path: Path) -> pd.DataFrame:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        frame: pd.DataFrame = parquet.read_table(path).to_pandas()
    except (pa.ArrowInvalid, OSError):
        raise UnreadableTableError(path.name, "it is no Parquet file") from None
    return frame.reset_index() if frame.index.name is not None else frame
