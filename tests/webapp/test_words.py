from __future__ import annotations

import pytest

from instruments import Answer, Missing
from tests.webapp.city import make_instrument
from webapp.words import say_answer, say_missing

INSTRUMENT = make_instrument()


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("level", "partly", "Partly"),
        ("board", "yes", "Yes"),
        ("topics", ("law", "skills"), "Law; Skills"),
        ("topics", (), "None of them"),
        ("share", 12.5, "12.5 per cent"),
        ("share", 40.0, "40 per cent"),
        ("words", "As typed", "As typed"),
        ("level", Missing.DONT_KNOW, "Don't know"),
        ("words", None, "Answered"),
    ],
)
def test_an_answer_is_told_in_words(
    key: str, answer: Answer | None, words: str
) -> None:
    assert say_answer(INSTRUMENT, INSTRUMENT.items[key], answer) == words


def test_every_reason_has_its_words() -> None:
    assert len({say_missing(reason) for reason in Missing}) == len(Missing)
