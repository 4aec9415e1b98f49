"""What a spreadsheet would take for a formula, and how it is kept from it."""

from __future__ import annotations

import re

SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""With one of these in front (full-width forms too) a spreadsheet would compute."""

CONTROLS = frozenset("\t\r\n\0")

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


def guard_formula(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula: an apostrophe goes first.

    So it does where apostrophes stand before a formula already: `take_off` gives every
    text back.
    """
    return f"'{text}" if _is_guarded(text) else text


def take_off(cell: str) -> str:
    """Give the text that `guard_formula` was given."""
    return cell[1:] if cell.startswith("'") and _is_guarded(cell[1:]) else cell


def guard_words(text: str) -> str:
    """Guard where numbers stand as text: `-5` is no formula."""
    return text if _NUMBER.fullmatch(text) else guard_formula(text)


def _is_guarded(text: str) -> bool:
    bare = text.lstrip("'")
    return bare[:1] in CONTROLS or bare.lstrip()[:1] in SIGNS if bare else False
