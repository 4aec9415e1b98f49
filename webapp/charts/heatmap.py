"""Heat map: every unit by every leaf, a shade and a number a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.tables import Column, Points, Table, shown
from webapp.charts.words import count_units, quote, say_points
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from webapp.charts.chart import Figure, Look
    from webapp.charts.room import Measure, Room

CELL_PX, ROW_PX, HEADING_PX = 52, 26, 150
FEWEST_LETTERS, NAME_LETTERS, HEADING_LETTERS = 10, 32, 20
LETTER_PX = 7.4
"""Width to keep for a letter of a name; a name is cut after NAME_LETTERS."""

ROOM_WIDTH_PX = 1160
"""At desk size: what a projector of 1920 columns leaves for the map."""

MOST_NUMBERS = 1500
"""Above this many cells only the shades are drawn; the table has the numbers."""

HALF_WAY = 50.0


def chart_heatmap(room: Room, caption: str, look: Look, order: Measure) -> Chart:
    """Show every unit on the top measure and every leaf, sorted by `order`."""
    measures = list_columns(room)
    places = room.ranked(order)
    return Chart(
        key="heatmap",
        subject=_("Every unit, by parts of %(measure)s")
        % {"measure": quote(room.top.title)},
        finding=find_weakest(room),
        caption=caption,
        figure=_draw(room, measures, places, look),
        table=_tabulate(room, measures, places, order),
        scrolls=True,
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
    names = _names_px(room)
    cell = CELL_PX
    if look.room:
        cell = min(CELL_PX, int((ROOM_WIDTH_PX - names) / (columns + 1)))
    return axes.make_figure(
        look,
        [_cells(room, measures, places)],
        HEADING_PX + look.row_height(rows, ROW_PX) * rows + 4,
        width=look.scaled(names + cell * (columns + 1)),
        autosize=False,
        xaxis=_across(measures, look),
        yaxis=_down(room, places, look),
        margin={
            look.start[0]: look.scaled(names),
            look.end[0]: look.scaled(cell),
            "t": look.scaled(HEADING_PX),
            "b": 4,
            "pad": 0,
        },
    )


def _names_px(room: Room) -> float:
    longest = max((len(unit.name) for unit in room.units), default=0)
    return LETTER_PX * max(FEWEST_LETTERS, min(longest, NAME_LETTERS)) + 12


def _cells(
    room: Room, measures: tuple[Measure, ...], places: tuple[int, ...]
) -> dict[str, Any]:
    z = [
        [shown(room.points(measure, place)) for measure in measures] for place in places
    ]
    trace = {
        "type": "heatmap",
        "z": z,
        "x": list(range(len(measures))),
        "y": list(range(len(places))),
        "zmin": 0,
        "zmax": 100,
        "colorscale": _steps(),
        "showscale": False,
        # A gap also keeps plotly from writing style attributes, which the policy
        # of our pages forbids.
        "xgap": 2,
        "ygap": 2,
    }
    if len(measures) * len(places) <= MOST_NUMBERS:
        trace["text"] = [
            ["" if value is None else say_points(value) for value in row] for row in z
        ]
        trace["texttemplate"] = "%{text}"
    return trace


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
        "ticktext": [look.label(part.title, HEADING_LETTERS) for part in measures],
        "tickangle": 45 if look.rtl else -45,
        "tickfont": {"size": look.scaled(12)},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _down(room: Room, places: tuple[int, ...], look: Look) -> dict[str, Any]:
    names = [axes.shorten(room.units[place].name, NAME_LETTERS) for place in places]
    return {
        "side": look.start,
        "range": [len(places) - 0.5, -0.5],
        "tickvals": list(range(len(places))),
        "ticktext": [look.label(name) for name in names],
        "tickfont": {"size": look.scaled(13)},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _tabulate(
    room: Room, measures: tuple[Measure, ...], places: tuple[int, ...], order: Measure
) -> Table:
    return Table(
        caption=_("%(units)s, sorted by %(order)s")
        % {"units": count_units(room.size), "order": quote(order.title)},
        columns=(
            Column(_("Unit")),
            *(Column(part.title, numeric=True, key=part.key) for part in measures),
        ),
        rows=tuple(
            (
                room.units[place].name,
                *(Points(room.points(measure, place)) for measure in measures),
            )
            for place in places
        ),
    )
