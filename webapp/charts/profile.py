"""Profile: the chosen units line by line, the drawing to read beside the radar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.charts.chart import Chart
from webapp.charts.rows import draw_rows, explain_rows, tabulate_rows
from webapp.charts.words import quote
from webapp.filters import say_points
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.charts.chart import Look
    from webapp.charts.room import Measure, Room


def chart_profile(room: Room, caption: str, look: Look) -> Chart:
    """Show the chosen units on every leaf, over the middle half of the room."""
    return Chart(
        key="profile",
        subject=_("Profile of the chosen units"),
        finding=find_contrast(room, room.leaves),
        caption=caption,
        figure=draw_rows(room, room.leaves, look, joined=True),
        table=tabulate_rows(room, room.leaves, peers=True),
        reading=explain_rows(),
    )


def find_contrast(room: Room, measures: Sequence[Measure]) -> str:
    """Say where one unit is strongest and weakest, or where several differ most."""
    if len(room.chosen) == 1:
        return _find_own(room, measures, room.chosen[0])
    spans = [
        (max(known)[0] - min(known)[0], row, max(known), min(known))
        for row, measure in enumerate(measures)
        if len(known := _scores(room, measure)) > 1
    ]
    if not spans:
        return _("The chosen units share no score to compare")
    gap, row, (high, first), (low, last) = max(
        spans, key=lambda span: (span[0], -span[1])
    )
    if not gap:
        return _("The chosen units do not differ")
    return _(
        "They differ most in %(measure)s: %(first)s %(high)s, %(last)s %(low)s"
    ) % {
        "measure": quote(measures[row].title),
        "first": quote(room.units[first].name),
        "high": say_points(high),
        "last": quote(room.units[last].name),
        "low": say_points(low),
    }


def _scores(room: Room, measure: Measure) -> list[tuple[float, int]]:
    return [
        (points, place)
        for place in room.chosen
        if (points := room.points(measure, place)) is not None
    ]


def _find_own(room: Room, measures: Sequence[Measure], place: int) -> str:
    known = [
        (points, -row)
        for row, measure in enumerate(measures)
        if (points := room.points(measure, place)) is not None
    ]
    unit = quote(room.units[place].name)
    if not known or max(known)[0] == min(known)[0]:
        return _("%(unit)s scores the same everywhere") % {"unit": unit}
    return _("%(unit)s is strongest in %(high)s and weakest in %(low)s") % {
        "unit": unit,
        "high": quote(measures[-max(known)[1]].title),
        "low": quote(measures[-min(known)[1]].title),
    }
