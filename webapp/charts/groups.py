"""Groups: the room by a fact about its units, each group over the same scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from typing_extensions import override

from webapp.charts import axes, palette
from webapp.charts.chart import Chart
from webapp.charts.room import Participant, Room, Spread, describe
from webapp.charts.rows import draw_rows, draw_spreads, explain_rows, height_of
from webapp.charts.tables import Column, Points, Table
from webapp.charts.words import count_units, quote
from webapp.filters import say_points
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.charts.chart import Look
    from webapp.charts.room import Measure

MOST_DOTS = 300
"""Above this many units a group is drawn as band and median alone."""

FEWEST = 3
"""Units below which a group's median is no ground for a finding."""


@dataclass(frozen=True)
class PeerGroup:
    """Units that share a fact, under its words; `places` are theirs in the room."""

    title: str
    places: tuple[int, ...]

    @property
    def label(self) -> str:
        """The words with how many units there are."""
        return _("%(group)s (%(count)s)") % {
            "group": self.title,
            "count": len(self.places),
        }


@dataclass(frozen=True, eq=False)
class GroupedRoom(Room):
    """A room in which each unit is a group, scored by its median.

    Its bands are those of the whole room.
    """

    whole: Room | None = None

    @override
    def spread(self, measure: Measure) -> Spread:
        """Describe where the units of the whole room lie."""
        return self.whole.spread(measure) if self.whole else super().spread(measure)


def chart_groups(
    room: Room, fact: str, groups: Sequence[PeerGroup], caption: str, look: Look
) -> Chart:
    """Show every group's units on the top measure, over its middle half."""
    return Chart(
        key="groups",
        subject=_("%(measure)s by %(fact)s")
        % {"measure": quote(room.top.title), "fact": quote(fact)},
        finding=find_groups(room, groups),
        caption=caption,
        figure=draw_spreads(
            [(group.label, _spread(room, room.top, group)) for group in groups],
            look,
            _dots(room, groups, look) if room.size <= MOST_DOTS else [],
        ),
        table=_tabulate(room, fact, groups),
        reading=_("Band: the middle half of the group. Line across it: its median."),
    )


def chart_group_parts(
    room: Room, fact: str, groups: Sequence[PeerGroup], caption: str, look: Look
) -> Chart:
    """Show the medians of up to six groups on every part, over the whole room."""
    medians = gather_medians(room, groups)
    return Chart(
        key="group_parts",
        subject=_("Parts of %(measure)s by %(fact)s")
        % {"measure": quote(room.top.title), "fact": quote(fact)},
        finding=find_contrast(room, groups),
        caption=caption,
        figure=draw_rows(medians, room.parts, look, joined=True),
        table=_tabulate_parts(room, groups),
        reading=_("Each line joins the medians of a group.") + " " + explain_rows(),
    )


def gather_medians(room: Room, groups: Sequence[PeerGroup]) -> GroupedRoom:
    """Make a room of the groups; the six largest are its chosen units."""
    largest = sorted(range(len(groups)), key=lambda at: -len(groups[at].places))
    return GroupedRoom(
        units=tuple(Participant(at, one.label) for at, one in enumerate(groups)),
        top=room.top,
        parts=room.parts,
        leaves=room.leaves,
        scores={
            part.key: np.array([_median(room, part, one) for one in groups])
            for part in (room.top, *room.parts)
        },
        chosen=tuple(sorted(largest[: palette.MOST_COMPARED])),
        whole=room,
    )


def _spread(room: Room, measure: Measure, group: PeerGroup) -> Spread:
    return describe(room.scores[measure.key][list(group.places)])


def _median(room: Room, measure: Measure, group: PeerGroup) -> float:
    median = _spread(room, measure, group).median
    return np.nan if median is None else median


def find_groups(room: Room, groups: Sequence[PeerGroup]) -> str:
    """Say which group has the highest median, and which the lowest."""
    known = [
        (spread.median, place)
        for place, group in enumerate(groups)
        if (spread := _spread(room, room.top, group)).count >= FEWEST
        and spread.median is not None
    ]
    if len(known) <= 1:
        return _("There are no two groups of three units or more to compare")
    (low, last), (high, first) = min(known), max(known)
    return _(
        "%(first)s has the highest median, %(high)s; %(last)s the lowest, %(low)s"
    ) % {
        "first": quote(groups[first].label),
        "high": say_points(high),
        "last": quote(groups[last].label),
        "low": say_points(low),
    }


def find_contrast(room: Room, groups: Sequence[PeerGroup]) -> str:
    """Say on which part the groups lie farthest apart."""
    large = [group for group in groups if len(group.places) >= FEWEST]
    spans = []
    for row, part in enumerate(room.parts):
        known = [
            (median, at)
            for at, group in enumerate(large)
            if not np.isnan(median := _median(room, part, group))
        ]
        if len(known) > 1:
            spans.append((max(known)[0] - min(known)[0], -row, max(known), min(known)))
    if not spans:
        return _("There are no two groups of three units or more to compare")
    _gap, row, (high, first), (low, last) = max(spans)
    return _(
        "The groups differ most in %(part)s: %(first)s %(high)s, %(last)s %(low)s"
    ) % {
        "part": quote(room.parts[-row].title),
        "first": quote(large[first].label),
        "high": say_points(high),
        "last": quote(large[last].label),
        "low": say_points(low),
    }


def _dots(room: Room, groups: Sequence[PeerGroup], look: Look) -> list[dict[str, Any]]:
    """Draw every unit on the line of its group, the chosen ones with their marks."""
    row_of = {at: row for row, one in enumerate(groups) for at in one.places}
    points = room.shown(room.top)
    plain = [
        (points[at], height_of(row))
        for at, row in row_of.items()
        if points[at] is not None and at not in room.chosen
    ]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _y in plain],
        "y": [round(y, 2) for _x, y in plain],
        "cliponaxis": False,
        "marker": {
            "size": look.scaled(9),
            "color": palette.MUTED,
            "opacity": 0.7,
            "line": {"color": palette.PAPER, "width": 1},
        },
    }
    marked = [
        axes.mark_trace(look, mark, [points[at]], [height_of(row_of[at])])
        for at, mark in zip(room.chosen, palette.MARKS, strict=False)
        if at in row_of and points[at] is not None
    ]
    return [dots, *marked]


def _tabulate(room: Room, fact: str, groups: Sequence[PeerGroup]) -> Table:
    spreads = [_spread(room, room.top, group) for group in groups]
    return Table(
        caption=_("%(measure)s of %(units)s, by group")
        % {"measure": quote(room.top.title), "units": count_units(room.size)},
        columns=(
            Column(fact),
            Column(_("Units"), numeric=True),
            Column(_("Lower quartile"), numeric=True),
            Column(_("Median"), numeric=True),
            Column(_("Upper quartile"), numeric=True),
        ),
        rows=tuple(
            (group.title, one.count, *map(Points, (one.lower, one.median, one.upper)))
            for group, one in zip(groups, spreads, strict=True)
        ),
    )


def _tabulate_parts(room: Room, groups: Sequence[PeerGroup]) -> Table:
    return Table(
        caption=_("Medians of each group; in brackets how many units it has"),
        columns=(
            Column(_("Part")),
            *(Column(group.label, numeric=True) for group in groups),
        ),
        rows=tuple(
            (
                part.title,
                *(Points(_spread(room, part, group).median) for group in groups),
            )
            for part in room.parts
        ),
    )
