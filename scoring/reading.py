"""Tables of answers: columns found by name, rows checked and coded in batches."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.answers import Missing
from instruments.model.items import LinkItem, TextItem
from instruments.names import find_closest
from scoring.cells import FIRST_ROW, LIMIT, BadCell, shorten
from scoring.columns import ColumnReader
from scoring.errors import (
    BadCellsError,
    ItemAsUnitError,
    NoItemColumnError,
    NoUnitColumnError,
    RepeatedColumnError,
)
from scoring.kernel.coding import coder_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from scoring.columns import Cells, CodedColumn

    Rows = NDArray[np.int64]

LONGEST_NAME = 1000
"""Characters that the name of a unit may have."""


MOST_KEYS = 3
"""How many of the items that are asked over a list are named."""


class TableWarning(UserWarning):
    """Something in a table of answers that a reader should know of."""


class UnknownColumnWarning(TableWarning):
    """A column is no item of the instrument and is ignored.

    Attributes:
        asked_as: the items behind a name that is asked over a list.
    """

    def __init__(
        self, column: str, closest: str | None, asked_as: Sequence[str] = ()
    ) -> None:
        self.column = column
        self.closest = closest
        self.asked_as = tuple(asked_as)
        hint = f" Did you mean '{closest}'?" if closest else ""
        if asked_as:
            more = " and so on" if len(asked_as) > MOST_KEYS else ""
            keys = ", ".join(asked_as[:MOST_KEYS])
            hint = f" It is asked once for each entry: name columns {keys}{more}."
        super().__init__(f"Column '{shorten(column)}' is no item and is ignored.{hint}")


class NotOfferedWarning(TableWarning):
    """Reasons are given in items whose forms do not offer them.

    Attributes:
        marks: the marks in question by item key.
    """

    def __init__(self, marks: Mapping[str, Sequence[str]]) -> None:
        self.marks = dict(marks)
        first = list(self.marks)[:MOST_KEYS]
        named = ", ".join(f"'{key}' ({', '.join(self.marks[key])})" for key in first)
        more = len(self.marks) - len(first)
        rest = f" and {more} more" if more else ""
        super().__init__(
            f"Reasons stand in items that do not offer them: {named}{rest}. They count "
            "as such; leave a figure blank that is only missing."
        )


@dataclass(frozen=True)
class Header:
    """What the columns of a table are.

    Attributes:
        unit: the place of the column that names the units.
        name: its name.
        items: by item key the place of its column.
        unknown: a warning for each column that is ignored.
    """

    unit: int
    name: str
    items: Mapping[str, int]
    unknown: tuple[UnknownColumnWarning, ...]


def read_header(
    instrument: Instrument, columns: Sequence[object], unit: str | None = None
) -> Header:
    """Find units and items among the names of columns, which may have blanks around.

    Args:
        instrument: what was asked.
        columns: names of the columns, in order; one without a name is ignored.
        unit: the column that names the units; None takes the first.

    Raises:
        RepeatedColumnError: two columns have one name.
        NoUnitColumnError: there is no such column, or none at all.
        ItemAsUnitError: the first column is an item.
        NoItemColumnError: none is an item.
    """
    names = [str(name).strip() for name in columns]
    _check_names(names)
    place = _find_units(instrument, names, unit)
    items = {
        name: at
        for at, name in enumerate(names)
        if name in instrument.items and at != place
    }
    unknown = _find_unknown(instrument, names, place)
    if not items:
        near = [(w.column, w.closest) for w in unknown if w.closest is not None]
        raise NoItemColumnError(instrument.key, near)
    return Header(place, names[place], items, unknown)


def _check_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name and name in seen:
            raise RepeatedColumnError(name)
        seen.add(name)


def _find_units(instrument: Instrument, names: list[str], unit: str | None) -> int:
    if unit is None:
        if not names:
            raise NoUnitColumnError(None)
        item = instrument.items.get(names[0])
        if item is not None and not isinstance(item, TextItem | LinkItem):
            raise ItemAsUnitError(names[0])
        return 0
    if unit.strip() not in names:
        raise NoUnitColumnError(unit, find_closest(unit, names))
    return names.index(unit.strip())


def _find_unknown(
    instrument: Instrument, names: list[str], place: int
) -> tuple[UnknownColumnWarning, ...]:
    known = {*instrument.items, *(field.key for field in instrument.profile), ""}
    unknown = [n for at, n in enumerate(names) if at != place and n not in known]
    # To look for what was meant takes long where thousands of columns are unknown.
    repeated = instrument.repeated
    near = [
        repeated[name][0] if name in repeated else find_closest(name, instrument.items)
        for name in unknown[:LIMIT]
    ]
    rest = [None] * (len(unknown) - len(near))
    pairs = zip(unknown, [*near, *rest], strict=True)
    return tuple(
        UnknownColumnWarning(name, closest, repeated.get(name, ()))
        for name, closest in pairs
    )


class BadCells:
    """What is wrong in a table: the first cells named, all counted.

    Attributes:
        count: how many cells are bad.
    """

    def __init__(self) -> None:
        self.count = 0
        self._named: list[BadCell] = []

    def note(self, cells: Iterable[BadCell], count: int) -> None:
        """Add some cells: the first ones named, in the order of rows, and how many."""
        self.count += count
        merged = [*self._named, *cells]
        self._named = sorted(merged, key=lambda cell: cell.row)[:LIMIT]

    def check(self, source: str | None = None) -> None:
        """Refuse the table if there are any.

        Raises:
            BadCellsError: names the first ones, and the file that they are in.
        """
        if self.count:
            raise BadCellsError(self._named, self.count, source)


@dataclass(frozen=True)
class Batch:
    """Some rows of a table.

    Attributes:
        start: the place of the first one among the rows of the table, from 0.
        units: the names of the units as text without blanks around.
        cells: by item key, for each item that has a column.
        faults: what is wrong with a name that its file shows to be none, by its
            place in `units`.
    """

    start: int
    units: Sequence[str]
    cells: Mapping[str, Cells]
    faults: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CodedBatch:
    """Some coded rows of a table.

    Attributes:
        rows: their numbers as a spreadsheet counts.
        units: the names of the units.
        columns: the codes of every item of the instrument.
    """

    rows: Rows
    units: Sequence[str]
    columns: dict[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(self.units)


class AnswerReader:
    """Codes the rows of a table, batch after batch, and gathers all bad cells.

    Attributes:
        bad: what cannot be read, so far.
    """

    def __init__(self, instrument: Instrument, header: Header) -> None:
        self.header = header
        self.bad = BadCells()
        self.coder = coder_of(instrument)
        items = instrument.items
        self._readers = {
            key: ColumnReader(instrument, self.coder, items[key])
            for key in header.items
        }
        self._unanswered = {
            key: self.coder.encode(item, Missing.UNANSWERED)
            for key, item in items.items()
        }

    def read(self, batch: Batch) -> CodedBatch:
        """Code a batch; rows without anything in them are left out."""
        rows = np.arange(len(batch.units), dtype=np.int64) + (batch.start + FIRST_ROW)
        bits: dict[str, NDArray[Any]] = {}
        wrong: dict[str, CodedColumn] = {}
        for key, reader in self._readers.items():
            column = reader.read(batch.cells[key])
            bits[key] = column.bits
            if len(column.wrong):
                wrong[key] = column
        kept, nameless = self._sort_out(batch.units, bits, wrong)
        faults = {**find_bad_names(batch.units), **batch.faults}
        faults |= dict.fromkeys(nameless, _NAMELESS)
        self._note(batch, rows, wrong, faults)
        return self._finish(batch, rows, bits, kept)

    @property
    def warnings(self) -> tuple[TableWarning, ...]:
        """What a reader should know of what was read so far."""
        marks = {
            key: sorted(reader.unoffered)
            for key, reader in self._readers.items()
            if reader.unoffered
        }
        told = (NotOfferedWarning(marks),) if marks else ()
        return (*told, *self.header.unknown)

    def _note(
        self,
        batch: Batch,
        rows: Rows,
        wrong: Mapping[str, CodedColumn],
        faults: Mapping[int, str],
    ) -> None:
        """Name the bad cells of a batch, those of names before those of answers."""
        first = islice(sorted(faults.items()), LIMIT)
        found = [
            BadCell(int(rows[at]), batch.units[at], self.header.name, problem)
            for at, problem in first
        ]
        found += [
            BadCell(int(rows[at]), batch.units[at], key, problem)
            for key, column in wrong.items()
            for at, problem in zip(column.wrong, column.problems, strict=False)
        ]
        count = len(faults) + sum(len(column.wrong) for column in wrong.values())
        self.bad.note(found, count)

    def _sort_out(
        self,
        units: Sequence[str],
        bits: Mapping[str, NDArray[Any]],
        wrong: Mapping[str, CodedColumn],
    ) -> tuple[NDArray[np.intp] | None, list[int]]:
        """Tell rows to keep, None for all, and those with answers but no name."""
        if all(units):
            return None, []
        blank = np.array([at for at, unit in enumerate(units) if not unit])
        filled = np.zeros(len(blank), dtype=np.bool_)
        for faulty in wrong.values():
            filled |= np.isin(blank, faulty.wrong)
        for key, column in bits.items():
            filled |= column[blank] != self._unanswered[key]
        kept = np.ones(len(units), dtype=np.bool_)
        kept[blank[~filled]] = False
        return np.flatnonzero(kept), blank[filled].tolist()

    def _finish(
        self,
        batch: Batch,
        rows: Rows,
        bits: Mapping[str, NDArray[Any]],
        kept: NDArray[np.intp] | None,
    ) -> CodedBatch:
        units = batch.units
        if kept is not None:
            bits = {key: column[kept] for key, column in bits.items()}
            units, rows = [units[at] for at in kept.tolist()], rows[kept]
        wire, layout = self.coder.wire, self.coder.layout
        columns = {}
        for key, unanswered in self._unanswered.items():
            column = bits.get(key)
            if column is None:
                column = np.full(len(units), unanswered, dtype=wire[key])
            columns[key] = column.view(layout[key])
        self.coder.apply_conditions(columns)
        return CodedBatch(rows, units, columns)


_NAMELESS = "the row has no name. Name the unit."


def find_bad_names(units: Sequence[str]) -> dict[int, str]:
    """Say what is wrong with names that are too long or hold control characters."""
    if "".join(units).isprintable() and max(map(len, units), default=0) <= LONGEST_NAME:
        return {}
    problems = {at: _find_name_problem(unit) for at, unit in enumerate(units)}
    return {at: problem for at, problem in problems.items() if problem}


def _find_name_problem(unit: str) -> str:
    if len(unit) > LONGEST_NAME:
        return f"the name has {len(unit)} characters; at most {LONGEST_NAME} may be."
    for sign in unit:
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t":
            return f"the name holds the character U+{ord(sign):04X}. Take it out."
    return ""
