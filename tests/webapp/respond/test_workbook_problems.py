from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.exchange import errors
from meter.exchange.fill_in.reading import CellProblem, Place
from tests.webapp.city import make_instrument
from webapp.respond.workbook_problems import SENTENCES, explain_cell, explain_file

if TYPE_CHECKING:
    from meter.errors import DataError

EXAMPLES: list[DataError] = [
    errors.UnreadableWorkbookError(),
    errors.LargeWorkbookError(20),
    errors.MacroWorkbookError(),
    errors.OtherWorkbookError(),
    errors.OtherInstrumentError("a 1", "b 2"),
    errors.OtherResponseError(),
    errors.TwoAnswersError(),
    errors.FormulaCellError(),
    errors.ErrorCellError("#N/A"),
    errors.PercentCellError(),
    errors.UnknownRowError("key"),
    errors.RepeatedItemError("key", 7),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda one: type(one).__name__)
def test_the_page_says_what_the_error_says(error: DataError) -> None:
    told = explain_file(error)

    for mark in ("\u2068", "\u2069"):
        told = told.replace(mark, "")
    assert told.replace("“", '"').replace("”", '"') == str(error)


def test_every_error_of_a_workbook_has_its_sentence() -> None:
    assert {type(one) for one in EXAMPLES} == set(SENTENCES)


def test_a_row_of_no_question_is_named_by_its_place() -> None:
    problem = CellProblem(Place("1 A", 9, "key"), None, errors.UnknownRowError("x"))

    told = explain_cell(make_instrument(), problem)

    assert (told.sheet, told.row, told.column, told.ask) == ("1 A", 9, "Key", "")
