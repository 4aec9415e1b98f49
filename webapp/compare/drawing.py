"""Which charts a room has, and the drawing of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.comparison.masking import shows_distribution
from webapp.charts.dimensions import chart_dimensions
from webapp.charts.distribution import chart_distribution
from webapp.charts.heatmap import chart_heatmap, list_columns
from webapp.charts.profile import chart_profile
from webapp.charts.radar import FEWEST_AXES, chart_radar
from webapp.charts.stage_counts import chart_stage_counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.charts.chart import Chart, Look
    from webapp.charts.room import Measure, Room


@dataclass(frozen=True)
class Drawing:
    """All that the charts of one page are drawn from."""

    room: Room
    caption: str
    look: Look
    # The key of the column by which the heat map is sorted; None for the first.
    sort: str | None = None
    # How many scorecards name another method than the round's.
    scored_otherwise: int = 0
    # Whether the heat map puts those that score alike side by side.
    alike: bool = False

    @property
    def order(self) -> Measure:
        """The measure that sorts the heat map; the top one if there is no such."""
        columns = list_columns(self.room)
        return next((part for part in columns if part.key == self.sort), columns[0])


def _draw_stages(drawing: Drawing) -> Chart | None:
    ladder = drawing.room.ladder
    if ladder is None:
        return None
    return chart_stage_counts(ladder, drawing.caption, drawing.look)


def _draw_distribution(drawing: Drawing) -> Chart | None:
    if drawing.look.room and not shows_distribution(drawing.room.units):
        return None
    return chart_distribution(drawing.room, drawing.caption, drawing.look)


def _draw_dimensions(drawing: Drawing) -> Chart | None:
    if len(drawing.room.parts) <= 1:
        return None
    return chart_dimensions(drawing.room, drawing.caption, drawing.look)


def _draw_radar(drawing: Drawing) -> Chart | None:
    room = drawing.room
    if not room.chosen or len(room.parts) < FEWEST_AXES:
        return None
    return chart_radar(room, drawing.caption, drawing.look)


def _draw_profile(drawing: Drawing) -> Chart | None:
    if not drawing.room.chosen:
        return None
    return chart_profile(drawing.room, drawing.caption, drawing.look)


def _draw_heatmap(drawing: Drawing) -> Chart:
    return chart_heatmap(
        drawing.room,
        drawing.caption,
        drawing.look,
        drawing.order,
        alike=drawing.alike,
    )


CHARTS: dict[str, Callable[[Drawing], Chart | None]] = {
    "stages": _draw_stages,
    "distribution": _draw_distribution,
    "dimensions": _draw_dimensions,
    "radar": _draw_radar,
    "profile": _draw_profile,
    "heatmap": _draw_heatmap,
}
"""Every kind of chart by its key, in the order of the page."""


def draw_chart(drawing: Drawing, key: str) -> Chart | None:
    """Draw the chart of a key; None where there is no such, or nothing to draw."""
    return CHARTS[key](drawing) if key in CHARTS and drawing.room.size else None


def draw_charts(drawing: Drawing) -> dict[str, Chart]:
    """Draw every chart that the room has, by key."""
    drawn = {key: draw_chart(drawing, key) for key in CHARTS}
    return {key: chart for key, chart in drawn.items() if chart}
