"""What people say to each other keeps its lines and nothing that is not shown."""

from __future__ import annotations

import pytest

from meter.fieldwork.given.errors import WordsError
from meter.fieldwork.given.words import WORDS_MAX_CHARACTERS, parse_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" Why? ", "Why?"),
        ("One\r\ntwo\rthree", "One\ntwo\nthree"),
        ("a\tb", "a\tb"),
        ("e\u0301", "\u00e9"),
        ("x" * WORDS_MAX_CHARACTERS, "x" * WORDS_MAX_CHARACTERS),
    ],
)
def test_words_are_kept_as_they_are_read(text: str, words: str) -> None:
    assert parse_words(text) == words


@pytest.mark.parametrize(
    "text", ["", " \n ", "a\0b", "a\x1bb", "\ud800", "x" * (WORDS_MAX_CHARACTERS + 1)]
)
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(WordsError) as raised:
        parse_words(text)
    assert raised.value.most == WORDS_MAX_CHARACTERS
