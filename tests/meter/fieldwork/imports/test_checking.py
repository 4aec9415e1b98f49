"""A file is looked through before anything is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.exchange.imports.errors import BadRowsError
from meter.exchange.imports.reading import open_import
from meter.fieldwork.given.kinds import NOTE_MAX_CHARACTERS
from meter.fieldwork.imports.checking import CheckedImport, check_import, read_good
from meter.fieldwork.imports.participants import list_participants
from tests.meter.exchange.imports.tables import write

if TYPE_CHECKING:
    from pathlib import Path

    from meter.exchange.imports.reading import ImportFile
    from tests.meter.conftest import Workshop

TEXT = "unit,law\nMarenda,full\nMarends,none\nana@example.org,none\nSolta,maybe\n"


def check(
    workshop: Workshop, folder: Path, text: str = TEXT, *, add_units: bool = False
) -> tuple[ImportFile, CheckedImport]:
    file = open_import(write(folder, text), workshop.instrument)
    participants = list_participants(workshop.store, workshop.round)
    return file, check_import(file, participants, add_units=add_units)


def test_units_and_cells_are_named_at_once(workshop: Workshop, tmp_path: Path) -> None:
    _, checked = check(workshop, tmp_path)

    assert [(one.row, one.place.letter, one.code) for one in checked.bad] == [
        (3, "A", "unknown_unit"),
        (4, "A", "repeated_unit"),
        (5, "B", "not_an_option"),
    ]
    assert "Did you mean 'Marenda'?" in checked.bad[0].problem
    assert (checked.rows, checked.bad_rows) == (4, {3, 4, 5})
    with pytest.raises(BadRowsError, match="3 cells of 3 rows cannot be taken"):
        checked.ensure_good("file.csv")


def test_units_may_be_added(workshop: Workshop, tmp_path: Path) -> None:
    text = f"unit,law\nSolta,full\n{'x' * 201},none\n"

    file, checked = check(workshop, tmp_path, text, add_units=True)

    assert [(one.row, one.code) for one in checked.bad] == [(3, "bad_unit")]
    assert [row.unit for row in read_good(file, checked)] == ["Solta"]


def test_a_note_that_cannot_be_kept_is_named(
    workshop: Workshop, tmp_path: Path
) -> None:
    head = "id,lastpage,startlanguage,unit,law,law[comment]"
    long = "x" * (NOTE_MAX_CHARACTERS + 1)
    text = f"{head}\n1,1,en,Marenda,full,{long}\n"

    _, checked = check(workshop, tmp_path, text)

    (bad,) = checked.bad
    assert (bad.row, bad.place.letter, bad.code) == (2, "F", "bad_note")
    assert "at most 2000 characters" in bad.problem


def test_headings_that_mean_two_things_are_bad_too(
    workshop: Workshop, tmp_path: Path
) -> None:
    text = "unit,law,There is a law.\nMarenda,full,none\n"

    _, checked = check(workshop, tmp_path, text)

    assert [(one.row, one.code) for one in checked.bad] == [(1, "repeated_column")]


def test_a_good_file_may_be_taken(workshop: Workshop, tmp_path: Path) -> None:
    _, checked = check(workshop, tmp_path, "unit,law\nMarenda,full\n")

    checked.ensure_good("file.csv")
    assert checked.rows == 1
