"""Every kind of bad cell and of refusal has words in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import meter.exchange.imports
import meter.fieldwork
from instruments import load_instrument
from instruments.model.answers import AnswerError, AnswerFault
from meter.exchange.errors import UnreadableTableError
from meter.exchange.imports import mapping
from meter.exchange.imports.errors import NoUnitHeadingError
from meter.exchange.imports.records import NO_PLACE, BadCell
from meter.fieldwork.errors import IncompleteError, RoundClosedError
from meter.fieldwork.imports.errors import UnitDraftsError
from webapp.organise.import_words import (
    CELLS,
    LEFT,
    MAPPING,
    explain_cell,
    explain_file,
    explain_left,
)

if TYPE_CHECKING:
    from flask import Flask

    from tests.webapp.desk import Desk

_CODE = re.compile(r'"((?:no|bad|repeated|unknown|ambiguous|faulty|ragged)_[a-z]+)"')

_MAPPING_CODE = re.compile(
    r'(?:yield .*?|\*place, )"([a-z_]+)", (?:"|f"|_|problem|said)'
)


@pytest.fixture
def app(desk: Desk) -> Flask:
    return desk.app


def test_each_code_that_is_given_has_words() -> None:
    rooms = (meter.exchange.imports.__path__[0], meter.fieldwork.__path__[0])
    files = [
        file
        for room in rooms
        for file in Path(room).rglob("*.py")
        if "BadCell(" in file.read_text(encoding="utf-8")
    ]

    given = {code for file in files for code in _CODE.findall(file.read_text("utf-8"))}

    assert given == set(CELLS)


def test_each_code_of_a_mapping_has_words() -> None:
    text = Path(mapping.__file__).read_text("utf-8")

    # A file that is not there is the command's alone.
    given = set(_MAPPING_CODE.findall(text)) - {"unreadable"}

    assert given == set(MAPPING)


def test_a_file_that_cannot_be_read_says_what_to_do(app: Flask) -> None:
    with app.test_request_context():
        assert "Save it as CSV" in explain_file(UnreadableTableError("a.csv", "why"))
        assert "write its heading" in explain_file(NoUnitHeadingError([], None, "odk"))
        assert "closed" in explain_file(RoundClosedError("seoul"))


def test_a_bad_answer_says_what_may_stand_there(app: Flask) -> None:
    meter = load_instrument("meter")
    options = meter.options_of(meter.items["l1_1"])
    codes = [one.code for one in options]
    wrong = AnswerError(AnswerFault.NOT_AN_OPTION, given="maybe", options=codes)
    of = (2, NO_PLACE, "Arva", "maybe")

    with app.test_request_context():
        said = explain_cell(meter, BadCell(*of, "not_an_option", "", "l1_1", wrong))
        bound = AnswerError(AnswerFault.TOO_LOW, at_least=0.0, given=-1.0)
        low_said = explain_cell(meter, BadCell(*of, "too_low", "", "t1_1", bound))
        row = explain_cell(meter, BadCell(*of, "no_unit", ""))

    assert "; ".join(codes) in said
    assert "0" in low_said
    assert "Name the unit" in row


def test_what_stays_a_draft_says_why(app: Flask) -> None:
    with app.test_request_context():
        assert explain_left(IncompleteError(["law"])).startswith("Kept as a draft")
        assert IncompleteError in LEFT
        # The command says the same.
        assert explain_left(UnitDraftsError(1)) == str(UnitDraftsError(1))
        assert UnitDraftsError in LEFT
