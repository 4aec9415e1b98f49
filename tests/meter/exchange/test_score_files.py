"""Files of scores: the same numbers in every form, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from meter.exchange.errors import FileKindError, LongTableError, UnwritableFileError
from meter.exchange.formulas import guard_formula
from meter.exchange.score_files import open_scores, write_csv, write_scores
from scoring.provenance import Provenance

if TYPE_CHECKING:
    from pathlib import Path

THIRD = 1 / 3
MADE = Provenance("tiny", "2", "aa", "default", "1", "bb")
FACTS = MADE.to_mapping()


def make_frame(*units: str) -> pd.DataFrame:
    count = len(units)
    return pd.DataFrame(
        {
            "unit": list(units),
            "index": [THIRD, float("nan"), 1.0][:count],
            "index.stage": pd.Categorical(["low", None, "high"][:count]),
            "index.rank": pd.Series([2, None, 1][:count], dtype="Int64"),
        }
    )


UNITS = ("Lima", "Port, Vila", "=cmd()")


def csv_of(frame: pd.DataFrame) -> list[list[str]]:
    file = io.BytesIO()
    write_csv(frame, file)
    return list(csv.reader(io.StringIO(file.getvalue().decode(), newline="")))


def test_csv_holds_exact_numbers_and_blanks() -> None:
    assert csv_of(make_frame(*UNITS)) == [
        ["unit", "index", "index.stage", "index.rank"],
        ["Lima", repr(THIRD), "low", "2"],
        ["Port, Vila", "", "", ""],
        ["'=cmd()", "1", "high", "1"],
    ]


def test_csv_quotes_only_where_it_must() -> None:
    file = io.BytesIO()

    write_csv(make_frame("Lima"), file)

    assert file.getvalue().decode().splitlines()[1] == f"Lima,{THIRD!r},low,2"


@pytest.mark.parametrize("sign", ["=", "-", "@", "\t", "\r", " =", "\u2003=", "\uff1d"])
def test_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe(sign: str) -> None:
    assert csv_of(make_frame(f"{sign}1+1"))[1][0] == f"'{sign}1+1"


SPACES = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]


def test_a_look_at_the_whole_column_overlooks_no_such_text() -> None:
    texts = [*(f"{space}=1" for space in SPACES), *("\0", "\n", "\uff20x")]

    found = {text: csv_of(make_frame(text))[1][0] for text in texts}

    assert found == {text: guard_formula(text) for text in texts}
    assert all(guarded == f"'{text}" for text, guarded in found.items())


def test_excel_holds_numbers_as_numbers_and_formulas_as_text(tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"

    write_scores(make_frame(*UNITS), path)

    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["unit", "index", "index.stage", "index.rank"],
        ["Lima", pytest.approx(THIRD, abs=1e-15), "low", 2],
        ["Port, Vila", None, None, None],
        ["=cmd()", 1, "high", 1],
    ]
    assert sheet["A4"].data_type == "s"


def test_parquet_holds_text_numbers_and_blanks(tmp_path: Path) -> None:
    path = tmp_path / "scores.parquet"

    write_scores(make_frame(*UNITS), path)

    frame = pd.read_parquet(path)
    assert frame["unit"].tolist() == list(UNITS)
    assert frame["index"].tolist() == [
        THIRD,
        pytest.approx(float("nan"), nan_ok=True),
        1,
    ]
    assert frame["index.stage"].fillna("-").tolist() == ["low", "-", "high"]
    assert frame["index.rank"].isna().tolist() == [False, True, False]


def test_json_is_a_list_of_units_with_null_for_blank(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"

    write_scores(make_frame(*UNITS), path)

    assert json.loads(path.read_text(encoding="utf-8"))["scores"] == [
        {"unit": "Lima", "index": THIRD, "index.stage": "low", "index.rank": 2},
        {"unit": "Port, Vila", "index": None, "index.stage": None, "index.rank": None},
        {"unit": "=cmd()", "index": 1, "index.stage": "high", "index.rank": 1},
    ]


@pytest.mark.parametrize("rows", [0, 1, 2, 5])
def test_json_is_whole_however_many_rows_are_written(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "scores.json"
    table = pa.table({"unit": ["Lima"], "index": [0.5]})

    with open_scores(path, MADE) as writer:
        for _ in range(rows):
            writer.write(table)

    found = json.loads(path.read_text(encoding="utf-8"))
    assert found == {
        "made_by": FACTS,
        "scores": [{"unit": "Lima", "index": 0.5}] * rows,
    }


def test_what_a_csv_file_was_made_by_stands_beside_it(tmp_path: Path) -> None:
    path, beside = tmp_path / "scores.v2.csv", tmp_path / "scores.v2.made_by.json"

    write_scores(make_frame("Lima"), path, MADE)

    assert path.read_text(encoding="utf-8").startswith("unit,index,")
    assert json.loads(beside.read_text(encoding="utf-8")) == {
        "file": "scores.v2.csv",
        "made_by": FACTS,
    }


def test_what_stands_beside_never_tells_of_former_scores(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    write_scores(make_frame("Lima"), path, MADE)

    write_scores(make_frame("Suva"), path)

    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "json"])
def test_other_kinds_of_files_need_nothing_beside(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"scores.{ending}"

    write_scores(make_frame("Lima"), path, MADE)

    assert list(tmp_path.iterdir()) == [path]


def test_a_former_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("old")

    write_scores(make_frame("Lima"), path)

    assert path.read_text(encoding="utf-8").startswith("unit,")
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_fails_leaves_the_former_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.xlsx"
    path.write_text("old")
    monkeypatch.setattr("meter.exchange.score_files.EXCEL_ROWS", 2)

    with pytest.raises(LongTableError) as caught:
        write_scores(make_frame(*UNITS), path)

    assert caught.value.rows == 3
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError):
        write_scores(make_frame("Lima"), tmp_path / "nowhere" / "scores.csv")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileKindError):
        write_scores(make_frame("Lima"), tmp_path / "scores.txt")
