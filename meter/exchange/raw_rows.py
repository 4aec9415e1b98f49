"""Rows as they stand in a file, before anybody knows what their columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class RawRow(NamedTuple):
    """A row: its number as a spreadsheet counts, and its cells.

    `ragged` says what is wrong where it has not as many cells as there are columns; the
    cells are left out then.
    """

    number: int
    cells: Sequence[Any]
    ragged: str = ""
