"""Several tables in one file: what stands where, and what never happens."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pandas as pd
import pytest

from meter.exchange.errors import FileKindError, LongTableError, UnwritableFileError
from meter.exchange.score_files import EXCEL_ROWS
from meter.reports.tables import check_table_place, write_tables
from scoring.provenance import Provenance

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    "nodes": pd.DataFrame(
        {"node": ["law", "use"], "n": [12, 3], "alpha": [0.1 + 0.2, np.nan]}
    ),
    "answers": pd.DataFrame(
        {
            "unit": ["=1+1"],
            "item": ["a"],
            "median": ["-5"],
            "spread": [-0.5],
            "agreed": [False],
        }
    ),
}
MADE = Provenance("tiny", "2", "aa", "default", "1", "bb")


def write(path: Path) -> Path:
    write_tables(TABLES, path, MADE)
    return path


def test_csv_has_a_row_a_figure(tmp_path: Path) -> None:
    rows = list(csv.reader(write(tmp_path / "all.csv").read_text().splitlines()))

    assert rows[0] == [
        "table", "unit", "respondent", "section", "node", "item", "figure", "value",
    ]  # fmt: skip
    assert rows[1:5] == [
        ["nodes", "", "", "", "law", "", "n", "12"],
        ["nodes", "", "", "", "law", "", "alpha", repr(0.1 + 0.2)],
        ["nodes", "", "", "", "use", "", "n", "3"],
        ["answers", "'=1+1", "", "", "", "a", "median", "'-5"],
    ]
    assert rows[5][-2:] == ["spread", "-0.5"]
    assert rows[6][-2:] == ["agreed", "False"]
    assert rows[7] == ["made_by", "", "", "", "", "", "instrument", "tiny"]


def test_excel_has_a_sheet_a_table(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path / "all.xlsx"))

    assert book.sheetnames == ["nodes", "answers", "made_by"]
    assert list(book["nodes"].values) == [
        ("node", "n", "alpha"), ("law", 12, pytest.approx(0.1 + 0.2)), ("use", 3, None),
    ]  # fmt: skip
    assert list(book["answers"].values)[1] == ("=1+1", "a", "-5", -0.5, False)
    assert book["answers"]["A2"].data_type == "s"
    assert ("method", "default") in list(book["made_by"].values)


def test_json_has_a_list_a_table(tmp_path: Path) -> None:
    found = json.loads(write(tmp_path / "all.json").read_text())

    assert found["nodes"][1] == {"node": "use", "n": 3, "alpha": None}
    assert found["answers"][0]["agreed"] is False
    assert found["made_by"] == MADE.to_mapping()


@pytest.mark.parametrize("name", ["all.parquet", "all", "all.pdf"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileKindError, match=r"\.csv, \.xlsx, \.json"):
        check_table_place(tmp_path / name)


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError):
        write(tmp_path / "nowhere" / "all.csv")

    assert not list(tmp_path.iterdir())


def test_more_rows_than_a_sheet_holds_leave_the_former_file(tmp_path: Path) -> None:
    path = write(tmp_path / "all.xlsx")
    before = path.read_bytes()
    long = pd.DataFrame({"n": np.zeros(EXCEL_ROWS + 1, dtype=np.int8)})

    with pytest.raises(LongTableError):
        write_tables({"long": long}, path, MADE)

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
