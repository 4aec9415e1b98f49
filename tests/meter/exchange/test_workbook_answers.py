"""Workbooks: what a spreadsheet hides, merges or leaves uncalculated is no blank."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from drawn import LEVELS, draw
from openpyxl import Workbook

from meter.exchange.errors import UnreadableTableError
from meter.exchange.scored_files import read_coded
from meter.exchange.workbook_answers import WorkbookAnswers
from scoring.cells import LIMIT, BadCell
from scoring.errors import BadCellsError
from scoring.kernel.coding import decode_answers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

INSTRUMENT = draw(
    {
        "level": {},
        "n": {"type": "number"},
        "note": {"type": "text"},
        "day": {"type": "date"},
    },
    {"index": ["level"]},
)
HEADER = ["unit", "level", "n", "note", "day"]
DAY = dt.date(2026, 11, 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.xlsx"


def save(path: Path, *rows: Sequence[object]) -> Any:
    """Save rows under the header; gives the sheet for more, to be saved again."""
    book = Workbook()
    sheet: Any = book.active
    for row in (HEADER, *rows):
        sheet.append(row)
    book.save(path)
    return sheet


def replace(path: Path, old: bytes, new: bytes) -> None:
    """Change what the parts of a workbook say."""
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as honest, zipfile.ZipFile(path, "w") as changed:
        for name in honest.namelist():
            changed.writestr(name, honest.read(name).replace(old, new))


def find_bad(path: Path) -> list[str]:
    with pytest.raises(BadCellsError) as caught:
        read_coded(INSTRUMENT, path)
    cells: Sequence[BadCell] = caught.value.cells  # type: ignore[assignment]
    return [f"{cell.row} {cell.column}: {cell.problem}" for cell in cells]


def test_cells_of_every_kind_are_read(path: Path) -> None:
    save(path, [7, "full", 2.5, 3, DAY], ["Suva", None, 3, True])

    found = read_coded(INSTRUMENT, path)

    assert found.units == ["7", "Suva"]
    assert decode_answers(INSTRUMENT, found.coded[0]) == {"level": "full", "n": 2.5}
    assert decode_answers(INSTRUMENT, found.coded[1])["n"] == 3


def test_a_date_or_truth_where_none_belongs_is_named(path: Path) -> None:
    save(path, ["Lima", DAY, True])

    assert find_bad(path) == [
        f"2 level: '2026-11-30' is no option; write {' or '.join(LEVELS)}.",
        "2 n: 'True' is not a number.",
    ]


def test_what_a_spreadsheet_could_not_work_out_is_no_answer(path: Path) -> None:
    save(path, ["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])

    assert find_bad(path) == [
        "2 unit: the cell holds the error #REF!. Put it right.",
        "2 level: the cell holds the error #N/A. Put it right.",
        "2 n: the cell holds the error #DIV/0!. Put it right.",
        "2 note: the cell holds the error #VALUE!. Put it right.",
    ]


def test_a_formula_that_was_never_calculated_is_no_blank(path: Path) -> None:
    save(path, ["Lima", "full", "=1+1"], ["Suva", "full", 2])

    assert find_bad(path) == [
        "2 n: the formula has no value yet. Open the file in a spreadsheet and save it."
    ]


def test_a_formula_counts_by_its_value(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["Lima", "full"])
        sheet.write_formula(1, 2, "=1+1", None, 2)
        sheet.write_formula(1, 3, '=""', None, "nothing")
    replace(path, b"<v>nothing</v>", b"<v></v>")

    answers = decode_answers(INSTRUMENT, read_coded(INSTRUMENT, path).coded[0])

    assert answers["n"] == 2
    assert answers["note"] == "unanswered"


def test_cells_merged_with_one_that_says_something_are_no_blanks(path: Path) -> None:
    sheet = save(path, ["Lima", "full", 1], ["Suva", None, 2], ["Apia", None, 3])
    sheet.merge_cells("B2:B4")
    sheet.parent.save(path)

    assert find_bad(path) == [
        f"{row} level: the cell is merged with B2. Undo that, and fill each cell."
        for row in (3, 4)
    ]


def test_blank_cells_may_be_merged(path: Path) -> None:
    sheet = save(path, ["Lima", "full"], ["Suva", "none"])
    sheet.merge_cells("C2:D3")
    sheet.parent.save(path)

    assert read_coded(INSTRUMENT, path).units == ["Lima", "Suva"]


def test_a_hidden_sheet_is_passed_over(path: Path) -> None:
    sheet = save(path, ["Lima", "full"])
    hidden = sheet.parent.create_sheet("lists", 0)
    hidden.append(["not", "answers"])
    hidden.sheet_state = "hidden"
    sheet.parent.save(path)

    assert read_coded(INSTRUMENT, path).units == ["Lima"]


def test_a_first_row_that_is_blank_is_explained(path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["A3"] = "unit"
    book.save(path)

    with pytest.raises(UnreadableTableError, match="first row is blank"):
        WorkbookAnswers(path)


def test_ragged_rows_are_named_up_to_a_limit_and_counted(path: Path) -> None:
    save(path, *([f"Unit {row}", *"abcdef"] for row in range(30)))

    with pytest.raises(BadCellsError) as caught:
        read_coded(INSTRUMENT, path)

    cells: Sequence[BadCell] = caught.value.cells  # type: ignore[assignment]
    assert caught.value.count == 30
    assert [cell.row for cell in cells] == list(range(2, 2 + LIMIT))
    assert str(cells[0]) == (
        "row 2: the row has 7 cells, and there are 5 columns. Clear what stands beyond "
        "them, or name its column."
    )
