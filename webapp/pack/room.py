"""The room in drawings: its ladder, its spread, its map, where it differs and lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.comparison.lacks import find_lacks
from meter.comparison.tallies import tally_room
from meter.reports.blocks import Section, Table
from meter.reports.room_blocks import (
    Bar,
    Bars,
    Dot,
    Dots,
    HeatMap,
    Ladder,
    MapCell,
    MapRow,
    Step,
)
from scoring.quality.values import LEAST_LEVELS
from webapp.charts.distribution import find_spread, stack_dots
from webapp.charts.heatmap import find_weakest, list_columns
from webapp.charts.palette import STAGES, stage_shade
from webapp.charts.stage_counts import find_stage
from webapp.charts.words import quote, share
from webapp.filters import say_points, show_points
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.wording import word_ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instruments.model.instrument import Instrument
    from meter.comparison.frames import RoundAnswers, RoundResults
    from meter.comparison.lacks import Lack
    from meter.comparison.tallies import ItemTally
    from webapp.charts.room import Measure, Room
    from webapp.pack.naming import Naming

MOST_ITEMS, MOST_LACKS = 4, 10


def tell_ladder(room: Room, results: RoundResults, naming: Naming) -> Section | None:
    """Tell how many units stand on each stage; None without a ladder."""
    ladder = room.ladder
    if ladder is None:
        return None
    by_name = {unit.name: unit for unit in results.units}
    every = ladder.placed + len(ladder.without)

    def say(names: Sequence[str]) -> str:
        return naming.say([by_name[name] for name in names])

    steps = tuple(
        Step(
            step.title,
            len(step.units),
            share(len(step.units), every),
            say(step.units),
            stage_shade(place, len(ladder.steps)) + 1,
        )
        for place, step in enumerate(ladder.steps)
    )
    without = ""
    if ladder.without:
        without = _("No stage: %(units)s") % {"units": say(ladder.without)}
    told = [f"{step.title}: {step.count}" for step in steps]
    return Section(
        key="ladder",
        over=_("The ladder: %(ladder)s") % {"ladder": quote(ladder.title)},
        title=find_stage(ladder),
        blocks=(
            Ladder(
                _("; ").join(told),
                steps,
                max(1, *(step.count for step in steps)),
                without,
            ),
        ),
    )


def tell_spread(room: Room) -> Section | None:
    """Tell where the units lie on the index and its parts; None without a score."""
    spread = room.spread(room.top)
    if spread.lower is None or spread.median is None or spread.upper is None:
        return None
    dots = [Dot(points, line) for _place, points, line in stack_dots(room)]
    said = _("Median %(median)s") % {"median": say_points(spread.median)}
    measures = (room.top, *room.parts)
    return Section(
        key="spread",
        over=_("Distribution of %(measure)s") % {"measure": quote(room.top.title)},
        title=find_spread(room),
        blocks=(
            Dots(
                find_spread(room),
                tuple(dots),
                1 + max(dot.line for dot in dots),
                spread.lower,
                spread.median,
                spread.upper,
                said,
            ),
            Table(
                _("The index and its parts, 0 to 100"),
                (
                    _("Part"),
                    _("Units"),
                    _("Lower quartile"),
                    _("Median"),
                    _("Upper quartile"),
                ),
                tuple(_list_quartiles(room, one) for one in measures),
                numeric=(1, 2, 3, 4),
                owned=(0,),
            ),
        ),
    )


def _list_quartiles(room: Room, measure: Measure) -> tuple[str, ...]:
    spread = room.spread(measure)
    quartiles = (spread.lower, spread.median, spread.upper)
    return (
        measure.title,
        str(spread.count),
        *("\N{EN DASH}" if one is None else say_points(one) for one in quartiles),
    )


def tell_map(room: Room, results: RoundResults, naming: Naming) -> Section | None:
    """Tell every unit's score in every sub-theme, the highest index first.

    None where nobody may be named.
    """
    columns = list_columns(room)
    places = [
        place
        for place in room.ranked(room.top)
        if naming.allows(results.units[place].id)
    ]
    if not places:
        return None
    rows = tuple(
        MapRow(
            room.units[place].name,
            tuple(make_cell(room.points(one, place)) for one in columns),
        )
        for place in places
    )
    return Section(
        key="map",
        over=_("Every unit, by parts of %(measure)s")
        % {"measure": quote(room.top.title)},
        title=find_weakest(room),
        notes=naming.say_left_out(results.units),
        blocks=(
            HeatMap(
                _("Scores of 0 to 100, light to dark"),
                _("Unit"),
                tuple(one.title for one in columns),
                rows,
            ),
        ),
    )


def make_cell(points: float | None) -> MapCell:
    """Shade a score by the fifth of the scale that it lies in."""
    if points is None:
        return MapCell("\N{EN DASH}", 0)
    fifth = int(points * len(STAGES) // 100)
    return MapCell(say_points(points), min(fifth, len(STAGES) - 1) + 1)


def tell_differences(answers: RoundAnswers, worded: Instrument) -> Iterator[Section]:
    """Tell which statements divide the room most, and which least."""
    tallies = tally_room(worded, answers.coded).items
    # Of two options every difference is the widest.
    found = [one for one in tallies if len(one.options) >= LEAST_LEVELS]
    most = min(MOST_ITEMS, len(found) // 2)
    if not most:
        return
    note = _(
        "Agreement is 100 where all answer alike, 0 where half stands at either end."
    )
    divided, alike = found[:most], found[-most:][::-1]
    yield Section(
        key="differs",
        over=_("Where the room differs"),
        title=_("On these statements the answers lie farthest apart"),
        notes=(note,),
        blocks=tuple(_draw_item(worded, one) for one in divided),
    )
    yield Section(
        key="agrees",
        over=_("Where the room agrees"),
        title=_("On these statements the answers lie closest together"),
        notes=(note,),
        blocks=tuple(_draw_item(worded, one) for one in alike),
    )


def _draw_item(worded: Instrument, found: ItemTally) -> Bars:
    said = ngettext(
        "%(num)s answer, agreement %(points)s",
        "%(num)s answers, agreement %(points)s",
        found.answered,
    )
    return Bars(
        word_ask(worded, found.item),
        said
        % {"num": found.answered, "points": show_points(found.consensus or 0.0, 0)},
        tuple(
            Bar(option.say, count)
            for option, count in zip(found.options, found.counts, strict=True)
        ),
        max(found.counts),
    )


def tell_lacks(
    answers: RoundAnswers, results: RoundResults, worded: Instrument
) -> Section | None:
    """Tell what most units are missing; None where that is nothing."""
    found = find_lacks(results.plan, answers)
    if not found:
        return None
    said = ngettext(
        "Most units stand low in %(num)s statement",
        "Most units stand low in %(num)s statements",
        len(found),
    )
    notes = [
        _(
            "Low is below half of what a statement is worth. First comes what keeps"
            " the index of a unit farthest from 100, on average."
        )
    ]
    if len(found) > MOST_LACKS:
        notes.append(_("The first %(num)s of them:") % {"num": MOST_LACKS})
    return Section(
        key="lacks",
        over=_("What most are missing"),
        title=said % {"num": len(found)},
        notes=tuple(notes),
        blocks=(
            Table(
                _("What most are missing"),
                (_("Statement"), _("Units that stand low"), _("Points lost")),
                tuple(_list_lack(worded, one) for one in found[:MOST_LACKS]),
                numeric=(1, 2),
                owned=(0,),
            ),
        ),
    )


def _list_lack(worded: Instrument, lack: Lack) -> tuple[str, str, str]:
    return (
        word_ask(worded, lack.item),
        _("%(part)s of %(whole)s") % {"part": lack.low, "whole": lack.counted},
        show_points(lack.lost),
    )
