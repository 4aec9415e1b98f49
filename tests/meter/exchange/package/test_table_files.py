"""Files of tables: texts that a spreadsheet would compute are kept from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
from openpyxl import load_workbook
from pyarrow import parquet

from meter.exchange.formulas import take_off
from meter.exchange.package import table_files
from meter.exchange.package.columns import Column, Table
from meter.exchange.package.table_files import (
    write_csv_table,
    write_parquet_table,
    write_workbook,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SIGNS = ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "  ="]
RISKY = [f"{sign}1+1" for sign in SIGNS] + ["'=1", "-5", "a,b", 'a"b', "plain"]


def make_table(texts: list[str]) -> Table:
    plain = Column("plain", "Plain", "text", pa.array(texts), {})
    packed = Column("packed", "Packed", "text", pa.array(texts).dictionary_encode(), {})
    numbers = pa.array([-1.5] * len(texts))
    return Table(
        "table",
        "A table",
        ("plain",),
        (plain, packed, Column("number", "Number", "number", numbers, {})),
    )


def test_csv_guards_texts_and_leaves_numbers(tmp_path: Path) -> None:
    write_csv_table(make_table(RISKY), tmp_path / "table.csv")

    found = pd.read_csv(
        tmp_path / "table.csv", dtype=str, keep_default_na=False, lineterminator="\n"
    )
    for column in ("plain", "packed"):
        assert [take_off(cell) for cell in found[column]] == RISKY
        risky = [
            cell for cell in found[column] if cell.strip()[:1] in set("=+-@\uff1d")
        ]
        assert risky == ["-5"]
    assert set(found["number"]) == {"-1.5"}


def test_a_sheet_has_texts_as_they_are(tmp_path: Path) -> None:
    texts = [text for text in RISKY if "\r" not in text]

    assert write_workbook([make_table(texts)], tmp_path / "table.xlsx") == []

    sheet = load_workbook(tmp_path / "table.xlsx")["table"]
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == texts
    assert {row[0].data_type for row in rows} == {"s"}
    assert {row[2].value for row in rows} == {-1.5}


def test_a_table_that_no_sheet_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_files, "EXCEL_ROWS", 3)

    assert write_workbook([make_table(RISKY)], tmp_path / "table.xlsx") == ["table"]


def test_parquet_keeps_titles_and_facts(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"

    write_parquet_table(make_table(RISKY), path, {"instrument": "tiny"})

    found = parquet.read_table(path)
    assert found.schema.metadata[b"instrument"] == b"tiny"
    assert found.schema.field("number").metadata[b"title"] == b"Number"
    assert found.column("plain").to_pylist() == RISKY
