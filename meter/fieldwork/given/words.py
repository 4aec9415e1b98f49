"""What people say to each other: a question, a reply, a reason."""

from __future__ import annotations

import unicodedata

from meter.fieldwork.given.errors import WordsError

WORDS_MAX_CHARACTERS = 2000

_LINES = {"\n", "\t"}


def parse_words(text: str) -> str:
    """Read what somebody says: lines stay, spaces at its ends go.

    Raises:
        WordsError: it is blank, longer than 2000 characters or holds controls.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    words = unicodedata.normalize("NFC", lines).strip()
    has_controls = any(
        unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _LINES
        for sign in words
    )
    if not words or len(words) > WORDS_MAX_CHARACTERS or has_controls:
        raise WordsError(WORDS_MAX_CHARACTERS)
    return words
