"""The table of a chart as CSV: every number as it is shown, and exact beside it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from meter.exchange.formulas import guard_cell
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
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    rows = [*table.rows, *table.summary]
    twice = [
        any(_is_score(row[at]) for row in rows) for at in range(len(table.columns))
    ]
    writer.writerow(_write_head(table, twice))
    for row in rows:
        writer.writerow(_write_row(row, twice))
    return text.getvalue()


def _is_score(cell: Cell) -> bool:
    return isinstance(cell, Points | Change)


def _write_head(table: Table, twice: Sequence[bool]) -> Iterator[str]:
    for column, is_twice in zip(table.columns, twice, strict=True):
        yield guard_cell(column.title)
        if is_twice:
            yield guard_cell(_("%(column)s, exact") % {"column": column.title})


def _write_row(row: Sequence[Cell], twice: Sequence[bool]) -> Iterator[str | float]:
    for cell, is_twice in zip(row, twice, strict=True):
        if isinstance(cell, Points | Change):
            exact = cell.exact
            yield "" if exact is None else round_points(exact)
            yield "" if exact is None else exact
        else:
            yield _write_cell(cell)
            if is_twice:
                yield ""


def _write_cell(cell: str | int | tuple[str, ...]) -> str | int:
    if isinstance(cell, int):
        return cell
    if isinstance(cell, str):
        return str(guard_cell(cell))
    return str(guard_cell(BETWEEN.join(cell)))
