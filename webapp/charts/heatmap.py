"""Heat map: every unit by every leaf, a shade and a number a cell."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.study.clustering import order_alike
from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.tables import Column, Table, to_points
from webapp.charts.words import count_units, quote
from webapp.filters import say_points
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from webapp.charts.chart import Figure, Look
    from webapp.charts.room import Measure, Room

CELL_PX, ROW_PX, HEADING_PX, BEYOND_PX = 44, 26, 165, 110
"""The last heading slants BEYOND the last column."""

HEADING_LETTERS, HEADING_LINES = 26, 2
MANY_UNITS, MANY_ROW_PX = 60, 19
"""Rows draw together where there are many units."""

FIRST_DARK = 3
"""From this shade on numbers are white."""

ROOM_WIDTH_PX = 1160
"""At desk size: what a projector of 1920 columns leaves for the map."""

MOST_NUMBERS = 1500
"""Above this many cells only the shades are drawn; the table has the numbers."""

HALF_WAY = 50.0


def chart_heatmap(
    room: Room, caption: str, look: Look, order: Measure, *, alike: bool = False
) -> Chart:
    """Show every unit on the top measure and every leaf.

    Units are sorted by `order`; `alike` then puts those that are drawn, and the
    leaves, beside those that score alike.
    """
    measures, places = list_columns(room), tuple(look.cut(room.ranked(order)))
    if alike:
        measures, places = _cluster(room, measures, places)
    return Chart(
        key="heatmap",
        subject=_("Every unit, by parts of %(measure)s")
        % {"measure": quote(room.top.title)},
        finding=find_weakest(room),
        caption=caption,
        figure=_draw(room, measures, places, look),
        table=_tabulate(room, measures, places, "" if alike else order.title),
        reading=_explain_clusters() if alike else "",
        scrolls=True,
    )


def _cluster(
    room: Room, measures: tuple[Measure, ...], places: tuple[int, ...]
) -> tuple[tuple[Measure, ...], tuple[int, ...]]:
    """Put units and leaves beside those that score alike; the top measure stays."""
    top, *leaves = measures
    if not leaves:
        leaves = [top]
    scores = np.column_stack([room.scores[leaf.key] for leaf in leaves])
    drawn = scores[list(places)]
    units = [places[row] for row in order_alike(drawn)]
    columns = [leaves[column] for column in order_alike(drawn.T)]
    return tuple(dict.fromkeys((top, *columns))), tuple(units)


def _explain_clusters() -> str:
    return _(
        "Units that score alike stand side by side, and so do parts. How far two are "
        "apart is the mean difference of the scores that both have; units without any "
        "score come last."
    )


def list_columns(room: Room) -> tuple[Measure, ...]:
    """List what has a column: the top measure, then the leaves."""
    return (room.top, *(leaf for leaf in room.leaves if leaf != room.top))


def find_weakest(room: Room) -> str:
    """Say which leaf is lowest and how many units lie under half way in it."""
    known = [
        (median, row)
        for row, leaf in enumerate(room.leaves)
        if (median := room.spread(leaf).median) is not None
    ]
    if not known:
        return _("No unit has a score yet")
    median, row = min(known)
    leaf = room.leaves[row]
    scores = room.scores[leaf.key]
    count = room.spread(leaf).count
    return ngettext(
        "%(leaf)s is the weakest, median %(median)s: %(below)s of %(count)s unit "
        "is below 50",
        "%(leaf)s is the weakest, median %(median)s: %(below)s of %(count)s units "
        "are below 50",
        count,
    ) % {
        "leaf": quote(leaf.title),
        "median": say_points(median),
        "below": int((scores < HALF_WAY).sum()),
        "count": count,
    }


def _draw(
    room: Room, measures: tuple[Measure, ...], places: tuple[int, ...], look: Look
) -> Figure:
    columns, rows = len(measures), len(places)
    row = ROW_PX if rows <= MANY_UNITS else MANY_ROW_PX
    titles = [room.units[place].name for place in places]
    names, points = axes.names_px(titles), _list_points(room, measures, places)
    cell = CELL_PX
    if look.room:
        cell = min(CELL_PX, int((ROOM_WIDTH_PX - names - BEYOND_PX) / columns))
    return axes.make_figure(
        look,
        [_shades(points), *_numbers(points, look)],
        HEADING_PX + look.row_height(rows, row) * rows + 4,
        width=look.scaled(names + cell * columns + BEYOND_PX),
        autosize=False,
        xaxis=_across(measures, look),
        yaxis=axes.names_axis(look, titles),
        margin={
            look.start[0]: look.scaled(names),
            look.end[0]: look.scaled(BEYOND_PX),
            "t": look.scaled(HEADING_PX),
            "b": 4,
            "pad": 0,
        },
    )


def _list_points(
    room: Room, measures: tuple[Measure, ...], places: tuple[int, ...]
) -> list[list[float | None]]:
    columns = [room.shown(measure) for measure in measures]
    return [[column[place] for column in columns] for place in places]


def _shades(points: list[list[float | None]]) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "z": points,
        "x": list(range(len(points[0]))),
        "y": list(range(len(points))),
        "zmin": 0,
        "zmax": 100,
        "colorscale": _steps(),
        "showscale": False,
        # A gap also keeps plotly from writing style attributes, which the policy
        # of our pages forbids.
        "xgap": 2,
        "ygap": 2,
    }


def _numbers(points: list[list[float | None]], look: Look) -> list[dict[str, Any]]:
    """Write the numbers over the shades: ink on light, white on dark."""
    cells = [
        (column, row, value)
        for row, values in enumerate(points)
        for column, value in enumerate(values)
        if value is not None
    ]
    if len(points) * len(points[0]) > MOST_NUMBERS:
        return []
    trace = {
        "type": "scatter",
        "mode": "text",
        "x": [column for column, _row, _value in cells],
        "y": [row for _column, row, _value in cells],
        "text": [say_points(value) for _column, _row, value in cells],
        "textfont": {
            "size": look.scaled(13),
            "color": [_contrast(value) for _column, _row, value in cells],
        },
    }
    return [trace]


def shade_of(points: float) -> int:
    """Find the place of the shade for points: five steps of 20, the last with 100."""
    return min(int(points * len(palette.STAGES) // 100), len(palette.STAGES) - 1)


def _contrast(points: float) -> str:
    return palette.INK if shade_of(points) < FIRST_DARK else palette.PAPER


def _steps() -> list[tuple[float, str]]:
    """Make five flat shades, so that a cell's step can be told without its number."""
    edges = [step / len(palette.STAGES) for step in range(len(palette.STAGES) + 1)]
    return [
        (edge, colour)
        for low, high, colour in zip(edges, edges[1:], palette.STAGES, strict=False)
        for edge in (low, high)
    ]


