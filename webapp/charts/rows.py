"""Rows: one measure a row on one scale, band and median behind chosen units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.charts import axes, palette
from webapp.charts.tables import Column, Points, Table, shown
from webapp.charts.words import count_units
from webapp.filters import say_points
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from webapp.charts.chart import Figure, Look
    from webapp.charts.palette import Mark
    from webapp.charts.room import Measure, Participant, Room, Spread

ROW_PX = 54
AXIS_PX = 30
BAND = 0.34
"""Thickness of the band in rows; the label stands above it."""

LETTER_PX = 7.8
"""Width to keep for a letter of a label beside its row."""

DROP = 0.22
"""How far below its row's line a measure is drawn, in rows."""


def explain_rows() -> str:
    """Say what band and line of a row are; on a phone no number is beside them."""
    return _("Band: the middle half of the units. Line across it: their median.")


def draw_rows(
    room: Room, measures: Sequence[Measure], look: Look, *, joined: bool
) -> Figure:
    """Draw a row a measure; `joined` links each chosen unit's marks by a line."""
    spreads = [room.spread(measure) for measure in measures]
    titles = [measure.title for measure in measures]
    row = look.row_height(len(measures), ROW_PX)
    flags = list(_list_flags(room, measures, look, row))
    above = axes.FLAG_LINE_PX * (len(flags) + 0.5 if flags else 0) + 4
    return axes.make_figure(
        look,
        [
            _bands(spreads),
            _medians(spreads, look),
            *_marks(room, measures, look, joined=joined),
        ],
        row * len(measures) + above + AXIS_PX,
        xaxis=axes.points_axis(look),
        yaxis=axes.hidden_axis(0.5 - len(measures), 0.5),
        margin=_margin(titles, look, above),
        annotations=[*_labels(titles, spreads, look), *flags],
    )


def draw_spreads(
    rows: Sequence[tuple[str, Spread]], look: Look, marks: list[dict[str, Any]]
) -> Figure:
    """Draw a row a spread under its own title, with marks over band and median."""
    spreads = [spread for _title, spread in rows]
    titles = [title for title, _spread in rows]
    row = look.row_height(len(rows), ROW_PX)
    return axes.make_figure(
        look,
        [_bands(spreads), *marks, _medians(spreads, look)],
        row * len(rows) + AXIS_PX + 4,
        xaxis=axes.points_axis(look),
        yaxis=axes.hidden_axis(0.5 - len(rows), 0.5),
        margin=_margin(titles, look, 4),
        annotations=list(_labels(titles, spreads, look)),
    )


def height_of(row: int) -> float:
    """Place a row: the first on top."""
    return -row - DROP


def _bands(spreads: list[Spread]) -> dict[str, Any]:
    rows = [row for row, spread in enumerate(spreads) if spread.lower is not None]
    lower = [shown(spreads[row].lower) or 0.0 for row in rows]
    upper = [shown(spreads[row].upper) or 0.0 for row in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [height_of(row) for row in rows],
        "base": lower,
        "x": [round(high - low, 1) for low, high in zip(lower, upper, strict=True)],
        "width": BAND,
        "marker": {"color": palette.BAND, "line": {"width": 0}},
    }


def _medians(spreads: list[Spread], look: Look) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [shown(spread.median) for spread in spreads],
        "y": [height_of(row) for row in range(len(spreads))],
        "cliponaxis": False,
        "marker": {
            "symbol": "line-ns",
            "size": look.scaled(18),
            "line": {"color": palette.INK, "width": look.scaled(3)},
        },
    }


def _marks(
    room: Room, measures: Sequence[Measure], look: Look, *, joined: bool
) -> list[dict[str, Any]]:
    heights = [height_of(row) for row in range(len(measures))]
    return [
        axes.mark_trace(
            look, mark, unit_points(room, measures, place), heights, lines=joined
        )
        for place, mark in _pairs(room)
    ]


def unit_points(
    room: Room, measures: Sequence[Measure], place: int
) -> list[float | None]:
    """List one unit's points on the measures, as shown."""
    return [room.shown(measure)[place] for measure in measures]


def _pairs(room: Room) -> Iterator[tuple[int, Mark]]:
    yield from zip(room.chosen, palette.MARKS, strict=False)


def _margin(titles: Sequence[str], look: Look, above: float) -> dict[str, float]:
    """Keep room for labels beside the rows on a wide screen, none on a narrow one."""
    longest = max(map(len, titles), default=0)
    start, end = (LETTER_PX * longest + 16, 60) if look.room else (12, 12)
    return {
        look.start[0]: look.scaled(start),
        look.end[0]: look.scaled(end),
        "t": look.scaled(above),
        "b": look.scaled(AXIS_PX),
        "pad": 0,
    }


def _labels(
    titles: Sequence[str], spreads: list[Spread], look: Look
) -> Iterator[dict[str, Any]]:
    """Name each row and write its median: above the row, or beside it in a room."""
    for row, (title, spread) in enumerate(zip(titles, spreads, strict=True)):
        height = height_of(row) if look.room else height_of(row) + BAND / 2
        yield axes.row_label(look, title, height)
        if spread.median is not None:
            text = say_points(spread.median)
            if not row and not look.room:
                text = _("Median %(median)s") % {"median": text}
            yield axes.row_value(look, text, height)


def _list_flags(
    room: Room, measures: Sequence[Measure], look: Look, row: float
) -> Iterator[dict[str, Any]]:
    """Name each chosen unit above the first row, on a line of its own."""
    starts = sorted(
        (points, place, mark.colour)
        for place, mark in _pairs(room)
        if (points := unit_points(room, measures, place)[0]) is not None
    )
    for line, (points, place, colour) in enumerate(starts):
        yield axes.flag(
            look,
            room.units[place].name,
            points,
            height_of(0),
            rise=row * (0.5 + DROP) + axes.FLAG_LINE_PX * (line + 0.5),
            colour=colour,
        )


def tabulate_rows(room: Room, measures: Sequence[Measure], *, peers: bool) -> Table:
    """Write the numbers of the rows; `peers` adds median and quartiles."""
    return Table(
        caption=_("Scores of 0 to 100; quartiles and medians over %(units)s")
        % {"units": count_units(room.size)},
        columns=(Column(_("Part")), *_headings(room.picked, peers=peers)),
        rows=tuple(
            (measure.title, *_cells(room, measure, peers=peers)) for measure in measures
        ),
    )


def _headings(units: tuple[Participant, ...], *, peers: bool) -> Iterator[Column]:
    if peers:
        yield Column(_("Lower quartile"), numeric=True)
        yield Column(_("Median"), numeric=True)
        yield Column(_("Upper quartile"), numeric=True)
    for unit in units:
        yield Column(unit.name, numeric=True)


def _cells(room: Room, measure: Measure, *, peers: bool) -> Iterator[Points]:
    if peers:
        spread = room.spread(measure)
        yield from map(Points, (spread.lower, spread.median, spread.upper))
    for place in room.chosen:
        yield Points(room.points(measure, place))
