from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from meter.exchange.fill_in.layout import COLUMNS, SHOWN
from meter.exchange.fill_in.writing import name_sheet
from tests.meter.exchange.fill_in.books import INSTRUMENT, find_cell, store, write

OPEN = {"answer", "reason", "note"}


def load(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def list_limits(book: Any) -> dict[str, Any]:
    return {
        str(limit.sqref): limit
        for limit in book.worksheets[1].data_validations.dataValidation
    }


def find_limit(book: Any, key: str, column: str = "answer") -> Any:
    return list_limits(book)[find_cell(book, key, column).coordinate]


def test_a_sheet_a_section_and_two_hidden_ones() -> None:
    book = load(write())

    shown = [one.title for one in book.worksheets if one.sheet_state == "visible"]
    assert shown == ["Guide", "1 First a b a long name", "2 Later"]
    assert {one.title for one in book.worksheets} - {*shown} == {"choices", "meter"}


def test_only_cells_for_answers_are_open_and_no_password_is_asked() -> None:
    book = load(write())
    sheet = book.worksheets[1]

    assert all(one.protection.sheet for one in book.worksheets)
    assert not any(one.protection.password for one in book.worksheets)
    names = [cell.value for cell in sheet[1]]
    assert names == [*COLUMNS]
    open_cells = {
        names[cell.column - 1]
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert open_cells == OPEN


def test_what_a_delegate_may_not_change_is_locked() -> None:
    sheet = load(write(may_change=False)).worksheets[1]

    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)


def test_choices_are_lists_of_words_that_stand_in_the_hidden_sheet() -> None:
    book = load(write())

    limit = find_limit(book, "level")
    found = re.fullmatch(r"=?choices!\$C\$(\d+):\$C\$(\d+)", limit.formula1)

    assert limit.type == "list"
    assert found is not None
    rows = book["choices"].iter_rows(
        min_row=int(found[1]), max_row=int(found[2]), values_only=True
    )
    assert [row[1:3] for row in rows] == [
        ("a", "Law, order"),
        ("b", "law, order (b)"),
        ("c", "=1+1"),
        ("d", "<r>b</r>"),
        ("e", "\u0646\u0639\u0645, \u0644\u0627"),
    ]


def test_numbers_and_days_keep_their_bounds() -> None:
    book = load(write())

    whole, late = find_limit(book, "whole"), find_limit(book, "late")
    assert (whole.type, whole.formula1, whole.formula2) == ("whole", "0", "9")
    assert (late.type, late.formula1) == ("date", "36526")
    assert find_limit(book, "n").type == "decimal"
    assert find_limit(book, "words").formula1 == "200"


def test_reasons_are_offered_only_where_the_item_allows_them() -> None:
    limits = list_limits(load(write()))
    book = load(write())

    offered = {
        key
        for key in INSTRUMENT.items
        if key != "more" and find_cell(book, key, "reason").coordinate in limits
    }

    assert offered == {"level", "one", "several", "n", "day", "page"}


@pytest.mark.parametrize("text", ["=1+1", "@SUM(1)", "+1", "-1", "<r>a</r>", "{=1}"])
def test_no_text_becomes_a_formula_or_markup(text: str) -> None:
    content = write(store({"words": text, "page": "https://a.example/"}, note=text))
    book = load(content)

    answer = find_cell(book, "words", "answer")
    assert (answer.value, answer.data_type) == (text, "s")
    assert answer.number_format == "@"
    assert find_cell(book, "page", "note").value == text
    assert find_cell(book, "page", "answer").hyperlink is None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert not any(b"<f>" in part or b"<f " in part for part in parts)
    assert not any(b"<r>a</r>" in part for part in parts)


def test_sheets_of_arabic_run_from_right_to_left() -> None:
    mirrored, plain = load(write(is_mirrored=True)), load(write())

    assert all(one.sheet_view.rightToLeft for one in mirrored.worksheets)
    assert not any(one.sheet_view.rightToLeft for one in plain.worksheets)


def test_machine_columns_and_their_names_are_hidden() -> None:
    sheet = load(write(store({"n": 1.5}))).worksheets[1]

    hidden = sorted(name for name, of in sheet.column_dimensions.items() if of.hidden)
    assert sheet.row_dimensions[1].hidden
    assert hidden == ["G"]  # one run of columns up to I
    assert sheet.column_dimensions["G"].max == len(COLUMNS)
    assert len(SHOWN) == sheet.column_dimensions["G"].min - 1


@pytest.mark.parametrize(
    ("title", "name"),
    [("1 A/B: [c]?*\\ 'd'", "1 A B c d"), ("2 " + "x" * 60, "2 " + "x" * 29)],
)
def test_a_sheet_has_a_name_that_spreadsheets_take(title: str, name: str) -> None:
    assert name_sheet(title) == name
