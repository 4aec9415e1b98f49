"""Sources: what the round kept, as the plain values that charts are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meter.comparison.grouping import group_units
from webapp.charts.answers import Answered, Question
from webapp.charts.groups import PeerGroup
from webapp.charts.moves import MovedQuestion, MovedUnit
from webapp.charts.palette import MARKS
from webapp.charts.plane import Axis, Corner, Plane
from webapp.charts.ranks import Ranked
from webapp.compare.room import POINTS
from webapp.filters import show_number
from webapp.languages import gettext as _
from webapp.wording import word_ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from instruments.model.instrument import Instrument
    from instruments.model.questionnaire import ProfileField
    from meter.comparison.grouping import Group
    from meter.comparison.movement import Movement
    from meter.comparison.sureness import Sureness
    from meter.comparison.tallies import ItemTally, RoomTally
    from scoring.study.diagnostics.sides import Sides
    from webapp.charts.room import Participant, Room

AHEAD, BEHIND = "ahead", "behind"
SIDE = ":"
"""Stands between a diagnostic and its side; no key of a node has one."""


def list_questions(worded: Instrument, tally: RoomTally) -> list[Question]:
    """Put the tallies into words, the most divided question first."""
    return [_word_tally(worded, one) for one in tally.items]


def _word_tally(worded: Instrument, tally: ItemTally) -> Question:
    low, high = tally.places[0], tally.places[-1]
    return Question(
        ask=word_ask(worded, tally.item),
        section=worded.section_of[tally.item].title,
        answers=tuple(
            Answered(option.say, count, (place - low) / (high - low))
            for option, count, place in zip(
                tally.options, tally.counts, tally.places, strict=True
            )
        ),
        consensus=(tally.consensus or 0.0) * POINTS,
    )


def list_groups(
    field: ProfileField, profiles: Sequence[Mapping[str, str | float]]
) -> list[PeerGroup]:
    """Group the units by a fact, under the words of the reader."""
    found = group_units(field, profiles)
    return [PeerGroup(_name_group(field, one, profiles), one.places) for one in found]


def _name_group(
    field: ProfileField, group: Group, profiles: Sequence[Mapping[str, str | float]]
) -> str:
    if group.value is None:
        return _("Not known")
    if group.value == "":
        return _("All others")
    if group.upper is not None and isinstance(group.value, float):
        return _name_band(group.value, group.upper)
    if field.type == "single":
        options = {option.code: option.say for option in field.options or ()}
        return options[str(group.value)]
    # As the first of them wrote it: the value is without capitals.
    return " ".join(str(profiles[group.places[0]][field.key]).split())


def _name_band(low: float, upper: float) -> str:
    facts = {"low": show_number(low), "upper": show_number(upper)}
    if low < 1:
        return _("Below 1")
    return _("%(low)s to below %(upper)s") % facts


def list_axes(
    room_titles: Mapping[str, str], sides: Mapping[str, Sides]
) -> dict[str, str]:
    """Name all that may be an axis by its key: nodes, then diagnostics' sides."""
    return {
        **room_titles,
        **{
            f"{key}{SIDE}{side}": word_side(one, side)
            for key, one in sides.items()
            for side in (AHEAD, BEHIND)
        },
    }


def word_side(sides: Sides, side: str) -> str:
    """Write what one side of a diagnostic is."""
    words = {
        ("competition", AHEAD): _("What outside rankings count"),
        ("competition", BEHIND): _("What it rests on"),
        ("digitalization", AHEAD): _("Technology"),
        ("digitalization", BEHIND): _("Median of the other parts"),
        ("integration", AHEAD): _("What residents meet"),
        ("integration", BEHIND): _("The work behind it"),
        ("toolkitization", AHEAD): _("Tools"),
        ("toolkitization", BEHIND): _("What joins the tools"),
    }
    return words[sides.kind, side]


def make_plane(
    units: tuple[Participant, ...],
    axes: tuple[Axis, Axis],
    keys: tuple[str, str],
    sides: Mapping[str, Sides],
    chosen: tuple[int, ...],
) -> Plane:
    """Lay two axes out; with the corner where they are the sides of one diagnostic.

    Args:
        units: the units of the room.
        axes: the measure across, and the one upward.
        keys: what names them in an address.
        sides: the diagnostics by key.
        chosen: places of chosen units.
    """
    across, up = (key.partition(SIDE) for key in keys)
    corner = None
    if across[0] == up[0] and (across[2], up[2]) == (BEHIND, AHEAD):
        one = sides[up[0]]
        corner = Corner(one.title, one.gap * POINTS, one.least * POINTS)
    return Plane(units, *axes, corner, chosen)


def list_ranked(
    room: Room, sureness: Sureness, key: str, rows: Sequence[int] | None = None
) -> list[Ranked]:
    """List the units by rank on a node with their bands; those without a rank last.

    `rows` says where each unit of the room stands among the bands, unless in order.
    """
    node, marks = sureness.nodes[key], dict(zip(room.chosen, MARKS, strict=False))
    holds = next((s.holds for s in sureness.stages.values() if s.node == key), None)
    order = range(len(room.units)) if rows is None else rows
    ranks = node.published_rank.tolist()
    found = [
        Ranked(
            unit.name,
            ranks[row] or None,
            _whole(node.rank.low[row]),
            _whole(node.rank.high[row]),
            _points(node.published_score[row]),
            _points(node.score.low[row]),
            _points(node.score.high[row]),
            None if holds is None else float(holds[row]),
            marks.get(place),
        )
        for place, (row, unit) in enumerate(zip(order, room.units, strict=True))
    ]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.name))


def _whole(rank: float) -> int | None:
    return None if np.isnan(rank) else int(rank)


def _points(score: float) -> float | None:
    return None if np.isnan(score) else float(score) * POINTS


def list_moved_units(movement: Movement, node: str) -> Iterator[MovedUnit]:
    """List the units that are in both rounds, in points."""
    for one in movement.list_moved(node):
        yield MovedUnit(
            one.unit.name,
            _scale(one.former),
            _scale(one.later),
            _scale(one.linked),
        )


def _scale(score: float | None) -> float | None:
    return None if score is None else score * POINTS


def list_moved_questions(
    worded: Instrument, movement: Movement
) -> Iterator[MovedQuestion]:
    """List the questions that both rounds asked alike, in points."""
    for one in movement.items:
        yield MovedQuestion(
            word_ask(worded, one.item),
            one.former * POINTS,
            one.later * POINTS,
            one.rose,
            one.fell,
            one.units,
        )
