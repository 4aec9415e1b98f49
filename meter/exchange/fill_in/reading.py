"""Reading a fill-in workbook that somebody has sent: every cell, good or bad."""

from __future__ import annotations

import io
import warnings
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from instruments.model.answers import AnswerError
from instruments.model.items import NumberItem, TextItem
from meter.errors import DataError
from meter.exchange.errors import (
    ErrorCellError,
    FormulaCellError,
    OtherInstrumentError,
    OtherResponseError,
    OtherWorkbookError,
    PercentCellError,
    RepeatedItemError,
    UnknownRowError,
    UnreadableWorkbookError,
)
from meter.exchange.fill_in.cells import read_answer, read_note
from meter.exchange.fill_in.layout import (
    ABOUT_SHEET,
    ANSWER,
    CHOICES,
    KEY,
    LISTS_SHEET,
    NOTE,
    REASON,
    REASONS,
    REVISION,
    About,
    fold,
)
from meter.exchange.fill_in.packages import ensure_harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument

MOST_ROWS, MOST_COLUMNS = 2_000, 40
"""Of a sheet no more is read; the longest section of ours has far fewer."""

MOST_REVISION = 2**31 - 1

Lists = dict[str, dict[str, str]]
"""Codes by folded words, by the name of the list."""


class Place(NamedTuple):
    """Where a cell stands: its sheet, its row from 1, and the name of its column."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True)
class GivenRow:
    """What a row says; None for a cell that could not be read.

    `seen` is the revision of the answer that was there when the workbook was written,
    0 where there was none.
    """

    item: str
    seen: int
    answer: Answer | None
    note: str | None


@dataclass(frozen=True)
class CellProblem:
    """A cell that cannot be taken; `item` is None for a row of no item."""

    place: Place
    item: str | None
    error: DataError | AnswerError


@dataclass(frozen=True)
class ReadWorkbook:
    """What a workbook says."""

    about: About
    rows: tuple[GivenRow, ...]
    problems: tuple[CellProblem, ...]


def read_workbook(
    content: bytes, instrument: Instrument, response: int | None = None
) -> ReadWorkbook:
    """Read a workbook of an instrument.

    Args:
        content: the bytes of the file, from anybody.
        instrument: what it must be of.
        response: whose answers it may have been made for; a blank one is anybody's.

    Raises:
        FillInError: the file cannot be read, may do harm, or is of something else.
    """
    ensure_harmless(content)
    sheets = _load_sheets(content)
    about = _read_about(sheets)
    _ensure_ours(about, instrument, response)
    reader = _Reader(instrument, _read_lists(sheets))
    for name, rows in sheets.items():
        reader.read_sheet(name, rows)
    return ReadWorkbook(about, tuple(reader.rows.values()), tuple(reader.problems))


Row = tuple[Any, ...]


def _load_sheets(content: bytes) -> dict[str, list[Row]]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a workbook to fill in has no use
            book = load_workbook(io.BytesIO(content), read_only=True)
            with closing(book):
                return {sheet.title: _load_rows(sheet) for sheet in book.worksheets}
    except Exception as error:
        # A damaged workbook raises whatever its parser met first.
        raise UnreadableWorkbookError from error


def _load_rows(sheet: Any) -> list[Row]:
    # A sheet may claim a size that hides rows, or fills the memory with blanks.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    return list(islice(rows, MOST_ROWS))


def _read_about(sheets: Mapping[str, list[Row]]) -> About:
    facts = {_text(row[0]): _text(row[1]) for row in sheets.get(ABOUT_SHEET, [])}
    try:
        response = facts["response"]
        return About(
            facts["instrument"],
            facts["version"],
            facts["fingerprint"],
            int(response) if response else None,
        )
    except (KeyError, ValueError) as error:
        raise OtherWorkbookError from error


def _ensure_ours(about: About, instrument: Instrument, response: int | None) -> None:
    if about.fingerprint != instrument.fingerprint:
        found = f"{about.instrument} {about.version}"
        wanted = f"{instrument.key} {instrument.version}"
        raise OtherInstrumentError(found, wanted)
    if about.response is not None and about.response != response:
        raise OtherResponseError


def _read_lists(sheets: Mapping[str, list[Row]]) -> Lists:
    lists: Lists = {}
    for name, code, words, *_ in sheets.get(LISTS_SHEET, []):
        lists.setdefault(_text(name), {})[fold(_text(words))] = _text(code)
    return lists


def _text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value).strip()


@dataclass
class _Reader:
    """Reads sheet by sheet, and remembers what it has found."""

    instrument: Instrument
    lists: Lists
    rows: dict[str, GivenRow] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def read_sheet(self, sheet: str, rows: Sequence[Row]) -> None:
        """Read the rows of a sheet whose first one names the columns."""
        columns = {_text(cell): at for at, cell in enumerate(rows[0])} if rows else {}
        if not {KEY, ANSWER, REVISION} <= columns.keys():
            return
        known = {name: at for name, at in columns.items() if name}
        for number, row in enumerate(rows[1:], start=2):
            cells = {name: row[at] for name, at in known.items()}
            self._read_row(sheet, number, cells)

    def _read_row(self, sheet: str, number: int, cells: Mapping[str, Any]) -> None:
        key, place = _text(cells[KEY]), Place(sheet, number, KEY)
        if key not in self.instrument.items:
            # The rows above the items have no revision and say nothing.
            if _text(cells[REVISION]) and any(_list_given(cells)):
                self._tell(place, None, UnknownRowError(key))
            return
        first = self._seen.setdefault(key, number)
        if key in self.rows:
            self._tell(place, key, RepeatedItemError(key, first))
            return
        self.rows[key] = GivenRow(
            key,
            _read_revision(cells[REVISION]),
            self._try(place._replace(column=ANSWER), key, self._read_answer, cells),
            self._try(place._replace(column=NOTE), key, self._read_note, cells),
        )

    def _read_answer(self, key: str, cells: Mapping[str, Any]) -> Answer:
        item = self.instrument.items[key]
        lists = [
            self.lists.get(_text(cells[name]), {}) if name in cells else {}
            for name in (CHOICES, REASONS)
        ]
        is_number = isinstance(item, NumberItem)
        given = _get_value(cells[ANSWER], is_number=is_number)
        reason = _get_value(cells[REASON]) if REASON in cells else None
        return read_answer(self.instrument, item, (given, reason), (lists[0], lists[1]))

    def _read_note(self, key: str, cells: Mapping[str, Any]) -> str | None:
        # A text says itself what a note could.
        if NOTE not in cells or isinstance(self.instrument.items[key], TextItem):
            return None
        return read_note(self.instrument, _get_value(cells[NOTE]))

    def _try(
        self,
        place: Place,
        key: str,
        read: Callable[[str, Mapping[str, Any]], Any],
        cells: Mapping[str, Any],
    ) -> Any:
        try:
            return read(key, cells)
        except (DataError, AnswerError) as error:
            self._tell(place, key, error)
            return None

    def _tell(
        self, place: Place, key: str | None, error: DataError | AnswerError
    ) -> None:
        self.problems.append(CellProblem(place, key, error))


def _list_given(cells: Mapping[str, Any]) -> Iterator[str]:
    return (_text(cells[name]) for name in (ANSWER, REASON, NOTE) if name in cells)


def _read_revision(cell: Any) -> int:
    """Read a revision; one that cannot be is taken for none, and conflicts."""
    value = cell.value
    is_one = isinstance(value, int | float) and 0 <= value <= MOST_REVISION
    return int(value) if is_one else 0


def _get_value(cell: Any, *, is_number: bool = False) -> Any:
    """Get a plain value.

    Raises:
        FormulaCellError, ErrorCellError, PercentCellError: it holds none.
    """
    if cell.data_type == "f":
        raise FormulaCellError
    if cell.data_type == "e":
        raise ErrorCellError(str(cell.value))
    is_typed = isinstance(cell.value, int | float)
    if is_number and is_typed and "%" in cell.number_format:
        raise PercentCellError
    return cell.value
