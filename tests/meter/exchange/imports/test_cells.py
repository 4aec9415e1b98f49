"""Every kind of cell that cannot be read is named with its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from meter.exchange.imports.mapping import ColumnMapping
from meter.exchange.imports.reading import open_import
from tests.meter.exchange.imports.tables import list_bad, read

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("law", "maybe", "not_an_option"),
        ("law", "RF", "not_allowed"),
        ("users", "many", "not_a_number"),
        ("users", "1,234", "ambiguous_number"),
        ("users", "-1", "too_low"),
        ("ways", "web;fax", "not_an_option"),
        ("since", "yesterday", "not_a_date"),
        ("note", "a\x07b", "control_character"),
        ("note", "a" * 4001, "too_long"),
    ],
)
def test_each_kind_of_bad_cell_has_its_code(
    column: str, value: str, code: str, instrument: Instrument, tmp_path: Path
) -> None:
    rows = read(tmp_path, instrument, f'unit,{column}\nMarenda,"{value}"\n')

    assert list_bad(rows) == [(2, "B", value, code)]
    assert rows[0].answers == {}


def test_all_that_is_wrong_is_named_at_once(
    instrument: Instrument, tmp_path: Path
) -> None:
    text = (
        "unit,law,users\n"
        "Marenda,maybe,many\n"
        ",full,1\n"
        "Solta,full\n"
        "Solta,full,2\n"
        "solta ,none,3\n"
        ",,\n"
    )

    rows = read(tmp_path, instrument, text)

    assert sorted(list_bad(rows)) == [
        (2, "B", "maybe", "not_an_option"),
        (2, "C", "many", "not_a_number"),
        (3, "A", "", "no_unit"),
        (4, "", "", "ragged_row"),
        (6, "A", "solta", "repeated_unit"),
    ]


def test_faults_of_a_workbook_are_named(instrument: Instrument, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["unit", "users", "law"])
    sheet.append(["Marenda", "=1+1", "#REF!"])
    path = tmp_path / "file.xlsx"
    book.save(path)

    rows = list(open_import(path, instrument).read())

    assert list_bad(rows) == [
        (2, "B", "", "faulty_cell"),
        (2, "C", "", "faulty_cell"),
    ]


def test_an_apostrophe_before_a_formula_is_taken_off_in_our_own_layout(
    instrument: Instrument, tmp_path: Path
) -> None:
    rows = read(tmp_path, instrument, "unit,note\n'=A,'=1+1\n'B,'so\n")

    assert [(row.unit, row.answers["note"]) for row in rows] == [
        ("=A", "=1+1"),
        ("'B", "'so"),
    ]


def test_a_mapping_says_what_values_mean(
    instrument: Instrument, tmp_path: Path
) -> None:
    values = {"law": {"a2": "partly", "-9": "DK"}, "ways": {"1": "web", "2": "phone"}}
    text = "unit,law,ways\nMarenda,A2,1;2\nSolta,-9,2\n"

    rows = read(tmp_path, instrument, text, mapping=ColumnMapping(values=values))

    assert [row.answers for row in rows] == [
        {"law": "partly", "ways": ("web", "phone")},
        {"law": "dont_know", "ways": ("phone",)},
    ]
