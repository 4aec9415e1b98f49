from __future__ import annotations

import csv
import io

import pytest

from webapp.charts.csv_tables import write_csv
from webapp.charts.tables import Cell, Change, Column, Points, Table


def read(*rows: tuple[Cell, ...], titles: tuple[str, ...]) -> list[list[str]]:
    table = Table("caption", tuple(Column(title) for title in titles), rows)
    return list(csv.reader(io.StringIO(write_csv(table))))


def test_scores_are_there_as_shown_and_exact() -> None:
    found = read(("Arva", Points(57.349)), ("Belo", Points(None)), titles=("U", "S"))

    assert found == [
        ["U", "S", "S, exact"],
        ["Arva", "57.3", "57.349"],
        ["Belo", "", ""],
    ]


def test_words_counts_changes_and_names_are_there() -> None:
    found = read(
        ("Arva", 3, Change(-1.25), ("x", "y"), "why"), titles=("U", "N", "C", "L", "W")
    )

    assert found == [
        ["U", "N", "C", "C, exact", "L", "W"],
        ["Arva", "3", "-1.3", "-1.25", "x; y", "why"],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-x", "@x", "\tx", " =1", "\uff1dx"])
def test_nothing_is_taken_for_a_formula(name: str) -> None:
    found = read((name, (name,), name), titles=("U", name, "W"))

    assert found == [["U", f"'{name}", "W"], [f"'{name}"] * 3]


def test_what_stands_below_the_rows_comes_after_them() -> None:
    columns = (Column("U"), Column("S"))
    table = Table("c", columns, (("A", Points(1.0)),), (("Median", Points(2.0)),))

    rows = list(csv.reader(io.StringIO(write_csv(table))))

    assert rows[-1] == ["Median", "2.0", "2.0"]
