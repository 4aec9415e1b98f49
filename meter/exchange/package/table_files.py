"""Files of tables: CSV, Parquet, and one workbook with a sheet a table.

A text that a spreadsheet would take for a formula gets an apostrophe before it in CSV,
and stands as text in the workbook; numbers stay numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instruments.answers import MISSING_MARKS
from meter.exchange.csv_texts import write_csv
from meter.exchange.formulas import guard_words
from meter.exchange.score_files import EXCEL_ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

    from meter.exchange.package.columns import Column, Table

MOST_COLUMNS = 16_384
"""Columns of a sheet of Excel."""


def write_csv_table(table: Table, path: Path) -> None:
    """Write a table as CSV: UTF-8, commas, exact numbers, blank for nothing."""
    import pyarrow as pa
    from pyarrow import csv

    head = f"{write_csv([[one.name for one in table.columns]]).rstrip()}\n"
    guarded = pa.table({one.name: _guard(one) for one in table.columns})
    options = csv.WriteOptions(include_header=False, quoting_style="needed")
    with path.open("wb") as file:
        file.write(head.encode())
        csv.write_csv(guarded, file, options)


def _guard(column: Column) -> pa.Array:
    """Guard texts: those of a dictionary once each."""
    import pyarrow as pa

    if column.kind not in {"text", "mixed"}:
        return column.data
    encoded = column.data
    if not pa.types.is_dictionary(encoded.type):
        encoded = encoded.dictionary_encode()
    texts = [guard_words(text) for text in encoded.dictionary.to_pylist()]
    safe = pa.array(texts, pa.string())
    return pa.DictionaryArray.from_arrays(encoded.indices, safe).cast(pa.string())


def write_parquet_table(table: Table, path: Path, facts: dict[str, str]) -> None:
    """Write a table as Parquet; titles stand at its fields, `facts` at its schema.

    Numbers are numbers, also where CSV has marks for reasons among them: there is null.
    """
    import pyarrow as pa
    from pyarrow import parquet

    arrays = [_list_numbers(one) for one in table.columns]
    fields = [
        pa.field(one.name, array.type, metadata={"title": one.title})
        for one, array in zip(table.columns, arrays, strict=True)
    ]
    schema = pa.schema(fields, metadata={"title": table.title, **facts})
    parquet.write_table(pa.table(arrays, schema=schema), path, compression="zstd")


def _list_numbers(column: Column) -> pa.Array:
    import pyarrow as pa

    if column.kind != "mixed":
        return column.data
    cells = column.data.to_pylist()
    numbers = [
        None if cell is None or cell in MISSING_MARKS else float(cell) for cell in cells
    ]
    return pa.array(numbers, pa.float64())


def write_workbook(tables: Sequence[Table], path: Path) -> list[str]:
    """Write the tables that a sheet holds each as a sheet; name the others."""
    from xlsxwriter import Workbook

    fitting = [one for one in tables if fits_sheet(one)]
    with Workbook(path, {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for table in fitting:
            _write_sheet(book.add_worksheet(table.name), table, bold)
    return [one.name for one in tables if not fits_sheet(one)]


def fits_sheet(table: Table) -> bool:
    """Tell whether a sheet of Excel holds a table."""
    return len(table) <= EXCEL_ROWS and len(table.columns) <= MOST_COLUMNS


def _write_sheet(sheet: Any, table: Table, bold: Any) -> None:
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, bold)
    values = [_list_cells(one) for one in table.columns]
    for row, cells in enumerate(zip(*values, strict=True), 1):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, place, cell)
            elif cell is not None:
                sheet.write_number(row, place, cell)


def _list_cells(column: Column) -> list[Any]:
    """Give the cells of a column; numbers among marks are numbers in a sheet."""
    cells: list[Any] = column.data.to_pylist()
    if column.kind != "mixed":
        return cells
    return [cell if cell in MISSING_MARKS else cell and float(cell) for cell in cells]
