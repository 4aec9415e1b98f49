from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from instruments import AnswerError, parse_answer
from instruments.model.answers import AnswerFault
from tests.webapp.city import make_instrument
from webapp.forms.messages import MESSAGES, explain, say

if TYPE_CHECKING:
    from flask import Flask

INSTRUMENT = make_instrument()


def explain_given(key: str, given: str | list[str]) -> str:
    item = INSTRUMENT.items[key]
    with pytest.raises(AnswerError) as caught:
        parse_answer(INSTRUMENT, item, given)
    return explain(INSTRUMENT, item, caught.value)


@pytest.mark.parametrize(
    ("key", "given", "sentence"),
    [
        ("level", "much", "Choose one of the levels, or say why you cannot."),
        ("kind", "lake", "Choose one of the options."),
        ("share", "half", "Write a number in digits, such as 12.5."),
        ("share", "-1", "Give 0 or more."),
        ("share", "101", "Give 100 or less."),
        ("topics", ["law", "money", "skills"], "Choose 2 at most."),
        (
            "topics",
            ["law", "none"],
            "Keep “None of these” alone, or take it away and keep the others.",
        ),
        ("words", "x" * 53, "Shorten the text to 50 characters; it has 53."),
        ("start", "2026-02-30", "Choose a day, or write it like 2026-11-30."),
        ("start", "1999-12-31", "Give 2000-01-01 or more."),
        ("site", "our site", "Write the whole web address, beginning with https://."),
        ("budget", "RF", "Give an answer; this reason cannot be chosen here."),
        ("words", "a\x00b", "Type the text again: it holds a hidden character"),
    ],
)
def test_what_cannot_be_taken_gets_a_sentence_that_says_what_to_do(
    key: str, given: str | list[str], sentence: str
) -> None:
    assert explain_given(key, given).startswith(sentence)


def test_a_comma_that_can_be_read_two_ways_shows_both() -> None:
    wide = make_instrument(
        sections=[
            {
                "key": "only",
                "title": "Only",
                "items": [{"key": "people", "type": "number", "ask": "How many?"}],
            }
        ],
        framework=None,
        methods={},
        stages={},
    )
    item = wide.items["people"]

    with pytest.raises(AnswerError) as caught:
        parse_answer(wide, item, "1,234")

    sentence = explain(wide, item, caught.value)
    assert "1.234" in sentence
    assert "1234" in sentence


def test_every_fault_of_an_answer_has_its_own_sentence() -> None:
    assert {str(fault) for fault in AnswerFault} - MESSAGES.keys() == set()


def test_sentences_are_short_orders_without_reproach() -> None:
    for sentence in MESSAGES.values():
        assert not re.search(r"please|invalid|oops|error|!", sentence, re.IGNORECASE)
        assert sentence.endswith(".")


def test_sentences_come_in_the_language_of_the_reader(app: Flask) -> None:
    with app.test_request_context("/?lang=fr"):
        app.preprocess_request()
        french = say("two_answers")

    assert french != say("two_answers")
