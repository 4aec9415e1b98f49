"""Tables of answers: rows checked and coded in batches."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.answers import Missing
from scoring.cells import FIRST_ROW, LIMIT, BadCell
from scoring.columns import ColumnReader
from scoring.errors import BadCellsError
from scoring.kernel.coding import coder_of
from scoring.table_warnings import NotOfferedWarning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from scoring.columns import Cells, CodedColumn
    from scoring.header import Header
    from scoring.table_warnings import TableWarning

    Rows = NDArray[np.int64]

LONGEST_NAME = 1000
"""Characters that the name of a unit may have."""


class BadCells:
    """What is wrong in a table: the first cells and rows named, all counted.

    Attributes:
        count: how many cells and rows are bad.
    """

    def __init__(self) -> None:
        self.count = 0
        self._named: list[BadCell] = []

    def note(self, cells: Iterable[BadCell], count: int) -> None:
        """Add some cells: the first ones named, in the order of rows, and how many."""
        self.count += count
        merged = [*self._named, *cells]
        self._named = sorted(merged, key=lambda cell: cell.row)[:LIMIT]

    @property
    def named(self) -> tuple[BadCell, ...]:
        """The first of them, in the order of rows."""
        return tuple(self._named)

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
        rows: their numbers as a spreadsheet counts.
        units: the names of the units as text without blanks around.
        cells: by item key, for each item that has a column.
        faults: what is wrong with a name that its file shows to be none, by its
            place in `units`.
        ragged: by their numbers what is wrong with rows that are left out, since they
            have not one cell for each column.
    """

    rows: Rows
    units: Sequence[str]
    cells: Mapping[str, Cells]
    faults: Mapping[int, str] = field(default_factory=dict)
    ragged: Mapping[int, str] = field(default_factory=dict)


def number_rows(start: int, count: int) -> Rows:
    """Number some rows of a table as a spreadsheet counts.

    Args:
        start: the place of the first among the rows of the table, from 0.
        count: how many there are.
    """
    return np.arange(count, dtype=np.int64) + (start + FIRST_ROW)


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
        self.bad.note(header.repeated, len(header.repeated))
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
        self._note(batch, wrong, faults)
        return self._finish(batch, bits, kept)

    @property
    def warnings(self) -> tuple[TableWarning, ...]:
        """What a reader should know of what was read so far."""
        marks = {
            key: sorted(reader.unoffered)
            for key, reader in self._readers.items()
            if reader.unoffered
        }
        told = (NotOfferedWarning(marks),) if marks else ()
        return (*told, *self.header.warnings)

    def _note(
        self,
        batch: Batch,
        wrong: Mapping[str, CodedColumn],
        faults: Mapping[int, str],
    ) -> None:
        """Name the bad cells of a batch, those of names before those of answers."""
        rows, units = batch.rows, batch.units
        ragged = islice(batch.ragged.items(), LIMIT)
        found = [BadCell(row, "", "", problem) for row, problem in ragged]
        found += [
            BadCell(int(rows[at]), units[at], self.header.name, problem)
            for at, problem in islice(sorted(faults.items()), LIMIT)
        ]
        found += [
            BadCell(int(rows[at]), units[at], key, problem)
            for key, column in wrong.items()
            for at, problem in zip(column.wrong, column.problems, strict=False)
        ]
        count = len(batch.ragged) + len(faults)
        count += sum(len(column.wrong) for column in wrong.values())
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
        bits: Mapping[str, NDArray[Any]],
        kept: NDArray[np.intp] | None,
    ) -> CodedBatch:
        units, rows = batch.units, batch.rows
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
