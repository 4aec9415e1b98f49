"""Words of texts, cut and folded in one way for every database and every script.

A database cuts words as its own parser does: SQLite's takes a whole sentence of Chinese
for one word, and its trigrams find no word of two signs, of which Chinese and Korean
have most. So words are cut here, and the database only looks them up:

- case, accents, vowel marks and widths make no difference;
- a text without spaces (Chinese, Japanese, Korean) is cut into signs and their pairs;
- Arabic loses its article, and letters that are written for each other are one.

What is left are letters and digits: no sign of a query can mean anything to a database.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD_MOST, QUERY_MOST, TERMS_MOST = 40, 200, 12
"""Characters of a word and of a query, and words of a query, that are looked at."""

UNSPACED = (
    (0x1100, 0x11FF),  # Hangul, its letters
    (0x2E80, 0x2FDF),  # Chinese, its radicals
    (0x3005, 0x3007),
    (0x3040, 0x318F),  # Japanese, Bopomofo, more of Hangul
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),  # Chinese
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),  # Japanese, half as wide
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
)
"""The scripts that are written without spaces, or with endings joined to a word."""

_ARTICLE = re.compile(
    "^[\u0648\u0628\u0643\u0641]?\u0627\u0644(?=..)|^\u0644\u0644(?=..)"
)
"""The Arabic article, also behind "and", "with", "like", "so" and "for"."""

_SAME_LETTERS = str.maketrans({"\u0649": "\u064a", "\u0629": "\u0647", "\u0640": None})
"""Arabic letters that are written for each other at the end of words; no tatweel."""

_UNSEEN = {"Mn", "Me", "Cf"}
_JOINED = {*_UNSEEN, "Mc"}

Sort = Literal["", "word", "signs"]


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and where in the text it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query: it is found whole, or at the beginning of a word."""

    text: str
    whole: bool = False

    def meets(self, word: Word) -> bool:
        """Tell whether a word is one that is looked for."""
        return word.text == self.text if self.whole else word.text.startswith(self.text)


def cut(text: str) -> Iterator[Word]:
    """Cut a text into words; signs of an unspaced script come alone and in pairs."""
    for sort, run in _list_runs(text):
        if sort == "signs":
            yield from run
            yield from _pair(run)
        else:
            yield from run


def list_words(*texts: str) -> list[str]:
    """List the words of some texts, each once."""
    return list(dict.fromkeys(word.text for text in texts for word in cut(text)))


def read_query(query: str) -> tuple[Term, ...]:
    """Read what somebody types: the words that must all be found.

    Where signs of an unspaced script stand together, their pairs are looked for.
    """
    found: dict[str, Term] = {}
    for sort, run in _list_runs(unicodedata.normalize("NFC", query[:QUERY_MOST])):
        is_signs = sort == "signs"
        words = list(_pair(run)) or run if is_signs else run
        found |= {word.text: Term(word.text, is_signs) for word in words}
    return tuple(found.values())[:TERMS_MOST]


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Write a word such that case, accents, marks and widths make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    parts = unicodedata.normalize("NFKD", plain).translate(_SAME_LETTERS)
    bare = "".join(one for one in parts if unicodedata.category(one) not in _UNSEEN)
    # Put together again, a syllable of Korean is one sign.
    whole = unicodedata.normalize("NFC", bare)
    letters = "".join(one for one in whole if one.isalnum())
    return _ARTICLE.sub("", letters)[:WORD_MOST]


def _list_runs(text: str) -> Iterator[tuple[Sort, list[Word]]]:
    """List what stands together: a word, or signs of an unspaced script one by one."""
    for sort, group in groupby(range(len(text)), lambda place: _sort(text[place])):
        places = list(group)
        if sort == "signs":
            yield sort, [one for place in places for one in _fold_sign(text, place)]
        elif sort:
            start, end = places[0], places[-1] + 1
            folded = fold(text[start:end])
            yield sort, [Word(folded, start, end)] if folded else []


def _fold_sign(text: str, place: int) -> list[Word]:
    return [Word(sign, place, place + 1) for sign in fold(text[place])]


def _pair(run: list[Word]) -> Iterator[Word]:
    for one, next_ in pairwise(run):
        yield Word(one.text + next_.text, one.start, next_.end)


@lru_cache(maxsize=65_536)
def _sort(sign: str) -> Sort:
    """Tell what a sign belongs to: a word, an unspaced script, or nothing."""
    code = ord(sign)
    if any(first <= code <= last for first, last in UNSPACED):
        return "signs"
    is_joined = unicodedata.category(sign) in _JOINED
    return "word" if sign.isalnum() or is_joined else ""
