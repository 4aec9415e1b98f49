"""Reading a file of answers that were collected elsewhere: every cell, good or bad."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from instruments.model.answers import AnswerError, AnswerFault, Missing
from instruments.model.items import MultipleItem
from meter.exchange.answer_files import open_answers
from meter.exchange.formulas import take_off
from meter.exchange.imports.cells import CellReader, MarkError
from meter.exchange.imports.layouts import AUTO, choose_layout
from meter.exchange.imports.mapping import NO_MAPPING
from meter.exchange.imports.matching import match_columns
from meter.exchange.imports.records import NO_PLACE, BadCell, GivenRow
from meter.exchange.imports.rows import write_cell
from meter.exchange.imports.words import Words, fold
from scoring.cells import CellFault, explain, shorten
from scoring.reading import find_bad_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from instruments.model.items import Item
    from meter.exchange.answer_files import AnswerFile
    from meter.exchange.imports.layout import Layout
    from meter.exchange.imports.mapping import ColumnMapping
    from meter.exchange.imports.matching import Field, ImportHeader
    from meter.exchange.raw_rows import RawRow

_NAMELESS = "the row has answers and no name of a unit. Name the unit."
_NO_MARK = "'{value}' says neither that the option was chosen nor that it was not"
_MARK_REMEDY = "write 1 or 0, or leave the cell blank."
_MAP = " A mapping file may say what it means."


class ImportFile:
    """A file of answers whose columns are known; its rows can be read several times.

    Attributes:
        name: of the file.
        layout: which program wrote it, or our own.
        header: what its columns are.
        reader: what reads its cells.
        items: the questions of the instrument by key.
    """

    def __init__(
        self,
        path: Path,
        layout: Layout,
        header: ImportHeader,
        reader: CellReader,
    ) -> None:
        self.path = path
        self.name = path.name
        self.layout = layout
        self.header = header
        self.reader = reader
        self.items: Mapping[str, Item] = reader.words.instrument.items
        self._source: AnswerFile | None = None

    @property
    def done(self) -> float:
        """How much of the file has been read this time, 0..1."""
        return self._source.done if self._source else 0.0

    def read(self) -> Iterator[GivenRow]:
        """Read row by row; a row without name and answers is left out.

        Raises:
            DataError: the file cannot be read any more.
        """
        self._source = open_answers(self.path)
        seen: dict[str, int] = {}
        for raw in self._source.read_rows():
            row = self._read_row(raw)
            if row is not None:
                yield self._find_repeated(row, seen)

    def _read_row(self, raw: RawRow) -> GivenRow | None:
        if raw.ragged:
            bad = BadCell(raw.number, NO_PLACE, "", "", "ragged_row", raw.ragged)
            return GivenRow(raw.number, "", {}, (bad,))
        cells = [write_cell(cell) for cell in raw.cells]
        row = _RowReader(self, raw.number, cells)
        row.read_all()
        if not (row.unit or row.bad or row.answers or row.notes):
            return None
        row.check_unit()
        return GivenRow(
            raw.number, row.unit, row.answers, tuple(row.bad), row.values, row.notes
        )

    def _find_repeated(self, row: GivenRow, seen: dict[str, int]) -> GivenRow:
        first = seen.setdefault(fold(row.unit), row.row)
        if first == row.row or not row.unit:
            return row
        problem = f"row {first} is of this unit too. Keep one of them."
        place = self.header.places[self.header.unit]
        bad = BadCell(row.row, place, row.unit, row.unit, "repeated_unit", problem)
        return replace(row, bad=(*row.bad, bad))


class _RowReader:
    """Reads the cells of one row, and remembers what was wrong with which."""

    def __init__(
        self, file: ImportFile, number: int, cells: Sequence[str | CellFault]
    ) -> None:
        self.file = file
        self.number = number
        self.cells = cells
        self.answers: dict[str, Answer] = {}
        self.values: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.bad: list[BadCell] = []
        self.unit = ""
        self.unit = self._read_unit()

    def read_all(self) -> None:
        for key, where in self.file.header.fields.items():
            item = self.file.items[key]
            if where.options and isinstance(item, MultipleItem):
                self._read_marks(item, where)
            # A reason why none was chosen stands in the cell for all of them.
            if where.whole is not None and key not in self.answers:
                self._read_whole(item, where.whole)
            self._read_notes(item, where)

    def check_unit(self) -> None:
        """Find out whether a name is there, and can be one."""
        problem = find_bad_names([self.unit]).get(0, "") if self.unit else _NAMELESS
        is_faulty = isinstance(self.cells[self.file.header.unit], CellFault)
        if problem and not is_faulty:
            code = "bad_unit" if self.unit else "no_unit"
            self._refuse(self.file.header.unit, self.unit, code, problem)

    def _read_unit(self) -> str:
        cell = self.cells[self.file.header.unit]
        if isinstance(cell, CellFault):
            self._refuse(self.file.header.unit, "", "faulty_cell", str(cell))
            return ""
        return take_off(cell) if self.file.layout.guards else cell

    def _read_whole(self, item: Item, at: int) -> None:
        text = self._get_text(at)
        if not text:
            return
        try:
            self._keep(item, self.file.reader.read(item, text), text)
        except AnswerError as error:
            self._refuse_answer(item, at, text, error)

    def _read_marks(self, item: MultipleItem, where: Field) -> None:
        marks = {code: self._get_text(at) for code, at in where.options.items()}
        good = {
            code: mark
            for code, mark in marks.items()
            if self._is_mark(code, mark, where.options[code])
        }
        first = min(where.options.values())
        text = ";".join(f"{code}={mark}" for code, mark in marks.items() if mark)
        try:
            self._keep(item, self.file.reader.read_marks(item, good), text)
        except AnswerError as error:
            self._refuse_answer(item, first, text, error)

    def _read_notes(self, item: Item, where: Field) -> None:
        """Put together what was said beside an answer, a line a column."""
        marks = {*where.options.values()}
        said = []
        for at, before in where.notes.items():
            cell = self.cells[at]
            # A cell that is a mark too has been complained of already.
            text = (
                ""
                if at in marks and isinstance(cell, CellFault)
                else self._get_text(at)
            )
            if note := self.file.reader.read_note(text):
                said.append(f"{before}{note}")
        if said:
            self.notes[item.key] = "\n".join(said)

    def _is_mark(self, code: str, mark: str, at: int) -> bool:
        try:
            self.file.reader.is_chosen(code, mark)
        except MarkError:
            said = _NO_MARK.format(value=shorten(mark))
            self._refuse(at, mark, "no_mark", f"{said}; {_MARK_REMEDY}")
            return False
        return True

    def _get_text(self, at: int) -> str:
        cell = self.cells[at]
        if isinstance(cell, CellFault):
            self._refuse(at, "", "faulty_cell", str(cell))
            return ""
        return cell

    def _keep(self, item: Item, answer: Answer, text: str) -> None:
        if answer is not Missing.UNANSWERED:
            self.answers[item.key] = answer
            self.values[item.key] = text

    def _refuse_answer(
        self, item: Item, at: int, value: str, error: AnswerError
    ) -> None:
        foreign = not self.file.layout.takes_first
        hint = _MAP if foreign and error.code is AnswerFault.NOT_AN_OPTION else ""
        place, code = self.file.header.places[at], error.code.value
        said = f"{explain(error)}{hint}"
        of = (self.number, place, self.unit, value, code, said)
        self.bad.append(BadCell(*of, item.key, error))

    def _refuse(self, at: int, value: str, code: str, problem: str) -> None:
        place = self.file.header.places[at]
        self.bad.append(BadCell(self.number, place, self.unit, value, code, problem))


def open_import(
    path: Path,
    instrument: Instrument,
    *,
    layout: str = AUTO,
    mapping: ColumnMapping = NO_MAPPING,
    unit: str | None = None,
) -> ImportFile:
    """Open a file of answers in any layout, and match its columns to questions.

    Args:
        path: a CSV, Excel or Parquet file; see `open_answers`.
        instrument: what was asked.
        layout: which program wrote it; AUTO finds it out.
        mapping: what is said about columns and values besides.
        unit: the heading of the column that names the units.

    Raises:
        DataError: the file cannot be read, names no units or asks nothing.
    """
    source = open_answers(path)
    headings: list[Any] = [str(one).strip() for one in source.columns]
    chosen = choose_layout(headings, layout)
    words = Words(instrument)
    header = match_columns(source.name, headings, words, chosen, mapping, unit)
    return ImportFile(path, chosen, header, CellReader(words, chosen, mapping))
