"""Published figures: indices of others beside the self-assessment of a round.

They come from a file that names units and, in a column a figure, what was published
about each. They are kept with the round as 0..1, and touch no score.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.comparison.errors import (
    FigureColumnsError,
    FigureError,
    FigureRangeError,
    NobodyFoundError,
    RepeatedFigureError,
)
from meter.errors import DataError
from meter.exchange.sheets import read_sheet
from meter.fieldwork.errors import LongRowError, SheetColumnsError
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.rounds import get_round
from meter.storage.repository import published as rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import Literal

    from meter.records import Account, Unit
    from meter.storage import Connection, Store

    Scale = Literal[1, 100]

MOST_ROWS, MOST_FIGURES, LONGEST_NAME = 5_000, 12, 60
NAMES = ("name", "unit")
"""What the column is called that names the units."""


@dataclass(frozen=True)
class FigureProblem:
    """What is wrong in a row of the file, from 1, and what to do."""

    row: int
    error: DataError

    def __str__(self) -> str:
        return f"Row {self.row}: {self.error}"


@dataclass(frozen=True)
class FigureFile:
    """What a file says.

    Attributes:
        figures: by name of the figure the values of units by their id, 0..1.
        problems: what is wrong with which row; nothing may be kept then.
        strangers: names of rows that are about no unit of the round.
    """

    figures: Mapping[str, Mapping[int, float]]
    problems: tuple[FigureProblem, ...] = ()
    strangers: tuple[str, ...] = ()


def read_figures(
    content: str | bytes, scale: Scale, units: Iterable[Unit]
) -> FigureFile:
    """Read a file of published figures; names match but for capitals and spaces.

    Args:
        content: text of a CSV file, or the bytes of a CSV or XLSX file.
        scale: what the highest figure could be.
        units: those of the round.

    Raises:
        SheetError, SheetSizeError: the file cannot be read, or is too long.
        SheetColumnsError: no column names the units.
        FigureColumnsError: no column is a figure, or a column has no name.
        NobodyFoundError: no row is about a unit of the round.
    """
    table = read_sheet(content, MOST_ROWS)
    head = table[0][1] if table else []
    reader = _Reader(head, scale, {_fold(unit.name): unit.id for unit in units})
    for number, cells in table[1:]:
        reader.read(number, cells)
    if not reader.seen and not reader.problems:
        raise NobodyFoundError
    return FigureFile(
        {name: values for name, values in reader.figures.items() if values},
        tuple(reader.problems),
        tuple(reader.strangers),
    )


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_name(title: str) -> bool:
    try:
        return parse_title(title) == title and len(title) <= LONGEST_NAME
    except DataError:
        return False


@dataclass
class _Reader:
    """Reads rows one by one and remembers what was wrong with which."""

    head: Sequence[str]
    scale: Scale
    known: Mapping[str, int]
    figures: dict[str, dict[int, float]] = field(default_factory=dict)
    problems: list[FigureProblem] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        folded = [_fold(title) for title in self.head]
        at = next((folded.index(name) for name in NAMES if name in folded), None)
        if at is None:
            raise SheetColumnsError([NAMES[0]], [NAMES[0]])
        self.name_at = at
        titles = [title for place, title in enumerate(self.head) if place != at]
        self.figures = {title: {} for title in titles if _is_name(title)}
        if not 0 < len(self.figures) == len(titles) <= MOST_FIGURES:
            raise FigureColumnsError(MOST_FIGURES)

    def read(self, row: int, cells: Sequence[str]) -> None:
        """Take one row in, or note what is wrong with it."""
        name = cells[self.name_at] if self.name_at < len(cells) else ""
        unit = self.known.get(_fold(name))
        if unit is None:
            self.strangers.append(name)
            return
        try:
            if any(cells[len(self.head) :]):
                raise LongRowError
            first = self.seen.setdefault(unit, row)
            if first != row:
                raise RepeatedFigureError(name, first)
        except DataError as error:
            self.problems.append(FigureProblem(row, error))
            return
        for title, cell in zip(self.head, cells, strict=False):
            if title in self.figures and cell:
                self._take(row, title, cell, unit)

    def _take(self, row: int, title: str, cell: str, unit: int) -> None:
        try:
            self.figures[title][unit] = parse_figure(title, cell, self.scale)
        except DataError as error:
            self.problems.append(FigureProblem(row, error))


def parse_figure(column: str, text: str, scale: Scale) -> float:
    """Read a figure of a scale as 0..1; a comma may stand before the decimals.

    Raises:
        FigureError: it is no number.
        FigureRangeError: it lies outside the scale.
    """
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError as error:
        raise FigureError(column, text) from error
    if not math.isfinite(value):
        raise FigureError(column, text)
    if not 0 <= value <= scale:
        raise FigureRangeError(column, value, float(scale))
    return value / scale


def keep_figures(
    store: Store,
    round_id: int,
    figures: Mapping[str, Mapping[int, float]],
    at: datetime,
    *,
    by: Account | None = None,
) -> None:
    """Keep figures with a round; those of the same names are replaced.

    Raises:
        NotSavedError: the database could not write.
    """
    table = [
        {
            "round_id": round_id,
            "unit_id": unit,
            "name": name,
            "value": value,
            "taken_in_at": at,
        }
        for name, values in figures.items()
        for unit, value in values.items()
    ]

    def job(connection: Connection) -> None:
        asked = get_round(connection, round_id)
        actor = ensure_organises(connection, asked, by)
        rows.replace_figures(connection, round_id, table)
        act = Act.on_round("figures_published", asked, names=[*figures])
        record(connection, actor, at, act)

    if table:
        store.write(job)


def drop_figure(
    store: Store,
    round_id: int,
    name: str,
    at: datetime,
    *,
    by: Account | None = None,
) -> None:
    """Forget one figure of a round.

    Raises:
        NotSavedError: the database could not write.
    """

    def job(connection: Connection) -> None:
        asked = get_round(connection, round_id)
        actor = ensure_organises(connection, asked, by)
        rows.delete_figure(connection, round_id, name)
        act = Act.on_round("figures_dropped", asked, names=[name])
        record(connection, actor, at, act)

    store.write(job)


def load_figures(store: Store, round_id: int) -> dict[str, dict[int, float]]:
    """Load the figures of a round by name and unit, 0..1."""
    found: dict[str, dict[int, float]] = {}
    with store.read() as connection:
        for name, unit, value in rows.list_figures(connection, round_id):
            found.setdefault(name, {})[unit] = value
    return found
