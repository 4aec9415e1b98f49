"""Frames of answers, one row a unit: read, checked and coded column by column.

Every distinct text of a column is read once, so that a million rows cost little more
than their distinct answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.answers import MISSING_MARKS, parse_answer
from instruments.model.answers import AnswerError, Missing
from instruments.model.items import LinkItem, NumberItem, TextItem
from instruments.names import find_closest
from scoring.cells import FIRST_ROW, BadCell, explain, to_text
from scoring.errors import (
    BadCellsError,
    ItemAsUnitError,
    NoItemColumnError,
    NoRowsError,
    NoUnitColumnError,
    RepeatedColumnError,
)
from scoring.kernel.coding import coder_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from scoring.kernel.coding import Coded, Coder

LIMIT = 20
"""How many bad cells are named."""

_BLOCK = 65_536
"""Rows in which conditions are applied at a time."""

_PLAIN_NUMBER = re.compile(
    r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,3})?\s*", re.IGNORECASE
)
"""What `float` and `parse_answer` read alike."""


class UnknownColumnWarning(UserWarning):
    """A column is no item of the instrument and is ignored."""

    def __init__(self, column: str, closest: str | None) -> None:
        self.column = column
        self.closest = closest
        hint = f" Did you mean '{closest}'?" if closest else ""
        super().__init__(f"Column '{column}' is no item and is ignored.{hint}")


@dataclass(frozen=True)
class CodedFrame:
    """A table of answers, coded.

    Attributes:
        units: the names of the units, one a row.
        coded: their answers.
        unknown: a warning for each column that was ignored.
    """

    units: list[str]
    coded: Coded
    unknown: tuple[UnknownColumnWarning, ...]


def read_frame(
    instrument: Instrument, frame: pd.DataFrame, unit: str | None = None
) -> CodedFrame:
    """Read and code a table of answers.

    Blank cells are unanswered; `NA`, `DK` and `RF` are reasons in every item that is
    not free text, whether or not a form would offer them. Rows without anything in
    them are left out.

    Args:
        instrument: what was asked.
        frame: one row a unit; columns are item keys, and one names the units.
        unit: that column; None takes the first.

    Raises:
        ScoringError: the frame is no table of answers to this instrument.
    """
    names = [str(name).strip() for name in frame.columns]
    _check_names(names)
    place = _find_units(instrument, names, unit)
    items = {name: at for at, name in enumerate(names) if name in instrument.items}
    unknown = _find_unknown(instrument, names, place)
    if not items:
        near = [(w.column, w.closest) for w in unknown if w.closest is not None]
        raise NoItemColumnError(instrument.key, near)
    return _Reading(instrument, frame, place, items).code(unknown)


def _check_names(names: list[str]) -> None:
    repeated = next((name for name in names if name and names.count(name) > 1), None)
    if repeated is not None:
        raise RepeatedColumnError(repeated)


def _find_units(instrument: Instrument, names: list[str], unit: str | None) -> int:
    if unit is None:
        if not names:
            raise NoUnitColumnError(None)
        item = instrument.items.get(names[0])
        if item is not None and not isinstance(item, TextItem | LinkItem):
            raise ItemAsUnitError(names[0])
        return 0
    if unit not in names:
        raise NoUnitColumnError(unit, find_closest(unit, names))
    return names.index(unit)


def _find_unknown(
    instrument: Instrument, names: list[str], place: int
) -> tuple[UnknownColumnWarning, ...]:
    known = {*instrument.items, *(field.key for field in instrument.profile), ""}
    return tuple(
        UnknownColumnWarning(name, find_closest(name, instrument.items))
        for at, name in enumerate(names)
        if at != place and name not in known
    )


class _Reading:
    """One pass over a frame that gathers all bad cells."""

    def __init__(
        self,
        instrument: Instrument,
        frame: pd.DataFrame,
        place: int,
        items: dict[str, int],
    ) -> None:
        self.instrument = instrument
        self.coder = coder_of(instrument)
        self.rows = np.arange(len(frame)) + FIRST_ROW
        self.column = str(frame.columns[place])
        self.units = _texts(frame.iloc[:, place])
        self.frame = frame
        self.items = items
        self.bad: list[BadCell] = []
        self.count = 0

    def code(self, unknown: tuple[UnknownColumnWarning, ...]) -> CodedFrame:
        """Code all columns.

        Raises:
            BadCellsError: some cells cannot be read.
            NoRowsError: there is nothing to read.
        """
        self._leave_out_blank_rows()
        if not len(self.frame):
            raise NoRowsError
        self._check_units()
        coded = np.zeros(len(self.frame), dtype=self.coder.layout)
        wire = coded.view(self.coder.wire)
        for key in self.instrument.items:
            wire[key] = self._code_column(key)
        if self.count:
            self.bad.sort(key=lambda cell: cell.row)
            raise BadCellsError(self.bad[:LIMIT], self.count)
        for start in range(0, len(coded), _BLOCK):
            self.coder.apply_conditions(coded[start : start + _BLOCK])
        return CodedFrame(self.units, coded, unknown)

    def _leave_out_blank_rows(self) -> None:
        nameless = [row for row, unit in enumerate(self.units) if not unit]
        if not nameless:
            return
        some = self.frame.iloc[nameless]
        filled = np.zeros(len(nameless), dtype=np.bool_)
        for place in range(self.frame.shape[1]):
            filled |= np.array([bool(text) for text in _texts(some.iloc[:, place])])
        blank = {row for row, full in zip(nameless, filled, strict=True) if not full}
        kept = [row for row in range(len(self.units)) if row not in blank]
        self.frame, self.rows = self.frame.iloc[kept], self.rows[kept]
        self.units = [self.units[row] for row in kept]

    def _check_units(self) -> None:
        first: dict[str, int] = {}
        for row, unit in enumerate(self.units):
            if not unit:
                self._note(row, self.column, "the row has no name. Name the unit.")
            elif (seen := first.setdefault(unit, row)) != row:
                problem = (
                    f"row {self.rows[seen]} has this name too. Name each unit once."
                )
                self._note(row, self.column, problem)

    def _note(self, row: int, column: str, problem: str) -> None:
        self.count += 1
        if len(self.bad) < LIMIT * (len(self.items) + 1):
            unit = self.units[row]
            self.bad.append(BadCell(int(self.rows[row]), unit, column, problem))

    def _code_column(self, key: str) -> NDArray[Any] | int:
        """Give the bits of a column; unanswered where the frame has none."""
        item = self.instrument.items[key]
        unanswered = self.coder.encode(item, Missing.UNANSWERED)
        if key not in self.items:
            return unanswered
        places, values = _distinguish(self.frame.iloc[:, self.items[key]])
        known = Column(self.instrument, self.coder, item, values)
        bits = np.array([*known.code(), unanswered], dtype=self.coder.wire[key])
        self._note_bad(key, places, known.problems)
        coded: NDArray[Any] = bits[places]
        return coded

    def _note_bad(
        self, key: str, places: NDArray[Any], problems: dict[int, str]
    ) -> None:
        if not problems:
            return
        rows = np.flatnonzero(np.isin(places, list(problems)))
        for row in rows[:LIMIT].tolist():
            self._note(row, key, problems[int(places[row])])
        self.count += max(len(rows) - LIMIT, 0)


class Column:
    """The distinct values of one column, read once each.

    Attributes:
        problems: what is wrong with a value, by its place.
    """

    def __init__(
        self,
        instrument: Instrument,
        coder: Coder,
        item: Item,
        values: Sequence[object],
    ) -> None:
        self.instrument = instrument
        self.coder = coder
        self.item = item
        self.values = values
        self.problems: dict[int, str] = {}

    def code(self) -> Iterator[int]:
        """Give the bits of every value; unanswered for those with a problem."""
        for place, value in enumerate(self.values):
            yield (
                self._code_number(place, value)
                if isinstance(self.item, NumberItem)
                else self._code_text(place, value)
            )

    def _code_number(self, place: int, value: object) -> int:
        """Take the short way for plain numbers within the bounds."""
        item = self.item
        if isinstance(item, NumberItem) and is_plain(value):
            number = float(value) + 0.0  # type: ignore[arg-type]
            least = -np.inf if item.at_least is None else item.at_least
            most = np.inf if item.at_most is None else item.at_most
            if least <= number <= most and not (item.whole and number % 1):
                return self.coder.encode(item, number)
        return self._code_text(place, value)

    def _code_text(self, place: int, value: object) -> int:
        text = to_text(value).strip()
        if text in MISSING_MARKS and not isinstance(self.item, TextItem):
            return self.coder.encode(self.item, MISSING_MARKS[text])
        try:
            answer = parse_answer(self.instrument, self.item, text)
        except AnswerError as error:
            self.problems[place] = explain(error)
            answer = Missing.UNANSWERED
        return self.coder.encode(self.item, answer)


def is_plain(value: object) -> bool:
    """Tell whether `float` reads a value as `parse_answer` would: no text to weigh."""
    if isinstance(value, int | float):
        return not isinstance(value, bool) and bool(np.isfinite(value))
    return isinstance(value, str) and bool(_PLAIN_NUMBER.fullmatch(value))


def _distinguish(series: pd.Series[Any]) -> tuple[NDArray[Any], Sequence[object]]:
    """Split a column into its distinct values and their places; blank is -1."""
    import pandas as pd

    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), series.cat.categories.tolist()
    places, values = pd.factorize(series)
    return places, values.tolist()


def _texts(series: pd.Series[Any]) -> list[str]:
    places, values = _distinguish(series)
    texts = np.array([*(to_text(value).strip() for value in values), ""], dtype=object)
    found: list[str] = texts[places].tolist()
    return found
