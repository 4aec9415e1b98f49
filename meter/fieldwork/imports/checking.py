"""Looking through a file of answers before anything is kept: all that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meter.exchange.imports.errors import BadRowsError
from meter.exchange.imports.findings import find_note_place
from meter.exchange.imports.records import BadCell
from meter.fieldwork.given.errors import NoteError, TitleError
from meter.fieldwork.given.kinds import NOTE_MAX_CHARACTERS as MOST
from meter.fieldwork.given.kinds import is_note
from meter.fieldwork.given.titles import parse_title
from scoring.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meter.exchange.imports.reading import ImportFile
    from meter.exchange.imports.records import GivenRow
    from meter.fieldwork.imports.participants import Participants


MOST_CLOSEST = 200
"""Up to which row it is said which unit may have been meant."""


@dataclass
class CheckedImport:
    """What was found in a file.

    Attributes:
        bad: all cells and rows that cannot be taken, in the order of the file.
        bad_rows: the numbers of their rows.
        rows: how many rows there are.
    """

    bad: list[BadCell] = field(default_factory=list)
    bad_rows: set[int] = field(default_factory=set)
    rows: int = 0

    def ensure_good(self, name: str) -> None:
        """Raise unless every row can be taken.

        Raises:
            BadRowsError: names the cells that cannot.
        """
        if self.bad:
            raise BadRowsError(name, self.bad, len(self.bad_rows))


def check_import(
    file: ImportFile,
    participants: Participants,
    *,
    add_units: bool,
    tell: Callable[[float], None] = lambda _: None,
) -> CheckedImport:
    """Read all rows of a file, and remember what cannot be taken.

    `add_units` says that a unit which does not take part is no mistake.

    Raises:
        DataError: the file cannot be read.
    """
    checked = CheckedImport()
    checked.bad += file.header.bad
    checked.bad_rows |= {one.row for one in file.header.bad}
    units: dict[int, int] = {}
    for row in file.read():
        checked.rows += 1
        bad = [
            *row.bad,
            *_check_notes(file, row),
            *_check_unit(file, participants, row, units, add_units),
        ]
        checked.bad += bad
        checked.bad_rows |= {one.row for one in bad}
        tell(file.done)
    return checked


def _check_notes(file: ImportFile, row: GivenRow) -> Iterator[BadCell]:
    for item, note in row.notes.items():
        if not is_note(note):
            place, said = find_note_place(file.header, item), NoteError(item, MOST)
            yield BadCell(row.row, place, row.unit, note, "bad_note", str(said))


def _check_unit(
    file: ImportFile,
    participants: Participants,
    row: GivenRow,
    units: dict[int, int],
    add_units: bool,  # noqa: FBT001  (of the same name as the caller's)
) -> Iterator[BadCell]:
    """Find out whether the unit of a row takes part, or may be added."""
    if not row.unit or row.bad:
        return
    found = participants.find(row.unit)
    if found is not None:
        first = units.setdefault(found, row.row)
        if first != row.row:
            problem = f"row {first} is of this unit too. Keep one of them."
            yield _refuse(file, row, "repeated_unit", problem)
    elif not add_units:
        # To look for who was meant takes long where thousands are unknown.
        near = participants.find_closest(row.unit) if row.row <= MOST_CLOSEST else None
        yield _refuse(file, row, "unknown_unit", _say_unknown(near))
    else:
        try:
            parse_title(row.unit)
        except TitleError as error:
            yield _refuse(file, row, "bad_unit", str(error))


def _refuse(file: ImportFile, row: GivenRow, code: str, problem: str) -> BadCell:
    place = file.header.places[file.header.unit]
    return BadCell(row.row, place, row.unit, row.unit, code, problem)


def _say_unknown(near: str | None) -> str:
    hint = f" Did you mean '{shorten(near)}'?" if near else ""
    return (
        "no unit of this name takes part in the round. Put the name right, or add the"
        f" unit, as --add-units does.{hint}"
    )


def read_good(file: ImportFile, checked: CheckedImport) -> Iterator[GivenRow]:
    """Read the rows of a file that can be taken."""
    return (row for row in file.read() if row.row not in checked.bad_rows)
