"""Dimensions: where the room stands on each part, and the chosen units in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from webapp.charts.chart import Chart
from webapp.charts.rows import draw_rows, explain_rows, tabulate_rows
from webapp.charts.words import quote
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from webapp.charts.chart import Look
    from webapp.charts.room import Measure, Room


def chart_dimensions(room: Room, caption: str, look: Look) -> Chart:
    """Show median and middle half of every part, in the declared order."""
    return Chart(
        key="dimensions",
        subject=_("Parts of %(measure)s") % {"measure": quote(room.top.title)},
        finding=find_gap(room),
        caption=caption,
        figure=draw_rows(room, room.parts, look, joined=False),
        table=tabulate_rows(room, room.parts, peers=True),
        reading=explain_rows(),
    )


def find_gap(room: Room) -> str:
    """Say which part is ahead of which other in how many units."""
    known = [
        (median, part)
        for part in room.parts
        if (median := room.spread(part).median) is not None
    ]
    if not known:
        return _("No unit has a score yet")
    high, first = max(known, key=_score)
    low, last = min(known, key=_score)
    if high == low:
        return _("No part is ahead of the others")
    return _say_gap(room, first, last)


def _score(pair: tuple[float, Measure]) -> float:
    return pair[0]


def _say_gap(room: Room, first: Measure, last: Measure) -> str:
    here, there = room.scores[first.key], room.scores[last.key]
    both = ~(np.isnan(here) | np.isnan(there))
    ahead = int((here[both] > there[both]).sum())
    return say_gap(first.title, last.title, ahead, int(both.sum()))


def say_gap(first: str, last: str, ahead: int, count: int) -> str:
    """Say in how many of some units one measure is ahead of another."""
    return ngettext(
        "%(first)s is ahead of %(last)s in %(ahead)s of %(count)s unit",
        "%(first)s is ahead of %(last)s in %(ahead)s of %(count)s units",
        count,
    ) % {"first": quote(first), "last": quote(last), "ahead": ahead, "count": count}
