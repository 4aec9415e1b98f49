"""What a file of answers says, row by row, and which of its cells cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from scoring.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer, AnswerError


class Place(NamedTuple):
    """A column: its letter as a spreadsheet has it, and its heading."""

    letter: str
    heading: str


NO_PLACE = Place("", "")
"""Of what is wrong with a row as a whole."""


@dataclass(frozen=True)
class BadCell:
    """A cell, or a whole row, that cannot be taken.

    Attributes:
        row: its number as a spreadsheet counts, the header being row 1.
        place: its column; NO_PLACE for the whole row.
        unit: the name of the unit of that row, where it is known.
        value: what stands there.
        code: what is wrong, for programs.
        problem: what is wrong and what to do, in English.
        item: the question of the column, where the cell is no answer to it.
        error: what is wrong with the answer then.
    """

    row: int
    place: Place
    unit: str
    value: str
    code: str
    problem: str
    item: str = ""
    error: AnswerError | None = field(default=None, compare=False)

    def __str__(self) -> str:
        named = f" ({shorten(self.unit)})" if self.unit else ""
        return f"row {self.row}{named}{say_place(self.place)}: {self.problem}"


def say_place(place: Place) -> str:
    """Say which column is meant; nothing for the whole row."""
    if not place.letter:
        return ""
    return f", column {place.letter} '{shorten(place.heading)}'"


@dataclass(frozen=True)
class GivenRow:
    """A row of a file: the name of a unit, and its answers by item.

    A blank cell gives no answer. `bad` names the cells that cannot be read.
    """

    row: int
    unit: str
    answers: Mapping[str, Answer]
    bad: tuple[BadCell, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    """What stands in the file, by item, as it is quoted to people."""
