"""What a file of answers says, row by row, and which of its cells cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from typing_extensions import override

from scoring.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.answers import Answer, AnswerError


class Place(NamedTuple):
    """A column: its letter as a spreadsheet has it, and its heading."""

    letter: str
    heading: str


class MappingProblem(NamedTuple):
    """What is wrong in a mapping file, at its place; lines and columns count from 1.

    Attributes:
        code: what is wrong, for programs.
        part: the heading, key or value that it is about; empty for the whole file.
        problem: what is wrong and what to do, in English.
    """

    file: str
    line: int
    column: int
    code: str
    part: str
    problem: str

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.problem}"


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

    A blank cell gives no answer. `bad` names the cells that cannot be read, `notes`
    are what was said beside answers.
    """

    row: int
    unit: str
    answers: Mapping[str, Answer]
    bad: tuple[BadCell, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    """What stands in the file, by item, as it is quoted to people."""
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def items(self) -> list[str]:
        """The questions that the row says something about."""
        return sorted({*self.answers, *self.notes})
