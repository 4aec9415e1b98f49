"""Rows of a table as markup: a room may have thousands of cells, so no macro a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from webapp.charts.tables import Change, Points
from webapp.filters import points_writer, round_points
from webapp.languages import current_language, ngettext
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from webapp.charts.tables import Cell, Table

MOST_EXACT = 1_000
"""Cells up to which each score carries its exact number; the CSV file has them all."""

MOST_NAMES = 100
"""Names that a cell shows."""

SIGNED = "+#,##0.0;-#,##0.0"
"""A change is written with its sign."""


def write_body(table: Table) -> Markup:
    """Write the rows of a table."""
    width = len(table.columns)
    return _join(table.rows, exact=len(table.rows) * width <= MOST_EXACT)


def write_foot(table: Table) -> Markup:
    """Write what stands below the rows."""
    return _join(table.summary, exact=True)


def _join(rows: Iterable[Sequence[Cell]], *, exact: bool) -> Markup:
    write = _points_writer(exact=exact)
    # Every part is markup of ours or escaped by `_write_cell`.
    return Markup("".join(_write_row(cells, write) for cells in rows))  # noqa: S704


def _points_writer(*, exact: bool) -> Callable[[float | None], str]:
    """Give what writes the cell of a score; `exact` keeps its exact number too."""
    say, nothing = points_writer(), f'<td class="num muted">{escape(_("none"))}</td>'

    def write(value: float | None) -> str:
        if value is None:
            return nothing
        if not exact:
            return f'<td class="num">{say(value)}</td>'
        data = f'<data value="{value}" title="{value}">{say(value)}</data>'
        return f'<td class="num">{data}</td>'

    return write


def _write_row(cells: Sequence[Cell], write: Callable[[float | None], str]) -> str:
    parts = [f'<tr><th scope="row"><bdi>{escape(str(cells[0]))}</bdi></th>']
    parts += [
        write(cell.exact) if isinstance(cell, Points) else _write_cell(cell)
        for cell in cells[1:]
    ]
    return "".join([*parts, "</tr>\n"])


def _write_cell(cell: str | int | Change | tuple[str, ...]) -> str:
    if isinstance(cell, str):
        return f"<td>{escape(cell)}</td>"
    if isinstance(cell, int):
        return f'<td class="num">{cell}</td>'
    if isinstance(cell, Change):
        return _write_change(cell)
    return f'<td class="names">{"".join(_list_names(cell))}</td>'


def _write_change(cell: Change) -> str:
    if cell.exact is None:
        return f'<td class="num muted">{escape(_("none"))}</td>'
    said = say_difference(cell.exact)
    return f'<td class="num"><bdi dir="ltr">{said}</bdi></td>'


def _list_names(names: tuple[str, ...]) -> Iterator[str]:
    shown = names[:MOST_NAMES]
    yield escape(_(", ")).join(Markup("<bdi>{}</bdi>").format(name) for name in shown)
    more = len(names) - len(shown)
    if more:
        words = ngettext("and %(count)s more", "and %(count)s more", more)
        yield f" {escape(words % {'count': more})}"


def say_difference(points: float) -> str:
    """Write a difference in points with its sign; 0.0 has none."""
    shown = round_points(points)
    pattern = SIGNED if shown else "0.0"
    return format_decimal(shown, pattern, locale=current_language().code)
