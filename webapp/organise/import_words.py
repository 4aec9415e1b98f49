"""What is wrong in a file of answers, and what to do, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.answers import AnswerFault
from meter.exchange.errors import SheetError, SheetSizeError
from meter.exchange.imports.errors import (
    MappingFileError,
    NoQuestionError,
    NoUnitHeadingError,
)
from meter.fieldwork.errors import (
    HandedInError,
    IncompleteError,
    NotReturnedError,
    OpenQuestionsError,
    ResponseSubmittedError,
)
from meter.fieldwork.imports.errors import ApartImportError, UnitDraftsError
from webapp.forms.checked import explain
from webapp.forms.messages import explain as explain_answer
from webapp.languages import gettext as _
from webapp.languages import mark

if TYPE_CHECKING:
    from instruments import Instrument
    from meter.errors import DataError, StateError
    from meter.exchange.imports.records import BadCell, MappingProblem

MOST_CODES = 12
"""How many options a sentence lists."""

MAPPING_EXAMPLE = """\
columns:
  Q7: l1_1
  "Q9[SQ001]": ways.web
values:
  l1_1: {A1: none}"""
"""What may be written about columns and values; keys stay in every language."""

CELLS = {
    "ragged_row": mark(
        "The row has more or fewer cells than there are columns. Put quotes around text"
        " with a comma in it."
    ),
    "faulty_cell": mark(
        "The cell holds an error or no value of its own. Write the answer itself."
    ),
    "no_mark": mark("Write 1 if the option was chosen, 0 or nothing if it was not."),
    "bad_note": mark(
        "Write at most 2,000 characters beside an answer, without control characters."
    ),
    "no_unit": mark("The row has answers and no name of a unit. Name the unit."),
    "bad_unit": mark("Write a name of 1 to 200 characters on one line."),
    "repeated_unit": mark("Another row is of this unit too. Keep one of them."),
    "unknown_unit": mark(
        "No unit of this name takes part. Put the name right, or tick that units are"
        " added."
    ),
    "repeated_column": mark(
        "Another column is of the same question. Take one of the two out of the file."
    ),
    "ambiguous_column": mark(
        "Several questions have these words. Head the column with the key of one."
    ),
}
"""By the code of what is wrong; answers say it themselves."""

MAPPING = {
    "yaml": mark("This line cannot be read. Write it as in the example."),
    "parts": mark("Write only these parts: %(parts)s."),
    "one_heading": mark("Write the heading of one column."),
    "columns": mark("Write a line for each column: its heading, then a key."),
    "one_key": mark("Write the key of one question behind it."),
    "question": mark("No question has the key that stands here. Put the key right."),
    "one_answer": mark("The question takes one answer. Write its key alone."),
    "option": mark("The question has no option of this code. Put the code right."),
    "values": mark("Write a line for each question: its key, then its values."),
    "pairs": mark("Write what stands in the file, and the code of an option."),
    "value": mark("The question does not take what stands behind it."),
}
"""By the code of what is wrong in a mapping."""

FILES: dict[type[Exception], str] = {
    NoUnitHeadingError: mark(
        "Say which column names the units: write its heading as the file has it."
    ),
    NoQuestionError: mark(
        "No column is a question of this round. Head the columns with the keys or the"
        " words of its questions, or choose the program that wrote the file."
    ),
    SheetSizeError: mark("The file has more than %(most)s rows. Split it into parts."),
    MappingFileError: mark(
        "Put right what is said about columns and values, and check the file again."
    ),
    ApartImportError: mark(
        "In this round the people of a unit answer apart, so answers cannot be"
        " imported."
    ),
}

LEFT: dict[type[Exception], str] = {
    ResponseSubmittedError: mark("It has been submitted, and stays as it is."),
    HandedInError: mark("It has been submitted, and stays as it is."),
    NotReturnedError: mark("The review has not returned all of these questions."),
    OpenQuestionsError: mark("Not submitted: the review still asks about answers."),
    UnitDraftsError: mark(
        "Not submitted: answers or evidence of the unit's own are there, so the unit"
        " submits."
    ),
    IncompleteError: mark(
        "Kept as a draft: questions that need an answer before submission have none."
    ),
}


def explain_file(error: DataError | StateError) -> str:
    """Write why a file is not taken at all."""
    sentence = FILES.get(type(error))
    if sentence is not None:
        return _(sentence) % {"most": getattr(error, "most", "")}
    known = explain(error)
    # What else a reader of files says names places that an organiser has not.
    return explain(SheetError()) if known == str(error) else known


def explain_cell(instrument: Instrument, bad: BadCell) -> str:
    """Write what to do about a cell; the instrument is a worded one."""
    if bad.error is None:
        return _(CELLS[bad.code])
    item = instrument.items[bad.item]
    if bad.error.code is not AnswerFault.NOT_AN_OPTION:
        return explain_answer(instrument, item, bad.error)
    codes = [one.code for one in instrument.options_of(item)]
    if len(codes) > MOST_CODES:
        return _("Write the code of an option, or its words.")
    return _("Write one of these, or the words of one: %(codes)s.") % {
        "codes": "; ".join(codes)
    }


def explain_mapping(found: MappingProblem) -> str:
    """Write what to do about a line of a mapping."""
    return _(MAPPING[found.code]) % {"parts": "unit, columns, values"}


def explain_left(error: StateError) -> str:
    """Write why a row was left, or not submitted."""
    sentence = LEFT.get(type(error))
    return _(sentence) if sentence else explain(error)
