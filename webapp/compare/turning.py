"""Turning: which rows of a long table a page shows, and the ways to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.charts.chart import MOST_ROWS

if TYPE_CHECKING:
    from webapp.compare.selection import Selection


@dataclass(frozen=True)
class Turning:
    """The rows that are shown, counted from 1, and the queries of their neighbours."""

    first: int
    last: int
    total: int
    before: str | None
    after: str | None


def turn_rows(total: int, selection: Selection) -> Turning | None:
    """Find which rows are shown; None where all of them are.

    A first row beyond the last shows none, and leads back.
    """
    first = min(selection.first, total)
    last = min(first + MOST_ROWS, total)
    if not first and last == total:
        return None
    before = selection.link(first=max(0, first - MOST_ROWS)) if first else None
    after = selection.link(first=last) if last < total else None
    return Turning(first + 1, last, total, before, after)
