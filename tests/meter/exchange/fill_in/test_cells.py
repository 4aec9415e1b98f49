from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Missing
from instruments.model.answers import AnswerError
from meter.exchange.errors import TwoAnswersError
from meter.exchange.fill_in.cells import (
    give_back,
    read_answer,
    read_note,
    show_answer,
    show_reason,
)
from tests.meter.exchange.fill_in.books import INSTRUMENT, store

if TYPE_CHECKING:
    from instruments import Answer

WORDS = {"a": "Law", "b": "Order"}


@pytest.mark.parametrize(
    ("key", "answer", "shown"),
    [
        ("level", "a", "Law"),
        ("level", "e", "e"),
        ("several", ("a", "b"), "Law; Order"),
        ("n", 1.5, 1.5),
        ("words", "a", "a"),
        ("day", "2026-11-30", dt.date(2026, 11, 30)),
        ("day", "1900-02-28", "1900-02-28"),
        ("n", Missing.DONT_KNOW, ""),
        ("n", Missing.UNANSWERED, ""),
    ],
)
def test_a_cell_shows_an_answer_in_words(key: str, answer: Answer, shown: Any) -> None:
    assert show_answer(INSTRUMENT.items[key], answer, WORDS) == shown


def test_a_reason_stands_in_a_cell_of_its_own() -> None:
    reasons = {"DK": "Don't know"}

    assert show_reason(Missing.DONT_KNOW, reasons) == "Don't know"
    assert show_reason(Missing.REFUSED, reasons) == "RF"
    assert show_reason(Missing.UNANSWERED, reasons) == ""
    assert show_reason("DK", reasons) == ""


def read(key: str, answer: Any, reason: Any = None) -> Answer:
    lists = {"law": "a", "order": "b"}, {"no idea": "DK", "no answer": "a"}
    return read_answer(INSTRUMENT, INSTRUMENT.items[key], (answer, reason), lists)


def test_words_and_codes_are_read_alike() -> None:
    assert read("level", " LAW ") == read("level", "a") == "a"
    assert read("several", "order; a") == ("a", "b")
    assert read("n", None, "No  Idea") is Missing.DONT_KNOW


def test_what_is_no_reason_is_not_taken_for_an_answer() -> None:
    with pytest.raises(AnswerError):
        read("level", None, "No answer")
    with pytest.raises(TwoAnswersError):
        read("n", 1, "DK")


def test_a_note_is_a_text_whatever_it_looks_like() -> None:
    assert read_note(INSTRUMENT, "NA") == "NA"
    assert read_note(INSTRUMENT, 5.0) == "5"
    assert read_note(INSTRUMENT, None) == ""


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        (0.1 + 0.2, 0.3),
        (0.1, 0.1),
        ("x005F_y", "y"),
        ("_x0041_", "_x0041_"),
        ("_x000D_", Missing.UNANSWERED),
        (("a", "b"), ("a", "b")),
        (Missing.REFUSED, Missing.REFUSED),
    ],
)
def test_what_a_workbook_gives_back_of_an_answer_is_known(
    answer: Answer, given: Answer
) -> None:
    assert give_back(store({"n": answer})["n"]).answer == given
