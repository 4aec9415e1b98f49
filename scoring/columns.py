"""Columns of a table of answers: cells become the codes of one item.

Every distinct text of a column is read once, so that a million rows cost little more
than their distinct answers; columns that hold numbers are checked as arrays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from instruments.answers import MISSING_MARKS, parse_answer
from instruments.model.answers import AnswerError, AnswerFault, Missing
from instruments.model.items import NumberItem, TextItem
from scoring.cells import LIMIT, CellFault, explain, to_text
from scoring.decimal_signs import DecimalSigns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.kernel.coding import Coder

    Bits = NDArray[np.uint8] | NDArray[np.uint64]

BLANK = -1
"""The place of a cell without anything in it."""

LARGEST_NUMBER = 1e100
"""Numbers beyond are refused: squares and sums of those within stay finite."""

_KEPT_VALUES = 65_536

_PLAIN_NUMBER = re.compile(
    r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,3})?\s*", re.IGNORECASE
)
"""What `float` and `parse_answer` read alike."""


@dataclass(frozen=True)
class DistinctCells:
    """A column as its different cells and where they stand.

    Attributes:
        values: the different cells: text, numbers, dates, or a CellFault.
        places: (rows,), the place of each row's cell in `values`; BLANK for none.
        numbers: (values,), those that plainly are numbers, NaN for the others; None
            where this has not been looked at.
    """

    values: Sequence[object]
    places: NDArray[np.integer]
    numbers: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class NumberCells:
    """A column of numbers.

    Attributes:
        numbers: (rows,); a NaN that is not blank is no answer.
        blank: (rows,), the cells without anything in them.
    """

    numbers: NDArray[np.float64]
    blank: NDArray[np.bool_]


Cells = DistinctCells | NumberCells


@dataclass(frozen=True)
class CodedColumn:
    """The codes of one item for a batch of rows.

    Attributes:
        bits: (rows,), unanswered where a cell cannot be read.
        wrong: (cells,), the rows of those cells, rising.
        problems: what is wrong with the first LIMIT of them.
    """

    bits: Bits
    wrong: NDArray[np.intp]
    problems: tuple[str, ...]


_NONE_WRONG = np.empty(0, dtype=np.intp)


class ColumnReader:
    """Reads the cells of one item, batch after batch.

    Attributes:
        unoffered: marks of reasons that were read and that the item does not offer.
    """

    def __init__(self, instrument: Instrument, coder: Coder, item: Item) -> None:
        self.instrument = instrument
        self.coder = coder
        self.item = item
        self.dtype = coder.wire[item.key]
        self.unanswered = coder.encode(item, Missing.UNANSWERED)
        self.unoffered: set[str] = set()
        self._signs = DecimalSigns()
        self._known: dict[tuple[type, object], tuple[int, str]] = {}

    def read(self, cells: Cells) -> CodedColumn:
        """Code a column; what cannot be read is unanswered and named."""
        if isinstance(cells, DistinctCells):
            return self._read_distinct(cells)
        if isinstance(self.item, NumberItem):
            return self._read_numbers(cells)
        return self._read_distinct(_distinguish(cells))

    def _read_distinct(self, cells: DistinctCells) -> CodedColumn:
        table = np.full(len(cells.values) + 1, self.unanswered, dtype=self.dtype)
        rest: Sequence[int] = range(len(cells.values))
        problems: dict[int, str] = {}
        if isinstance(self.item, NumberItem):
            given = cells.numbers
            numbers = _read_plain(cells.values) if given is None else given
            good = self._fits(numbers)
            np.copyto(table[:-1], _bits_of(numbers), where=good)
            rest = np.flatnonzero(~good).tolist()
            problems |= self._signs.find_mixed(cells.values, numbers, rest)
        for place in rest:
            table[place], problem = self._look_up(cells.values[place])
            if problem:
                problems[place] = problem
        if not problems:
            return CodedColumn(table[cells.places], _NONE_WRONG, ())
        wrong = np.flatnonzero(np.isin(cells.places, list(problems)))
        return CodedColumn(
            table[cells.places],
            wrong,
            tuple(problems[place] for place in cells.places[wrong[:LIMIT]].tolist()),
        )

    def _read_numbers(self, cells: NumberCells) -> CodedColumn:
        good = self._fits(cells.numbers)
        bits = _bits_of(cells.numbers)
        if good.all():
            return CodedColumn(bits, _NONE_WRONG, ())
        bits[~good] = self.unanswered
        wrong = np.flatnonzero(~(good | cells.blank))
        first = cells.numbers[wrong[:LIMIT]].tolist()
        return CodedColumn(bits, wrong, tuple(self._read_cell(one)[1] for one in first))

    def _fits(self, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which numbers are answers to the item; NaN is none."""
        item = self.item
        if not isinstance(item, NumberItem):
            raise TypeError(item)
        least, most = _bounds_of(item)
        fits: NDArray[np.bool_] = (numbers >= least) & (numbers <= most)
        if item.whole:
            fits &= np.floor(numbers) == numbers
        return fits

    def _look_up(self, value: object) -> tuple[int, str]:
        """Read a cell, or remember what it was read as."""
        key = (type(value), value)  # 1 and True are equal, and not the same
        if key not in self._known:
            if len(self._known) >= _KEPT_VALUES:
                self._known.clear()
            self._known[key] = self._read_cell(value)
        return self._known[key]

    def _read_cell(self, value: object) -> tuple[int, str]:
        """Give the bits of a cell and what is wrong with it, nothing mostly."""
        if isinstance(value, CellFault):
            return self.unanswered, str(value)
        item, text = self.item, to_text(value).strip()
        if text in MISSING_MARKS and not isinstance(item, TextItem):
            if MISSING_MARKS[text] not in self.instrument.allowed_of(item):
                self.unoffered.add(text)
            return self.coder.encode(item, MISSING_MARKS[text]), ""
        try:
            answer = parse_answer(self.instrument, item, text)
            if isinstance(item, NumberItem) and isinstance(answer, float):
                _check_size(answer)
        except AnswerError as error:
            return self.unanswered, explain(error)
        return self.coder.encode(item, answer), ""


