"""Workbooks: sheets are read by their cells; faults stand for values that hide."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from meter.exchange import workbooks
from meter.exchange.errors import SheetError
from meter.exchange.workbooks import read_cells, read_values
from scoring.cells import CellFault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADER = ["unit", "level", "n", "note", "day"]
MOST = 1_000_000


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


@pytest.mark.parametrize("claim", [b"A1:A1", b"A1:XFD1048576"])
def test_a_sheet_is_read_by_its_cells_whatever_size_it_claims(
    path: Path, claim: bytes
) -> None:
    save(path, ["Lima", "full"])
    replace(path, b"A1:E2", claim)

    assert list(read_values(path, MOST)) == [HEADER, ["Lima", "full"]]


def test_blanks_at_the_ends_of_rows_are_left_out(path: Path) -> None:
    save(path, ["a", None, "c", None], ["", None], [0, False])

    rows = read_values(io.BytesIO(path.read_bytes()), MOST)

    assert list(rows) == [HEADER, ["a", None, "c"], [], [0, False]]


def test_a_sheet_that_claims_endless_rows_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(path, ["Lima", "full"])
    replace(path, b'<row r="2"', b'<row r="999999999"')
    monkeypatch.setattr(workbooks, "MOST_ROWS", 1000)

    with pytest.raises(SheetError):
        list(read_cells(path, MOST))


def test_a_fault_stands_only_where_a_value_would_be_missed(path: Path) -> None:
    sheet = save(path, ["Lima", "full", 1])
    sheet.merge_cells("D2:E2")
    sheet["D2"] = "said"
    sheet.parent.save(path)

    _, row = read_cells(path, MOST)

    assert row[:4] == ["Lima", "full", 1, "said"]
    assert isinstance(row[4], CellFault)


def test_a_hidden_sheet_is_passed_over(path: Path) -> None:
    sheet = save(path, ["Lima", "full"])
    hidden = sheet.parent.create_sheet("lists", 0)
    hidden.sheet_state = "hidden"
    sheet.parent.save(path)

    assert next(read_values(path, MOST)) == HEADER


def test_a_workbook_that_is_none_leaves_no_file_open(path: Path) -> None:
    path.write_bytes(b"PK" + b"\0" * 100)

    with pytest.raises(SheetError):
        list(read_cells(path, MOST))
    path.unlink()
