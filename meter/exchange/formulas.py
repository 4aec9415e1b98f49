"""What a spreadsheet would take for a formula, and how it is kept from it."""

from __future__ import annotations

import re

SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""With one of these in front (full-width forms too) a spreadsheet would compute."""

CONTROLS = frozenset("\t\r\n\0")

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


def begins_formula(text: str) -> bool:
    """Tell whether a text begins with such a sign, spaces first too, or a control."""
    return text[:1] in CONTROLS or text.lstrip()[:1] in SIGNS


def guard_formula(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula: an apostrophe goes first.

    Taking away a first apostrophe gives the text back, if it begins a formula.
    """
    return f"'{text}" if begins_formula(text) else text


def guard_words(text: str) -> str:
    """Do so where numbers stand as text: `-5` is no formula."""
    return text if _NUMBER.fullmatch(text) else guard_formula(text)
