"""Words of charts: numbers as the reader writes them, names in their direction."""

from __future__ import annotations

import unicodedata

from babel.numbers import format_percent

from webapp.languages import current_language, ngettext

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
RIGHT_TO_LEFT = frozenset({"R", "AL"})


def isolate(text: str, *, always: bool = False) -> str:
    """Keep the direction of a text from that of the words around it.

    Args:
        text: a name or a title that stands among other words.
        always: also where the text has no right-to-left letter.
    """
    if always or any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def quote(name: str) -> str:
    """Put a name into a sentence of the reader's language."""
    return isolate(name, always=current_language().direction == "rtl")


def count_units(number: int) -> str:
    """Write how many units there are."""
    return ngettext("%(count)s unit", "%(count)s units", number) % {"count": number}


def share(part: float, whole: float) -> str:
    """Write a part of a whole in whole per cent."""
    return format_percent(part / whole if whole else 0, locale=current_language().code)
