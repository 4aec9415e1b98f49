"""Formulas: what a spreadsheet would calculate in a CSV file is kept as text."""

from __future__ import annotations

import re
from typing import Any

SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""With one of these in front (full-width forms too) a spreadsheet would calculate."""

CONTROLS = frozenset("\t\r\n\0")

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate, or take for one."""
    return f"'{text}" if _is_guarded(text) else text


def take_off(cell: str) -> str:
    """Give the text that `guard` was given."""
    return cell[1:] if cell.startswith("'") and _is_guarded(cell[1:]) else cell


def guard_cell(value: Any) -> Any:
    """Guard a cell that is text; a number that is written out stays one."""
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    return guard(value)


def _is_guarded(text: str) -> bool:
    # Apostrophes before a formula would else be lost when one is taken off.
    bare = text.lstrip("'")
    return bare[:1] in CONTROLS or bare.lstrip()[:1] in SIGNS if bare else False
