"""Radar: the shape of one to six units at a glance; an overview, not a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.profile import find_contrast
from webapp.charts.rows import tabulate_rows, unit_points
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from webapp.charts.chart import Figure, Look
    from webapp.charts.room import Room

FEWEST_AXES = 3
"""With fewer parts a radar has no area to read; the profile says the same."""

HEIGHT_PX, ROOM_HEIGHT_PX = 340, 480
SIDE_PX, EDGE_PX = 84, 48
LABEL_LETTERS = 12


def chart_radar(room: Room, caption: str, look: Look) -> Chart:
    """Show the chosen units on the parts, one closed line each."""
    return Chart(
        key="radar",
        subject=_("Shape of the chosen units, an overview"),
        finding=find_contrast(room, room.parts),
        caption=caption,
        figure=_draw(room, look),
        table=tabulate_rows(room, room.parts, peers=False),
    )


def _draw(room: Room, look: Look) -> Figure:
    return axes.make_figure(
        look,
        [
            _line(room, place, mark, look)
            for place, mark in zip(room.chosen, palette.MARKS, strict=False)
        ],
        ROOM_HEIGHT_PX if look.room else HEIGHT_PX,
        polar={
            "bgcolor": axes.TRANSPARENT,
            "angularaxis": {
                # Angles, not names: two parts may have one title.
                "tickmode": "array",
                "tickvals": _angles(room),
                "ticktext": [
                    look.label(part.title, LABEL_LETTERS) for part in room.parts
                ],
                "rotation": 90,
                "direction": "counterclockwise" if look.rtl else "clockwise",
                "tickfont": {"size": look.scaled(13)},
                "gridcolor": palette.GRID,
                "linecolor": palette.LINE,
            },
            "radialaxis": {
                "range": [0, 100],
                "tickvals": [0, 25, 50, 75, 100],
                "angle": 90,
                "tickangle": 90,
                "tickfont": {"size": look.scaled(11), "color": palette.MUTED},
                "gridcolor": palette.GRID,
                "linecolor": palette.LINE,
            },
        },
        margin={
            "l": look.scaled(SIDE_PX),
            "r": look.scaled(SIDE_PX),
            "t": look.scaled(EDGE_PX),
            "b": look.scaled(EDGE_PX),
        },
    )


def _angles(room: Room) -> list[float]:
    return [round(360 * row / len(room.parts), 4) for row in range(len(room.parts))]


def _line(room: Room, place: int, mark: palette.Mark, look: Look) -> dict[str, Any]:
    points, angles = unit_points(room, room.parts, place), _angles(room)
    trace = axes.mark_trace(look, mark, [*points, points[0]], [*angles, angles[0]])
    return {
        **{key: value for key, value in trace.items() if key not in {"x", "y"}},
        "type": "scatterpolar",
        "mode": "lines+markers",
        "r": trace["x"],
        "theta": trace["y"],
    }
