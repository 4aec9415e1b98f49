"""Bad cells say where they are, whatever of it is known."""

from __future__ import annotations

from meter.exchange.imports.errors import MOST_NAMED, BadRowsError
from meter.exchange.imports.records import NO_PLACE, BadCell, Place


def test_a_bad_cell_says_row_unit_and_column() -> None:
    bad = BadCell(5, Place("C", "G1Q1"), "Ankor", "x", "not_an_option", "why.")

    assert str(bad) == "row 5 (Ankor), column C 'G1Q1': why."


def test_a_bad_row_says_so() -> None:
    assert str(BadCell(5, NO_PLACE, "", "", "ragged_row", "why.")) == "row 5: why."


def test_the_error_names_the_first_cells_and_counts_all() -> None:
    bad = [BadCell(row, Place("B", "q"), "", "x", "c", "w") for row in range(2, 202)]

    said = str(BadRowsError("file.csv", bad, 200)).splitlines()

    assert said[0].startswith("'file.csv': 200 cells of 200 rows cannot be taken")
    assert len(said) == MOST_NAMED + 3
    assert said[-2].startswith("  and 100 more")
