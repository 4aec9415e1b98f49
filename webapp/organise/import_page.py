"""A file of answers as it was read: what has to be mended, what would be taken over.

Nothing is taken over by sending a file. The page names every cell that cannot be read
and says what would become of the rest; the text of the file stands there too, to be
mended, checked again and then taken over.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from meter.errors import DataError, StateError
from meter.exchange.answer_files import open_answers
from meter.exchange.archives import ZIP_SIGNATURE, ensure_harmless
from meter.exchange.errors import SheetSizeError
from meter.exchange.imports.errors import MappingFileError
from meter.exchange.imports.findings import show_answers
from meter.exchange.imports.layouts import AUTO
from meter.exchange.imports.mapping import NO_MAPPING, parse_mapping
from meter.exchange.imports.reading import open_import
from meter.exchange.imports.rows import write_cell
from meter.exchange.sheets import MOST_UNPACKED_BYTES
from meter.fieldwork.imports.checking import check_import, read_good
from meter.fieldwork.imports.importing import ensure_together, import_answers
from meter.fieldwork.imports.participants import list_participants
from meter.fieldwork.imports.records import ImportOrigin, ImportOutcome, ImportTerms
from scoring.cells import CellFault
from webapp.organise.import_words import (
    explain_cell,
    explain_file,
    explain_left,
    explain_mapping,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments import Instrument
    from meter.exchange.imports.reading import ImportFile
    from meter.exchange.imports.records import BadCell, MappingProblem
    from meter.fieldwork.imports.records import Difference
    from meter.records import Round
    from meter.storage import Store
    from webapp.wording import Wording

MOST_ROWS = 2_000
"""A larger file is imported by the command, which shows how far it is."""

MOST_LINES = 200
"""How many cells are named on a page."""

_FAULT = "#VALUE!"
"""Stands in the text for a cell of a workbook that holds no value of its own."""


@dataclass(frozen=True)
class ImportChoice:
    """What the organiser says about a file."""

    layout: str = AUTO
    unit: str = ""
    mapping: str = ""
    terms: ImportTerms = field(default_factory=ImportTerms)


@dataclass(frozen=True)
class CellLine:
    """A cell that cannot be taken."""

    row: int
    column: str
    heading: str
    unit: str
    value: str
    message: str


@dataclass(frozen=True)
class MappingLine:
    """A line of what is said about columns and values that cannot be used."""

    line: int
    part: str
    message: str


@dataclass(frozen=True)
class DifferenceLine:
    """A cell that says something else than the answer that is there.

    `kept` is None where that is a draft, which the organiser does not read.
    """

    row: int
    unit: str
    ask: str
    given: str
    kept: str | None


@dataclass(frozen=True)
class LeftLine:
    """A row that was left, or not submitted, and why."""

    row: int
    unit: str
    message: str


@dataclass(frozen=True)
class ImportPage:
    """What the page shows.

    Attributes:
        choice: what the organiser has said about the file.
        text: the file as CSV; empty where it cannot be written so without loss.
        refusal: why the file as a whole cannot be read; empty if it can.
        unmapped: what cannot be used of what is said about columns and values.
        layout: which program wrote it.
        rows: how many rows there are.
        found: all cells that cannot be taken.
        bad: the first of them, in words.
        ignored: headings of columns that are no question.
        differing: the first cells that differ.
        left: the first rows that were left.
        outcome: what became of the rows, or would.
        is_done: whether they were taken over.
    """

    choice: ImportChoice
    text: str = ""
    refusal: str = ""
    unmapped: Sequence[MappingLine] = ()
    layout: str = ""
    rows: int = 0
    found: Sequence[BadCell] = ()
    bad: Sequence[CellLine] = ()
    ignored: Sequence[str] = ()
    differing: Sequence[DifferenceLine] = ()
    left: Sequence[LeftLine] = ()
    outcome: ImportOutcome | None = None
    is_done: bool = False

    @property
    def can_take(self) -> bool:
        """Tell whether something would be done by taking it over."""
        return bool(self.outcome and self.outcome.units) and not self.is_done


def read_import(
    store: Store,
    asked: Round,
    wording: Wording,
    content: str | bytes,
    choice: ImportChoice,
    origin: ImportOrigin,
) -> ImportPage:
    """Read a file or a mended text, and take it over unless it is a trial."""
    with TemporaryDirectory(prefix="meter-") as folder:
        page = ImportPage(choice, content if isinstance(content, str) else "")
        try:
            ensure_together(asked)
            path = _keep(content, Path(folder))
            page = replace(page, text=write_text(path))
            file = _open(path, wording.source, choice)
            page = _import(store, asked, file, page, origin)
            return _word(page, wording.instrument, file)
        except MappingFileError as error:
            lines = [_word_mapping(one) for one in error.problems[:MOST_LINES]]
            return replace(page, refusal=explain_file(error), unmapped=lines)
        except (DataError, StateError) as error:
            return replace(page, refusal=explain_file(error))


def _open(path: Path, instrument: Instrument, choice: ImportChoice) -> ImportFile:
    """Open a file with what is said about its columns and values."""
    text = choice.mapping.strip()
    mapping = (
        parse_mapping(choice.mapping.encode(), "", instrument) if text else NO_MAPPING
    )
    unit = choice.unit.strip() or None
    return open_import(
        path, instrument, layout=choice.layout, mapping=mapping, unit=unit
    )


def _word_mapping(found: MappingProblem) -> MappingLine:
    return MappingLine(found.line, found.part, explain_mapping(found))


def _keep(content: str | bytes, folder: Path) -> Path:
    """Keep a file while it is read.

    Raises:
        ArchiveError: a workbook should not be unpacked.
    """
    sent = content.encode() if isinstance(content, str) else content
    is_zipped = sent.startswith(ZIP_SIGNATURE)
    if is_zipped:
        ensure_harmless(sent, MOST_UNPACKED_BYTES)
    path = folder / ("answers.xlsx" if is_zipped else "answers.csv")
    path.write_bytes(sent)
    return path


def write_text(path: Path) -> str:
    """Write a file as CSV text; nothing where a row has too many cells for it.

    Raises:
        DataError: the file cannot be read.
        SheetSizeError: it has too many rows.
    """
    source = open_answers(path)
    rows = [source.columns]
    for raw in source.read_rows():
        if len(rows) > MOST_ROWS:
            raise SheetSizeError(MOST_ROWS)
        if raw.ragged:
            return path.read_text("utf-8-sig") if path.suffix == ".csv" else ""
        cells = [write_cell(cell) for cell in raw.cells]
        rows.append([_FAULT if isinstance(one, CellFault) else one for one in cells])
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _import(
    store: Store,
    asked: Round,
    file: ImportFile,
    page: ImportPage,
    origin: ImportOrigin,
) -> ImportPage:
    terms = page.choice.terms
    participants = list_participants(store, asked)
    checked = check_import(file, participants, add_units=terms.add_units)
    rows = read_good(file, checked)
    outcome = import_answers(store, asked, participants, rows, origin, terms)
    return replace(
        page,
        layout=file.layout.key,
        rows=checked.rows,
        found=checked.bad,
        outcome=outcome,
        is_done=not terms.is_trial,
    )


def _word(page: ImportPage, instrument: Instrument, file: ImportFile) -> ImportPage:
    """Write what was found in the language of the reader."""
    differing = page.outcome.differing if page.outcome else []
    left = page.outcome.left if page.outcome else []
    return replace(
        page,
        bad=[_word_cell(instrument, one) for one in page.found[:MOST_LINES]],
        ignored=[one.column for one in file.header.warnings],
        differing=[
            _word_difference(instrument, one)
            for one in sorted(differing, key=lambda one: one.row)[:MOST_LINES]
        ],
        left=[
            LeftLine(one.row, one.unit, explain_left(one.error))
            for one in left[:MOST_LINES]
        ],
    )


def _word_cell(instrument: Instrument, bad: BadCell) -> CellLine:
    message = explain_cell(instrument, bad)
    return CellLine(bad.row, *bad.place, bad.unit, bad.value, message)


def _word_difference(instrument: Instrument, one: Difference) -> DifferenceLine:
    shown = show_answers(instrument.items, one.item, one.given, one.stored, one.note)
    return DifferenceLine(one.row, one.unit, instrument.items[one.item].ask, *shown)
