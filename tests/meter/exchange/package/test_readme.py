"""The readme names what is there, and what could not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange.package.readme import write_readme
from meter.exchange.package.tables import list_tables

if TYPE_CHECKING:
    from meter.exchange.package.snapshot import Snapshot


def test_files_and_tables_are_said_what_they_are(snapshot: Snapshot) -> None:
    tables = list_tables(snapshot)

    text = write_readme(snapshot, tables, ["round.sav"], ["It is too long."])

    assert text.startswith("Seoul\n=====\n")
    assert "round.sav\n    answers and scores for SPSS" in text
    assert "round.dta\n" not in text
    assert "node_scores, 27 rows" in text
    assert "\nIt is too long.\n" in text
    assert "python recompute.py" in text
