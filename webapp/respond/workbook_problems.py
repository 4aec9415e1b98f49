"""What cannot be taken of a workbook, and what to do, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments.model.answers import AnswerError
from meter.exchange.errors import (
    ErrorCellError,
    FormulaCellError,
    LargeWorkbookError,
    MacroWorkbookError,
    OtherInstrumentError,
    OtherResponseError,
    OtherWorkbookError,
    PercentCellError,
    RepeatedItemError,
    TwoAnswersError,
    UnknownRowError,
    UnreadableWorkbookError,
)
from webapp.forms.facts import word_facts
from webapp.forms.fill_in import word_headings
from webapp.forms.messages import explain
from webapp.languages import gettext as _
from webapp.languages import mark

if TYPE_CHECKING:
    from instruments import Instrument
    from meter.errors import DataError
    from meter.exchange.fill_in.reading import CellProblem

SENTENCES: dict[type[DataError], str] = {
    UnreadableWorkbookError: mark(
        "The file cannot be read. Save it as an Excel workbook (.xlsx) and send it"
        " again."
    ),
    LargeWorkbookError: mark(
        "The workbook unpacks to more than %(most)s MB or packs unusually tightly. Copy"
        " your answers into a fresh workbook and send that."
    ),
    MacroWorkbookError: mark(
        "The workbook holds macros. Save it as an Excel workbook without macros (.xlsx)"
        " and send that."
    ),
    OtherWorkbookError: mark(
        "This is not a workbook to fill in. Download one here, copy your answers into"
        " it, and send that."
    ),
    OtherInstrumentError: mark(
        "The workbook is of %(found)s, and here %(wanted)s is asked. Download a"
        " workbook here and copy your answers into it."
    ),
    OtherResponseError: mark(
        "The workbook was made for another unit or round. Send it there, or download a"
        " workbook here and copy your answers into it."
    ),
    TwoAnswersError: mark("Keep either the answer or the reason, and clear the other."),
    FormulaCellError: mark("Write the answer itself; the cell holds a formula."),
    ErrorCellError: mark("Write the answer anew; the cell holds the error %(shown)s."),
    PercentCellError: mark("Write the number without a per cent sign."),
    UnknownRowError: mark(
        "No question has the key “%(key)s”. Move the answer to the row of its question."
    ),
    RepeatedItemError: mark("Row %(row)s is of “%(key)s” too. Keep one of them."),
}
"""By what is wrong, in the source language."""

NOT_YOURS = mark("This section is not yours to answer. Ask your focal point.")


@dataclass(frozen=True)
class WorkbookProblem:
    """A cell that was not taken: where it is, what was asked there, what to do.

    `row` is None, and `sheet` and `column` are empty, where only the item is known.
    """

    sheet: str
    row: int | None
    column: str
    ask: str
    message: str


def explain_file(error: DataError) -> str:
    """Write why a file is not taken at all."""
    return _(SENTENCES[type(error)]) % word_facts(error)


def explain_cell(instrument: Instrument, problem: CellProblem) -> WorkbookProblem:
    """Write what to do about a cell; the instrument is a worded one."""
    item = instrument.items[problem.item] if problem.item else None
    if isinstance(problem.error, AnswerError):
        message = explain(instrument, item, problem.error) if item else ""
    else:
        message = explain_file(problem.error)
    place = problem.place
    column = word_headings()[place.column]
    return WorkbookProblem(
        place.sheet, place.row, column, item.ask if item else "", message
    )


def explain_item(instrument: Instrument, key: str, message: str) -> WorkbookProblem:
    """Write what to do about an item of which no cell is known."""
    return WorkbookProblem("", None, "", instrument.items[key].ask, message)
