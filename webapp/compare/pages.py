"""What the comparison page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.comparison.restated import list_other_methods
from webapp.charts.heatmap import list_columns
from webapp.charts.palette import MARKS
from webapp.compare.drawing import draw_charts
from webapp.compare.room import list_tops
from webapp.compare.selection import ALIKE
from webapp.compare.turning import turn_rows
from webapp.filters import say_day
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.records import Round
    from webapp.charts.chart import Chart
    from webapp.charts.palette import Mark
    from webapp.charts.room import Room
    from webapp.compare.drawing import Drawing
    from webapp.compare.selection import Selection
    from webapp.compare.turning import Turning


@dataclass(frozen=True)
class Choice:
    """A unit that may be compared."""

    id: int
    name: str
    chosen: bool


@dataclass(frozen=True)
class Compared:
    """A chosen unit with its mark in every chart."""

    name: str
    mark: Mark


@dataclass(frozen=True)
class Link:
    """A way to the same page with one thing changed."""

    title: str
    query: str
    current: bool
    key: str = ""


@dataclass(frozen=True)
class ChartPage:
    """What all pages of comparison hold: charts, and the ways to look otherwise."""

    key: str
    title: str
    instrument: str
    # The name of the page's route.
    page: str
    caption: str
    # How many of the results were made by another version of the method.
    scored_otherwise: int
    charts: dict[str, Chart]
    compared: tuple[Compared, ...]
    tops: tuple[Link, ...]
    selection: Selection
    # The query with which figures are fetched.
    query: str
    # The query with which the other pages are about the same units and part.
    shared: str
    other_view: str
    turning: Turning | None
    # Whether there is another method to restate the round under.
    can_be_restated: bool


@dataclass(frozen=True)
class ComparisonPage(ChartPage):
    """A round compared, with the choice of units and of the heat map's order."""

    choices: tuple[Choice, ...]
    # Whether units are found by a search, because they are very many.
    is_searched: bool
    # Names of units that were asked for beyond the sixth.
    left_out: tuple[str, ...]
    sorts: dict[str, Link]
    alike: Link
    none_chosen: str


MOST_CHOICES = 200
"""Units up to which all can be chosen from a list."""

MOST_FOUND = 50
"""Units that a search shows."""


def make_chart_page(
    asked: Round,
    worded: Instrument,
    drawing: Drawing,
    selection: Selection,
    charts: dict[str, Chart],
    page: str = "compare",
) -> ChartPage:
    """Put charts of a room onto a page."""
    room = drawing.room
    totals = [one.table.total for one in charts.values()]
    return ChartPage(
        key=asked.key,
        title=asked.title,
        instrument=worded.title,
        page=page,
        caption=drawing.caption,
        scored_otherwise=drawing.scored_otherwise,
        charts=charts,
        compared=tuple(
            Compared(unit.name, mark)
            for unit, mark in zip(room.picked, MARKS, strict=False)
        ),
        tops=tuple(_link_tops(worded, room, selection)),
        selection=selection,
        query=selection.link(),
        shared=selection.share(),
        other_view=selection.link(room=not selection.room),
        turning=turn_rows(max(totals, default=0), selection),
        can_be_restated=bool(list_other_methods(worded, asked.method)),
    )


def make_comparison_page(
    asked: Round, worded: Instrument, drawing: Drawing, selection: Selection
) -> ComparisonPage:
    """Put a drawn room onto a page."""
    room = drawing.room
    names = {unit.id: unit.name for unit in room.units}
    charts = draw_charts(drawing)
    sorts = {
        part.key: Link(
            part.title,
            selection.link(sort=part.key, order=None, first=0),
            part == drawing.order and not drawing.alike,
        )
        for part in list_columns(room)
    }
    shared = make_chart_page(asked, worded, drawing, selection, charts)
    return ComparisonPage(
        **vars(shared),
        choices=tuple(_list_choices(room, selection.search)),
        is_searched=room.size > MOST_CHOICES,
        left_out=tuple(names[unit] for unit in selection.left_out if unit in names),
        sorts=sorts,
        alike=Link(
            _("Put those that score alike side by side"),
            selection.link(order=ALIKE),
            drawing.alike,
        ),
        none_chosen=selection.link(units=()),
    )


def _list_choices(room: Room, search: str | None) -> Iterable[Choice]:
    """List the units to choose from; of very many the chosen and those searched for."""
    words = (search or "").casefold().split()
    is_searched, found = room.size > MOST_CHOICES, 0
    for place, unit in enumerate(room.units):
        chosen = place in room.chosen
        fits = bool(words) and all(word in unit.name.casefold() for word in words)
        if is_searched and not chosen:
            found += fits
            if not fits or found > MOST_FOUND:
                continue
        yield Choice(unit.id, unit.name, chosen)


def _link_tops(worded: Instrument, room: Room, selection: Selection) -> Iterable[Link]:
    framework = worded.framework
    if framework is None:
        return
    for key in list_tops(framework):
        title = framework.nodes[key].title
        # Another part has other columns: the order goes back to its first one.
        query = selection.link(node=key, sort=None, first=0)
        yield Link(title, query, key == room.top.key, key)


def write_caption(
    submitted: int,
    invited: int,
    at: datetime,
    *,
    is_reviewed: bool = False,
    is_frozen: bool = False,
) -> str:
    """Write how many units the charts rest on, and of which day, frozen then or not."""
    day = _("Frozen on %(day)s.") % {"day": say_day(at)} if is_frozen else say_day(at)
    facts = {"submitted": submitted, "invited": invited, "day": day}
    if is_reviewed:
        return (
            ngettext(
                "%(submitted)s of %(invited)s unit is accepted. %(day)s",
                "%(submitted)s of %(invited)s units are accepted. %(day)s",
                invited,
            )
            % facts
        )
    return (
        ngettext(
            "%(submitted)s of %(invited)s unit has submitted. %(day)s",
            "%(submitted)s of %(invited)s units have submitted. %(day)s",
            invited,
        )
        % facts
    )
