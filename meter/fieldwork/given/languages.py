"""Languages in which somebody works, as tags such as fr or zh-Hant, the best first."""

from __future__ import annotations

import re

from meter.fieldwork.given.errors import LanguagesError

MOST_LANGUAGES = 10
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def parse_languages(text: str) -> tuple[str, ...]:
    """Read tags with spaces, commas or semicolons between, each once.

    Raises:
        LanguagesError: one is no tag of a language, or there are very many.
    """
    given = [tag for tag in re.split(r"[\s,;]+", text) if tag]
    for tag in given:
        if not _TAG.fullmatch(tag):
            raise LanguagesError(tag)
    found = tuple(dict.fromkeys(_write(tag) for tag in given))
    if len(found) > MOST_LANGUAGES:
        raise LanguagesError(found[MOST_LANGUAGES])
    return found


def _write(tag: str) -> str:
    """Write a tag as it is written: zh-Hant-TW."""
    language, *parts = tag.split("-")
    shaped = (
        part.title() if len(part) == len("Hant") else part.upper() for part in parts
    )
    return "-".join((language.lower(), *shaped))
