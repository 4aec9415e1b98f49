"""The table of a chart as CSV: every number as it is shown, and exact beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange import csv_texts
from meter.exchange.formulas import guard_words
from webapp.charts.tables import Change, Points
from webapp.filters import round_points
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from webapp.charts.tables import Cell, Table

BETWEEN = "; "
"""Stands between the names of one cell."""


def write_csv(table: Table) -> str:
    """Write a table as CSV; text that a spreadsheet would calculate is kept from it.

    Numbers have a decimal point in every language. What stands below the rows of a
    page comes after them.
    """
    rows = [*table.rows, *table.summary]
    twice = [
        any(_is_score(row[at]) for row in rows) for at in range(len(table.columns))
    ]
    written = (_write_row(row, twice) for row in rows)
    return csv_texts.write_csv([_write_head(table, twice), *written], guard_words)


def _is_score(cell: Cell) -> bool:
    return isinstance(cell, Points | Change)


def _write_head(table: Table, twice: Sequence[bool]) -> Iterator[str]:
    for column, is_twice in zip(table.columns, twice, strict=True):
        yield column.title
        if is_twice:
            yield _("%(column)s, exact") % {"column": column.title}


def _write_row(row: Sequence[Cell], twice: Sequence[bool]) -> Iterator[str | float]:
    for cell, is_twice in zip(row, twice, strict=True):
        if isinstance(cell, Points | Change):
            exact = cell.exact
            yield "" if exact is None else round_points(exact)
            yield "" if exact is None else exact
        else:
            yield BETWEEN.join(cell) if isinstance(cell, tuple) else cell
            if is_twice:
                yield ""