def _check_size(number: float) -> None:
    if number > LARGEST_NUMBER:
        raise AnswerError(AnswerFault.TOO_HIGH, at_most=LARGEST_NUMBER, given=number)
    if number < -LARGEST_NUMBER:
        raise AnswerError(AnswerFault.TOO_LOW, at_least=-LARGEST_NUMBER, given=number)


def _bounds_of(item: NumberItem) -> tuple[float, float]:
    least = -LARGEST_NUMBER if item.at_least is None else item.at_least
    most = LARGEST_NUMBER if item.at_most is None else item.at_most
    return max(least, -LARGEST_NUMBER), min(most, LARGEST_NUMBER)


def _bits_of(numbers: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Give the bits of numbers, those of zero for minus zero."""
    return (numbers + 0.0).view(np.uint64)


def _distinguish(cells: NumberCells) -> DistinctCells:
    """Split numbers into different ones and their places; each NaN is one more."""
    values, places = np.unique(cells.numbers, return_inverse=True)
    return DistinctCells(values.tolist(), np.where(cells.blank, BLANK, places))


def is_plain(value: object) -> bool:
    """Tell whether `float` reads a value as `parse_answer` would: no text to weigh."""
    if isinstance(value, int | float):
        most = LARGEST_NUMBER  # an int may be larger than any float
        return not isinstance(value, bool) and -most <= value <= most
    return isinstance(value, str) and bool(_PLAIN_NUMBER.fullmatch(value))


def _read_plain(values: Sequence[object]) -> NDArray[np.float64]:
    """Read the values that plainly are numbers; NaN stands for all others."""
    numbers = [float(v) if is_plain(v) else np.nan for v in values]  # type: ignore[arg-type]
    return np.array(numbers, dtype=np.float64)
