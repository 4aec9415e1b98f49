"""Distribution: every unit a dot on the scale, over the middle half."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.tables import Column, Points, Table, shown
from webapp.charts.words import count_units, quote
from webapp.filters import round_points, say_points
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from webapp.charts.chart import Figure, Look
    from webapp.charts.room import Room

DOT_POINTS, MANY_UNITS = 2.4, 60
"""Points that a dot takes on the scale; half of it where there are many units."""

MOST_DOTS = 400
"""Above this many units a bar stands for all those of a step of the scale."""

BIN_POINTS, BINS_PX = 2, 200

DOT_PX, MANY_DOT_PX, AXIS_PX = 13, 8.5, 30
TALLEST_PX = 340
FLOOR = 0.8
"""Room under the lowest dots, in dots."""


def chart_distribution(room: Room, caption: str, look: Look) -> Chart:
    """Show where the units lie on the top measure."""
    return Chart(
        key="distribution",
        subject=_("Distribution of %(measure)s") % {"measure": quote(room.top.title)},
        finding=find_spread(room),
        caption=caption,
        figure=_draw(room, look) if room.size <= MOST_DOTS else _draw_bins(room, look),
        table=_tabulate(room, look),
        reading="" if room.size <= MOST_DOTS else _explain_bins(),
    )


def find_spread(room: Room) -> str:
    """Say between which scores the middle half lies, and the median."""
    spread = room.spread(room.top)
    if spread.median is None or spread.lower is None or spread.upper is None:
        return _("No unit has a score yet")
    facts = {
        "count": spread.count,
        "lower": say_points(spread.lower),
        "upper": say_points(spread.upper),
        "median": say_points(spread.median),
    }
    if spread.count == 1:
        return _("One unit has a score: %(median)s") % facts
    return (
        ngettext(
            "The middle half of %(count)s unit lies between %(lower)s and %(upper)s, "
            "the median at %(median)s",
            "The middle half of %(count)s units lies between %(lower)s and "
            "%(upper)s, the median at %(median)s",
            spread.count,
        )
        % facts
    )


def stack_dots(room: Room) -> list[tuple[int, float, int]]:
    """Place every unit that has a score: its place, its points, its height.

    Each dot keeps its own score and goes to the lowest line where it is free.
    """
    width = DOT_POINTS if room.size <= MANY_UNITS else DOT_POINTS / 2
    ends: list[float] = []
    dots = []
    for place in room.ranked(room.top, falling=False):
        points = room.points(room.top, place)
        if points is None:
            continue
        height = next((row for row, end in enumerate(ends) if end <= points), len(ends))
        ends[height : height + 1] = [points + width]
        dots.append((place, round_points(points), height))
    return dots


def _explain_bins() -> str:
    return _("Each bar counts the units of two points of the scale.")


def count_bins(room: Room) -> list[int]:
    """Count the units by steps of the scale; 100 belongs to the last one."""
    values = room.scores[room.top.key]
    edges = np.arange(0, 100 + BIN_POINTS, BIN_POINTS)
    return [int(one) for one in np.histogram(values[~np.isnan(values)], edges)[0]]


def _draw_bins(room: Room, look: Look) -> Figure:
    """Draw bars with the chosen units above them."""
    counts = count_bins(room)
    tallest = max(1, *counts)
    px = (ROOM_BINS if look.room else 1) * BINS_PX
    chosen = [
        (place, points, 0)
        for place in room.chosen
        if (points := room.shown(room.top)[place]) is not None
    ]
    flags = _list_flags(room, chosen, look, _Scale(px / tallest, 1.05 * tallest))
    above = axes.FLAG_LINE_PX * (len(flags) + 0.5)
    return axes.make_figure(
        look,
        [_bars(counts), *_chosen(chosen, room, look, axes.MARK_PX)],
        1.05 * px + above + AXIS_PX,
        xaxis=axes.points_axis(look),
        yaxis=axes.hidden_axis(0, 1.05 * tallest),
        bargap=0,
        margin={
            "l": look.scaled(12),
            "r": look.scaled(12),
            "t": look.scaled(above),
            "b": look.scaled(AXIS_PX),
            "pad": 0,
        },
        shapes=_band(room),
        annotations=flags,
    )


ROOM_BINS = 1.4


def _bars(counts: list[int]) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": [BIN_POINTS * (row + 0.5) for row in range(len(counts))],
        "y": counts,
        "width": BIN_POINTS,
        "marker": {
            "color": palette.MUTED,
            "line": {"color": palette.PAPER, "width": 1},
        },
    }


def _draw(room: Room, look: Look) -> Figure:
    dots = stack_dots(room)
    tallest = 1 + max((height for _place, _points, height in dots), default=0)
    dot = _find_dot_size(room, look, tallest)
    flags = _list_flags(room, dots, look, _Scale(dot, tallest + 0.3))
    above = axes.FLAG_LINE_PX * (len(flags) + 0.5)
    return axes.make_figure(
        look,
        [_others(dots, room, look, dot), *_chosen(dots, room, look, dot)],
        dot * (tallest + 0.3 + FLOOR) + above + AXIS_PX,
        xaxis=axes.points_axis(look),
        yaxis=axes.hidden_axis(-FLOOR, tallest + 0.3),
        margin={
            "l": look.scaled(12),
            "r": look.scaled(12),
            "t": look.scaled(above),
            "b": look.scaled(AXIS_PX),
            "pad": 0,
        },
        shapes=_band(room),
        annotations=flags,
    )


def _find_dot_size(room: Room, look: Look, tallest: int) -> float:
    """Choose the pixels of a dot: small where many stand, large in a room."""
    size = DOT_PX if room.size <= MANY_UNITS else MANY_DOT_PX
    return min(1.4 * size if look.room else size, TALLEST_PX / tallest)


def _others(
    dots: list[tuple[int, float, int]], room: Room, look: Look, size: float
) -> dict[str, Any]:
    plain = [dot for dot in dots if dot[0] not in room.chosen]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [points for _place, points, _height in plain],
        "y": [height for _place, _points, height in plain],
        "cliponaxis": False,
        "marker": {
            "size": look.scaled(max(3, size - 2)),
            "color": palette.MUTED,
            "line": {"color": palette.PAPER, "width": 1},
        },
    }


def _chosen(
    dots: list[tuple[int, float, int]], room: Room, look: Look, dot: float
) -> list[dict[str, Any]]:
    at = {place: (points, height) for place, points, height in dots}
    size = max(axes.MARK_PX, dot)
    return [
        axes.mark_trace(look, mark, [at[place][0]], [at[place][1]], size=size)
        for place, mark in zip(room.chosen, palette.MARKS, strict=False)
        if place in at
    ]


def _band(room: Room) -> list[dict[str, Any]]:
    spread = room.spread(room.top)
    if spread.lower is None or spread.upper is None or spread.median is None:
        return []
    across = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    middle = shown(spread.median)
    return [
        {
            "type": "rect",
            **across,
            "x0": shown(spread.lower),
            "x1": shown(spread.upper),
            "fillcolor": palette.BAND,
            "line": {"width": 0},
        },
        {
            "type": "line",
            **across,
            "x0": middle,
            "x1": middle,
            "line": {"color": palette.INK, "width": 2},
        },
    ]


@dataclass(frozen=True)
class _Scale:
    """The vertical scale of the dots: pixels a dot, and where the dots end."""

    dot: float
    ceiling: float

    def rise(self, height: float, line: int) -> float:
        """Count the pixels from a height up to a line of labels."""
        return (self.ceiling - height) * self.dot + axes.FLAG_LINE_PX * (line + 0.5)


def _list_flags(
    room: Room, dots: list[tuple[int, float, int]], look: Look, scale: _Scale
) -> list[dict[str, Any]]:
    """Name the median on the first line, then each chosen unit on its own."""
    at = {place: (points, height) for place, points, height in dots}
    named = sorted(
        (*at[place], room.units[place].name, mark.colour)
        for place, mark in zip(room.chosen, palette.MARKS, strict=False)
        if place in at
    )
    flags = [
        axes.flag(look, name, points, height, rise=scale.rise(height, line), colour=hue)
        for line, (points, height, name, hue) in enumerate(named, start=1)
    ]
    median = room.spread(room.top).median
    if median is None:
        return flags
    text = _("Median %(median)s") % {"median": say_points(median)}
    top = scale.ceiling
    return [
        axes.flag(look, text, round_points(median), top, rise=scale.rise(top, 0)),
        *flags,
    ]


def _tabulate(room: Room, look: Look) -> Table:
    spread = room.spread(room.top)
    rows = [
        (room.units[place].name, Points(room.points(room.top, place)))
        for place in look.cut(room.ranked(room.top))
    ]
    summary = (
        (_("Upper quartile"), Points(spread.upper)),
        (_("Median"), Points(spread.median)),
        (_("Lower quartile"), Points(spread.lower)),
    )
    return Table(
        caption=_("%(measure)s of %(units)s, highest first")
        % {"measure": quote(room.top.title), "units": count_units(room.size)},
        columns=(Column(_("Unit")), Column(room.top.title, numeric=True)),
        rows=tuple(rows),
        summary=summary if spread.count > 1 else (),
        total=room.size,
    )
