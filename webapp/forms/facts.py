"""Facts of an error, as a sentence in the reader's language takes them."""

from __future__ import annotations

from webapp.charts.words import quote
from webapp.languages import gettext as _

LONGEST = 40
"""Of what was given no more characters are said again."""


def word_facts(error: Exception) -> dict[str, str]:
    """Write the attributes of an error by name: lists joined, names isolated."""
    return {name: word_fact(value) for name, value in vars(error).items()}


def word_fact(value: object) -> str:
    """Write one fact; what somebody typed keeps its own direction."""
    if isinstance(value, tuple):
        return _(", ").join(word_fact(one) for one in value)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, str):
        return quote(value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…")
    return str(value)
