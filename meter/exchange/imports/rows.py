"""Rows of a file as text, whatever program wrote it, some at a time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from meter.exchange.workbook_answers import mark_error
from scoring.cells import CellFault, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row = tuple[int, Sequence[Any]]

_FIRST_LETTER, _LETTERS = ord("A"), 26


def name_column(place: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(_FIRST_LETTER + letter) + letters
    return letters


def write_cell(cell: Any) -> str | CellFault:
    """Write a cell as text without blanks around; a fault stays what it is."""
    if cell is None or isinstance(cell, CellFault):
        return cell or ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell != cell:  # noqa: PLR0124  (not a number)
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()[:10]
    text: str | CellFault = mark_error(to_text(cell).strip())
    return text
