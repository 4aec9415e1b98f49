"""What the comparison page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.comparison.restated import list_other_methods
from webapp.charts.heatmap import list_columns
from webapp.charts.palette import MARKS
from webapp.compare.drawing import draw_charts
from webapp.compare.room import list_tops
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


@dataclass(frozen=True)
class ComparisonPage:
    """A round compared: charts by key, and the ways to look at them otherwise."""

    key: str
    title: str
    instrument: str
    caption: str
    # How many of the results were made by another version of the method.
    scored_otherwise: int
    charts: dict[str, Chart]
    choices: tuple[Choice, ...]
    compared: tuple[Compared, ...]
    # Names of units that were asked for beyond the sixth.
    left_out: tuple[str, ...]
    tops: tuple[Link, ...]
    sorts: dict[str, Link]
    selection: Selection
    # The query with which figures are fetched.
    query: str
    other_view: str
    none_chosen: str
    # Whether there is another method to restate the round under.
    can_be_restated: bool


def make_comparison_page(
    asked: Round, worded: Instrument, drawing: Drawing, selection: Selection
) -> ComparisonPage:
    """Put a drawn room onto a page."""
    room = drawing.room
    names = {unit.id: unit.name for unit in room.units}
    return ComparisonPage(
        key=asked.key,
        title=asked.title,
        instrument=worded.title,
        caption=drawing.caption,
        scored_otherwise=drawing.scored_otherwise,
        charts=draw_charts(drawing),
        choices=tuple(_list_choices(room)),
        compared=tuple(
            Compared(unit.name, mark)
            for unit, mark in zip(room.picked, MARKS, strict=False)
        ),
        left_out=tuple(names[unit] for unit in selection.left_out if unit in names),
        tops=tuple(_link_tops(worded, room, selection)),
        sorts={
            part.key: Link(
                part.title, selection.link(sort=part.key), part == drawing.order
            )
            for part in list_columns(room)
        },
        selection=selection,
        query=selection.link(),
        other_view=selection.link(room=not selection.room),
        none_chosen=selection.link(units=()),
        can_be_restated=bool(list_other_methods(worded, asked.method)),
    )


def _list_choices(room: Room) -> Iterable[Choice]:
    for place, unit in enumerate(room.units):
        yield Choice(unit.id, unit.name, place in room.chosen)


def _link_tops(worded: Instrument, room: Room, selection: Selection) -> Iterable[Link]:
    framework = worded.framework
    if framework is None:
        return
    for key in list_tops(framework):
        title = framework.nodes[key].title
        # Another part has other columns: the order goes back to its first one.
        yield Link(title, selection.link(node=key, sort=None), key == room.top.key)


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
