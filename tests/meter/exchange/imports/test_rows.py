"""Columns are named as a spreadsheet does, cells written as text."""

from __future__ import annotations

import datetime as dt

import pytest

from meter.exchange.imports.rows import name_column, write_cell
from scoring.cells import CellFault


def test_columns_are_named_as_a_spreadsheet_does() -> None:
    assert [name_column(at) for at in (0, 25, 26, 701, 702)] == [
        "A", "Z", "AA", "ZZ", "AAA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (5.0, "5"),
        (True, "true"),
        (dt.date(2024, 5, 6), "2024-05-06"),
        (dt.datetime(2024, 5, 6, 7, 8), "2024-05-06"),  # noqa: DTZ001
        ("  so ", "so"),
    ],
)
def test_a_cell_is_text(cell: object, text: str) -> None:
    assert write_cell(cell) == text


def test_a_fault_stays_one() -> None:
    fault = CellFault("why")

    assert write_cell(fault) is fault
