"""Frames of answers, one row a unit: read, checked and coded in one batch."""

from __future__ import annotations

import inspect
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.items import NumberItem
from scoring.cells import BadCell, to_text
from scoring.columns import DistinctCells, NumberCells
from scoring.errors import NoRowsError
from scoring.header import read_header
from scoring.reading import AnswerReader, Batch, number_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import FrameType

    import pandas as pd
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.columns import Cells
    from scoring.kernel.coding import Coded, Coder
    from scoring.reading import CodedBatch
    from scoring.table_warnings import TableWarning

_PACKAGE = __name__.partition(".")[0]


@dataclass(frozen=True)
class CodedFrame:
    """A table of answers, coded.

    Attributes:
        units: the names of the units, one a row.
        coded: their answers.
        warnings: what a reader should know, such as columns that were ignored.
    """

    units: list[str]
    coded: Coded
    warnings: tuple[TableWarning, ...]


def read_frame(
    instrument: Instrument, frame: pd.DataFrame, unit: str | None = None
) -> CodedFrame:
    """Read and code a table of answers.

    Blank cells are unanswered, and so is NaN, which pandas writes for them; `NA`, `DK`
    and `RF` are reasons in every item that is not free text, whether or not a form
    would offer them. Rows without a name and an answer are left out. What else a
    reader should know, such as columns that are ignored, is warned of.

    Args:
        instrument: what was asked.
        frame: one row a unit; columns are item keys, and one names the units.
        unit: that column; None takes the first.

    Raises:
        ScoringError: the frame is no table of answers to this instrument.
    """
    header = read_header(instrument, list(frame.columns), unit)
    reader = AnswerReader(instrument, header)
    cells = {
        key: _to_cells(instrument.items[key], frame.iloc[:, place])
        for key, place in header.items.items()
    }
    names = _texts(frame.iloc[:, header.unit])
    batch = reader.read(Batch(number_rows(0, len(names)), names, cells))
    if not len(batch) and not reader.bad.count:
        raise NoRowsError
    repeated = list(find_repeated(batch, header.name))
    reader.bad.note(repeated, len(repeated))
    reader.bad.check()
    for warning in reader.warnings:
        warnings.warn(warning, stacklevel=_count_frames())
    coded = to_rows(reader.coder, batch.columns)
    return CodedFrame(list(batch.units), coded, reader.warnings)


def _count_frames() -> int:
    """Count the calls in this package, so that a warning names the line outside."""
    frame, count = inspect.currentframe(), 0
    while frame is not None and _is_ours(frame):
        frame, count = frame.f_back, count + 1
    return count


def _is_ours(frame: FrameType) -> bool:
    # Code that is run from a text has no module.
    name = frame.f_globals.get("__name__") or ""
    return str(name).partition(".")[0] == _PACKAGE


def find_repeated(batch: CodedBatch, column: str) -> Iterator[BadCell]:
    """Find the rows whose unit stands in an earlier row too."""
    first: dict[str, int] = {}
    for row, unit in zip(batch.rows.tolist(), batch.units, strict=True):
        seen = first.setdefault(unit, row)
        if unit and seen != row:
            yield name_repeated(row, unit, column, seen)


def name_repeated(row: int, unit: str, column: str, first: int) -> BadCell:
    """Say that a unit stands in two rows."""
    problem = f"row {first} has this name too. Name each unit once."
    return BadCell(row, unit, column, problem)


def to_rows(coder: Coder, columns: Mapping[str, NDArray[Any]]) -> Coded:
    """Lay coded columns, one an item, side by side as one packed row a unit."""
    rows = len(next(iter(columns.values())))
    coded = np.zeros(rows, dtype=coder.layout)
    wire = coded.view(coder.wire)
    for key, column in columns.items():
        wire[key] = column.view(coder.wire[key])
    return coded


def _to_cells(item: Item, series: pd.Series[Any]) -> Cells:
    if isinstance(item, NumberItem) and series.dtype.kind in "iuf":
        numbers = series.to_numpy(dtype=np.float64, na_value=np.nan)
        return NumberCells(numbers, np.isnan(numbers))
    places, values = _distinguish(series)
    return DistinctCells(values, places)


def _distinguish(series: pd.Series[Any]) -> tuple[NDArray[Any], Sequence[object]]:
    """Split a column into its distinct values and their places; blank is -1."""
    import pandas as pd

    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), series.cat.categories.tolist()
    places, values = pd.factorize(series)  # which gives blanks the place -1
    return places, values.tolist()


def _texts(series: pd.Series[Any]) -> list[str]:
    places, values = _distinguish(series)
    texts = np.array([*(to_text(value).strip() for value in values), ""], dtype=object)
    found: list[str] = texts[places].tolist()
    return found
