"""All that was found as one table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from meter.exchange.imports.findings import (
    DifferingCell,
    find_place,
    show_answers,
    write_findings,
)
from meter.exchange.imports.reading import open_import
from meter.exchange.imports.records import NO_PLACE, BadCell, Place
from meter.records import StoredAnswer
from tests.meter.exchange.imports.tables import write

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument

DIFFERING = DifferingCell(2, Place("B", "law"), "Marenda", "full", "")


def test_bad_and_differing_cells_stand_in_the_order_of_the_file() -> None:
    bad = BadCell(3, Place("A", "=unit"), "=A", "=1", "unknown_unit", "why.")

    text = write_findings([bad], [DIFFERING])

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [one["row"] for one in rows] == ["2", "3"]
    assert (rows[0]["code"], rows[0]["value"], rows[0]["kept"]) == (
        "differs",
        "full",
        "",
    )
    assert (rows[1]["unit"], rows[1]["value"]) == ("'=A", "'=1")
    assert "--replace" in rows[0]["what_to_do"]


def test_a_differing_cell_says_what_is_kept() -> None:
    assert str(DIFFERING).startswith(
        "row 2 (Marenda), column B 'law': the file says 'full', and the answer is blank"
    )


def test_of_a_draft_only_is_said_that_it_is_there() -> None:
    draft = DIFFERING._replace(kept=None)

    (row,) = csv.DictReader(io.StringIO(write_findings([], [draft])))

    assert "the file says 'full', and an answer is there, a draft." in str(draft)
    assert (row["code"], row["kept"]) == ("differs", "")
    assert row["what_to_do"].startswith("an answer is there, a draft")
    assert "--replace" in row["what_to_do"]


def test_the_place_of_a_question_is_its_first_column(
    instrument: Instrument, tmp_path: Path
) -> None:
    path = write(tmp_path, "KEY,SubmissionDate,unit,law,ways/phone,ways/web\n")

    header = open_import(path, instrument).header

    assert find_place(header, "law") == ("D", "law")
    assert find_place(header, "ways") == ("E", "ways/phone")
    assert find_place(header, "site") == NO_PLACE


def test_answers_are_shown_as_files_have_them(instrument: Instrument) -> None:
    kept = StoredAnswer("ways", ("web",), 1, datetime(2026, 3, 1, tzinfo=UTC), "Ana")

    shown = show_answers(instrument.items, "ways", ("web", "phone"), kept)

    assert shown == ("web;phone", "web")
    draft = show_answers(instrument.items, "ways", ("web", "phone"), None)
    assert draft == ("web;phone", None)
    noted = replace(kept, note="By post")
    shown = show_answers(instrument.items, "ways", ("web",), noted, "By hand")
    assert shown == ("web [By hand]", "web [By post]")
    assert show_answers(instrument.items, "ways", ("web",), noted) == ("web", "web")
