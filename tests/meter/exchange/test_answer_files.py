"""Files of answers: what CSV, Excel and Parquet may look like, and what is refused."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from openpyxl import Workbook

from meter.exchange import workbook_answers
from meter.exchange.answer_files import read_answers
from meter.exchange.errors import FileKindError, RaggedRowsError, UnreadableTableError

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["unit", "a", "n"], ["Lima", "full", "0.5"], ["Suva", "NA", ""]]


def write(folder: Path, text: str | bytes, name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def cells(frame: pd.DataFrame) -> list[list[object]]:
    rows = frame.astype(object).where(frame.notna(), "").to_numpy().tolist()
    return [list(frame.columns), *rows]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_may_have_a_mark_semicolons_or_tabs(
    tmp_path: Path, mark: str, separator: str, end: str
) -> None:
    text = mark + end.join(separator.join(row) for row in ROWS) + end

    assert cells(read_answers(write(tmp_path, text))) == ROWS


def test_csv_keeps_text_as_it_stands(tmp_path: Path) -> None:
    text = 'unit,a,n\n"Port, \n ""Vila""",null,007\n'

    frame = read_answers(write(tmp_path, text))

    assert cells(frame)[1] == ['Port, \n "Vila"', "null", "007"]


def test_a_single_column_is_read(tmp_path: Path) -> None:
    assert cells(read_answers(write(tmp_path, "unit\nLima\n"))) == [["unit"], ["Lima"]]


def test_blank_lines_count_as_rows_so_that_numbers_stay_true(tmp_path: Path) -> None:
    frame = read_answers(write(tmp_path, "unit,a\nLima,full\n\nSuva,none\n"))

    assert cells(frame)[2:] == [["", ""], ["Suva", "none"]]


def test_ragged_rows_are_named_by_number_and_cells(tmp_path: Path) -> None:
    text = "unit,a,n\nx,1\ny,1,2\nz,1,2,3\n"

    with pytest.raises(RaggedRowsError) as caught:
        read_answers(write(tmp_path, text))

    assert (caught.value.columns, caught.value.rows) == (3, ((2, 2), (4, 4)))
    assert caught.value.exit_code == 11


def test_many_ragged_rows_are_named_up_to_a_limit(tmp_path: Path) -> None:
    with pytest.raises(RaggedRowsError, match="and 5 more") as caught:
        read_answers(write(tmp_path, "unit,a\n" + "x\n" * 25))

    assert caught.value.count == 25


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        ("unit,a\nM\u00e1laga,full\n".encode("latin-1"), "UTF-8"),
        ("unit,\u00e1\n".encode("latin-1"), "UTF-8"),
        ("unit,a\nLima,full\n".encode("utf-16"), "UTF-8"),
    ],
)
def test_what_is_no_utf_8_table_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(UnreadableTableError, match=said):
        read_answers(write(tmp_path, content))


def save_workbook(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_the_first_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["unit", "a", "n"],
        ["Lima", "full", 0.5],
        ["Suva", None, 3],
    ]
    path = save_workbook(tmp_path / "answers.XLSX", rows)

    assert cells(read_answers(path)) == [rows[0], rows[1], ["Suva", "", 3]]


def test_a_cell_beyond_the_named_columns_is_ragged(tmp_path: Path) -> None:
    rows: list[list[object]] = [["unit", "a"], ["Lima", "full"], ["Suva", "none", "x"]]

    with pytest.raises(RaggedRowsError) as caught:
        read_answers(save_workbook(tmp_path / "answers.xlsx", rows))

    assert caught.value.rows == ((3, 3),)


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTableError, match="first sheet is empty"):
        read_answers(save_workbook(tmp_path / "answers.xlsx", []))


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_workbook(tmp_path / "answers.xlsx", [["unit", "a"], ["Lima", "full"]])
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())

    monkeypatch.setattr(workbook_answers, "MOST_UNPACKED_BYTES", unpacked)
    assert len(read_answers(path)) == 1

    monkeypatch.setattr(workbook_answers, "MOST_UNPACKED_BYTES", unpacked - 1)
    with pytest.raises(UnreadableTableError, match="save it as 'CSV UTF-8'"):
        read_answers(path)


@pytest.mark.parametrize("name", ["answers.xlsx", "answers.parquet"])
def test_a_file_that_is_not_what_its_name_says_is_refused(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(UnreadableTableError):
        read_answers(write(tmp_path, "unit,a\nLima,full\n", name))


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    frame = pd.DataFrame({"unit": ["Lima"], "a": ["full"], "n": [0.1]})
    frame.to_parquet(tmp_path / "answers.parquet")

    assert cells(read_answers(tmp_path / "answers.parquet"))[1] == ["Lima", "full", 0.1]


def test_a_named_index_of_parquet_is_the_first_column(tmp_path: Path) -> None:
    frame = pd.DataFrame({"unit": ["Lima"], "a": ["full"]}).set_index("unit")
    frame.to_parquet(tmp_path / "answers.parquet")

    assert list(read_answers(tmp_path / "answers.parquet").columns) == ["unit", "a"]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileKindError) as caught:
        read_answers(write(tmp_path, "", "answers.ods"))

    assert caught.value.endings == (".csv", ".xlsx", ".parquet")
