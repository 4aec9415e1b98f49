"""Every kind of bad cell and of refusal has words in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import meter.exchange.imports
import meter.fieldwork
from meter.exchange.errors import UnreadableTableError
from meter.exchange.imports.errors import NoUnitHeadingError
from meter.fieldwork.errors import IncompleteError, RoundClosedError
from webapp.organise.import_words import CELLS, LEFT, explain_file, explain_left

if TYPE_CHECKING:
    from flask import Flask

    from tests.webapp.desk import Desk

_CODE = re.compile(r'"((?:no|bad|repeated|unknown|ambiguous|faulty|ragged)_[a-z]+)"')


@pytest.fixture
def app(desk: Desk) -> Flask:
    return desk.app


def test_each_code_that_is_given_has_words() -> None:
    rooms = (meter.exchange.imports.__path__[0], meter.fieldwork.__path__[0])
    files = [
        file
        for room in rooms
        for file in Path(room).glob("*.py")
        if "BadCell(" in file.read_text(encoding="utf-8")
    ]

    given = {code for file in files for code in _CODE.findall(file.read_text("utf-8"))}

    assert given == set(CELLS)


def test_a_file_that_cannot_be_read_says_what_to_do(app: Flask) -> None:
    with app.test_request_context():
        assert "Save it as CSV" in explain_file(UnreadableTableError("a.csv", "why"))
        assert "write its heading" in explain_file(NoUnitHeadingError([], None, "odk"))
        assert "closed" in explain_file(RoundClosedError("seoul"))


def test_what_stays_a_draft_says_why(app: Flask) -> None:
    with app.test_request_context():
        assert explain_left(IncompleteError(["law"])).startswith("Kept as a draft")
        assert IncompleteError in LEFT
