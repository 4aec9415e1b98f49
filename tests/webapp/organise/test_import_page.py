"""The text of a file stands on the page as it was read, row for row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from meter.exchange.errors import SheetSizeError
from meter.fieldwork.imports.records import ImportOutcome
from webapp.organise.import_page import (
    MOST_ROWS,
    ImportChoice,
    ImportPage,
    write_text,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_csv_file_stays_row_for_row(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("unit;law\nArva;1\n;\nBelm;2\n", encoding="utf-8")

    assert write_text(path) == "unit,law\nArva,1\n,\nBelm,2\n"


def test_a_ragged_file_stays_as_it_was_sent(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("unit,law\nArva,1,2\n", encoding="utf-8-sig")

    assert write_text(path) == "unit,law\nArva,1,2\n"


def test_a_ragged_workbook_has_to_be_mended_itself(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["unit"])
    sheet.append(["Arva", 1])
    book.save(tmp_path / "answers.xlsx")

    assert write_text(tmp_path / "answers.xlsx") == ""


def test_a_file_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("unit,law\n" + "Arva,1\n" * (MOST_ROWS + 1), encoding="utf-8")

    with pytest.raises(SheetSizeError):
        write_text(path)


def test_only_what_would_do_something_can_be_taken() -> None:
    choice = ImportChoice()

    assert not ImportPage(choice).can_take
    assert not ImportPage(choice, outcome=ImportOutcome()).can_take
    assert ImportPage(choice, outcome=ImportOutcome(units=1)).can_take
    done = ImportPage(choice, outcome=ImportOutcome(units=1), is_done=True)
    assert not done.can_take
