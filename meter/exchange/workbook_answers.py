"""Files of answers in Excel, read some rows at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from meter.exchange.errors import RaggedRowsError, SheetError, UnreadableTableError
from meter.exchange.raw_rows import RawRow
from meter.exchange.workbooks import read_cells
from scoring.cells import FIRST_ROW, LIMIT, CellFault, to_text
from scoring.columns import BLANK, DistinctCells
from scoring.reading import Batch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from instruments.model.instrument import Instrument
    from scoring.columns import Cells
    from scoring.header import Header

    Row = list[Any]

MOST_UNPACKED_BYTES = 500_000_000
"""A workbook of 100,000 rows of 100 answers is below, a zip bomb above."""

BATCH_ROWS = 4096

_ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
    | {"#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!"}
)
"""What Excel shows where a formula fails."""


class WorkbookAnswers:
    """An Excel file of answers.

    Attributes:
        name: of the file.
        columns: their names.

    Raises:
        UnreadableTableError: it is no workbook, or its sheet is empty.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        first = next(self._read_rows(), None)
        if first is None:
            raise UnreadableTableError(self.name, "its first sheet is empty")
        if not any(str(one or "").strip() for one in first):
            problem = "its first row is blank; put the names of the columns there"
            raise UnreadableTableError(self.name, problem)
        self.columns = ["" if name is None else to_text(name) for name in first]

    @property
    def done(self) -> float:
        """How much has been read: a workbook does not say how much there is."""
        return 0.0

    def read(self, instrument: Instrument, header: Header) -> Iterator[Batch]:
        """Read the columns of a header, some rows at a time; ragged rows are named.

        Raises:
            UnreadableTableError: the file is damaged.
        """
        del instrument  # cells say themselves whether they are numbers
        for numbers, rows, ragged in self._read_batches():
            faults, units = {}, []
            for at, row in enumerate(rows):
                cell = mark_error(row[header.unit])
                if isinstance(cell, CellFault):
                    faults[at] = str(cell)
                units.append("" if cell is None else to_text(cell).strip())
            cells = {
                key: _distinguish([row[place] for row in rows])
                for key, place in header.items.items()
            }
            named = {row: self._name_ragged(count) for row, count in ragged.items()}
            yield Batch(np.array(numbers, dtype=np.int64), units, cells, faults, named)

    def _name_ragged(self, cells: int) -> str:
        return (
            f"the row has {cells} cells, and there are {len(self.columns)} columns. "
            "Clear what stands beyond them, or name its column."
        )

    def to_frame(self) -> pd.DataFrame:
        """Read all columns at once; cells stay what they are.

        Raises:
            UnreadableTableError: the file is damaged.
            RaggedRowsError: rows have more cells than there are columns.
        """
        import pandas as pd

        rows: list[Row] = []
        ragged: dict[int, int] = {}
        for _, sound, others in self._read_batches():
            rows += sound
            ragged |= others
        if ragged:
            first = list(islice(ragged.items(), LIMIT))
            raise RaggedRowsError(self.name, len(self.columns), first, len(ragged))
        return pd.DataFrame(rows, columns=self.columns, dtype=object)

    def read_rows(self) -> Iterator[RawRow]:
        """Read all columns row by row; ragged rows say so, and faulty cells are marked.

        Raises:
            UnreadableTableError: the file is damaged.
        """
        for numbers, rows, ragged in self._read_batches():
            for row, has in ragged.items():
                yield RawRow(row, (), self._name_ragged(has))
            for number, cells in zip(numbers, rows, strict=True):
                yield RawRow(number, [mark_error(cell) for cell in cells])

    def _read_rows(self) -> Iterator[Row]:
        try:
            yield from read_cells(self.path, MOST_UNPACKED_BYTES)
        except SheetError:
            problem = (
                "it is no Excel workbook (.xlsx), a damaged one, or unpacks to more"
                f" than {MOST_UNPACKED_BYTES // 1_000_000} MB; save it as 'CSV UTF-8'"
            )
            raise UnreadableTableError(self.name, problem) from None

    def _read_batches(self) -> Iterator[tuple[list[int], list[Row], dict[int, int]]]:
        """Read rows of equal length.

        Yields:
            The numbers of some rows, the rows, and by its number how many cells a row
            has that has too many.
        """
        start, width = FIRST_ROW, len(self.columns)
        rows = islice(self._read_rows(), 1, None)
        while batch := dict(enumerate(islice(rows, BATCH_ROWS), start)):
            ragged = {at: len(row) for at, row in batch.items() if len(row) > width}
            sound = {at: row for at, row in batch.items() if at not in ragged}
            padded = [[*row, *[None] * (width - len(row))] for row in sound.values()]
            yield list(sound), padded, ragged
            start += len(batch)


def _distinguish(column: Sequence[Any]) -> Cells:
    """Split a column into its different cells and their places."""
    known: dict[tuple[type, Any], int] = {}  # 1 and True are equal, and not the same
    places = [
        BLANK if cell is None else known.setdefault((type(cell), cell), len(known))
        for cell in column
    ]
    values = [mark_error(cell) for _, cell in known]
    return DistinctCells(values, np.array(places, dtype=np.int32))


def mark_error(cell: Any) -> Any:
    """Give a fault in place of what a spreadsheet shows where a formula fails."""
    if isinstance(cell, str) and cell.strip() in _ERRORS:
        return CellFault(f"the cell holds the error {cell.strip()}. Put it right.")
    return cell
