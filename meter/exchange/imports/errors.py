"""What may be wrong with a file of answers from elsewhere, or with its mapping.

DataError, exit 11, data (meter/errors.py)
    NoUnitHeadingError      no column names the units
    NoQuestionError         no column is a question of the instrument
    MappingFileError        a mapping file is none, or names what is not there
    BadRowsError            rows hold cells that cannot be taken
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from instruments.names import find_closest
from meter.errors import DataError
from scoring.cells import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.exchange.imports.records import BadCell, MappingProblem

MOST_NAMED = 100
"""How many cells are named in a sentence each; a file may hold all of them."""

_MOST_HEADINGS = 8


class NoUnitHeadingError(DataError):
    """No column names the units, or not the one that was said to."""

    def __init__(self, headings: Sequence[str], asked: str | None, layout: str) -> None:
        self.headings = tuple(headings)
        self.asked = asked
        self.layout = layout
        super().__init__(self._say())

    def _say(self) -> str:
        if self.asked is not None:
            near = find_closest(self.asked, self.headings)
            hint = f" Did you mean '{shorten(near)}'?" if near else ""
            return f"No column is headed '{shorten(self.asked)}'.{hint}"
        some = ", ".join(f"'{shorten(one)}'" for one in self.headings[:_MOST_HEADINGS])
        more = " and others" if len(self.headings) > _MOST_HEADINGS else ""
        return (
            f"The layout {self.layout} does not say which column names the units. Say"
            f" it by --unit; there are {some}{more}."
        )


class NoQuestionError(DataError):
    """No column of a file is a question of the instrument."""

    def __init__(self, name: str, instrument: str, layout: str) -> None:
        self.name = name
        self.instrument = instrument
        self.layout = layout
        super().__init__(
            f"No column of '{name}', read as {layout}, is a question of {instrument}."
            " Head the columns with the keys or the words of its questions, name"
            " another layout by --layout, or say in a file for --mapping which column"
            " is which question."
        )


class MappingFileError(DataError):
    """A mapping file cannot be read, or names what is not there.

    Attributes:
        problems: each with its line and column, and what to do.
    """

    def __init__(self, problems: Sequence[MappingProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


class BadRowsError(DataError):
    """Rows hold cells that cannot be taken, so that nothing is.

    Attributes:
        bad: all of them, in the order of the file.
        rows: how many rows have one.
    """

    def __init__(self, name: str, bad: Sequence[BadCell], rows: int) -> None:
        self.name = name
        self.bad = tuple(bad)
        self.rows = rows
        lines = [f"'{name}': {say_count(bad, rows)}, so nothing was taken over."]
        lines += [f"  {one}" for one in islice(bad, MOST_NAMED)]
        if len(bad) > MOST_NAMED:
            more = len(bad) - MOST_NAMED
            lines.append(f"  and {more} more; --findings writes all into a file")
        lines.append("Put them right, or take the other rows alone by --good-rows.")
        super().__init__("\n".join(lines))


def say_count(bad: Sequence[BadCell], rows: int) -> str:
    """Count bad cells and their rows in words."""
    cells = "1 cell" if len(bad) == 1 else f"{len(bad)} cells"
    of = "1 row" if rows == 1 else f"{rows} rows"
    return f"{cells} of {of} cannot be taken"
