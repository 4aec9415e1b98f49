"""The table beside a chart: the same numbers, in the same order and rounding."""

from __future__ import annotations

import math
from dataclasses import dataclass

from webapp.filters import round_points


@dataclass(frozen=True, slots=True)
class Points:
    """A score of 0 to 100: shown to one decimal, kept exact."""

    exact: float | None

    @property
    def shown(self) -> float | None:
        """The number that a figure draws and a page prints; None for no score."""
        return shown(self.exact)


def to_points(score: float) -> Points:
    """Give a score in points as a cell; NaN is no score."""
    return Points(None if math.isnan(score) else score)


def shown(points: float | None) -> float | None:
    """Round points to the one decimal that figure and table share.

    >>> shown(57.349)
    57.3
    """
    return None if points is None else round_points(points)


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two scores in points: shown with its sign, kept exact."""

    exact: float | None


Cell = str | int | Points | Change | tuple[str, ...]
"""Words, a count, a score, a difference of scores, or a list of names."""


@dataclass(frozen=True)
class Column:
    """A column heading; `key` where the page may be sorted by it."""

    title: str
    numeric: bool = False
    key: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first cell of a row names it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    # Below the rows and apart from them: quartiles, totals.
    summary: tuple[tuple[Cell, ...], ...] = ()
    # How many rows there are, where only some are here.
    total: int = 0