def _across(measures: tuple[Measure, ...], look: Look) -> dict[str, Any]:
    return {
        "side": "top",
        "range": look.along(-0.5, len(measures) - 0.5),
        "tickvals": list(range(len(measures))),
        "ticktext": [_heading(part, look) for part in measures],
        "tickangle": 45 if look.rtl else -45,
        "tickfont": {"size": look.scaled(12)},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _heading(measure: Measure, look: Look) -> str:
    """Write a title on the lines that fit between two slanting neighbours."""
    lines = textwrap.wrap(measure.title, HEADING_LETTERS)
    if len(lines) > HEADING_LINES:
        lines[HEADING_LINES - 1] += "…"
    return "<br>".join(look.label(line) for line in lines[:HEADING_LINES])


def _tabulate(
    room: Room, measures: tuple[Measure, ...], places: tuple[int, ...], order: str
) -> Table:
    columns = [room.scores[part.key].tolist() for part in measures]
    units = count_units(room.size)
    by = _("%(units)s, sorted by %(order)s") % {"units": units, "order": quote(order)}
    return Table(
        caption=by
        if order
        else _("%(units)s, those alike together") % {"units": units},
        columns=(
            Column(_("Unit")),
            *(Column(part.title, numeric=True, key=part.key) for part in measures),
        ),
        rows=tuple(
            (room.units[place].name, *(to_points(column[place]) for column in columns))
            for place in places
        ),
        total=room.size,
    )
