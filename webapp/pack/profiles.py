"""A page for each participant: where it stands, its strengths, what blocks it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from meter.comparison.blocked import recall_blocking, recall_way
from meter.reports.blocks import Section
from meter.reports.unit_blocks import Needed, Profile, Score
from scoring.kernel.stages import NO_STAGE
from webapp.filters import show_points
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.pack.coming import list_facts, say_fact
from webapp.results.ladders import list_needed, word_needed
from webapp.results.pages import STRENGTHS_MOST, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instruments import Instrument
    from instruments.model.framework import Framework
    from meter.comparison.frames import RoundResults
    from meter.comparison.occasions import Fielded
    from meter.records import Unit
    from scoring.kernel.stages import Rule
    from scoring.study.blocking import Blocking
    from scoring.study.roadmap import Way
    from webapp.results.ladders import NeededAnswer
    from webapp.wording import Wording

MOST_NEEDED = 6
"""Answers that are told; more would not fit a screen."""


def tell_units(
    fielded: Fielded, wording: Wording, units: Sequence[Unit]
) -> Iterator[Section]:
    """Tell where each of some units stands, in the order of the results."""
    results = fielded.results
    if results is None:
        return
    wanted = {unit.id for unit in units}
    row_of = {unit_id: row for row, unit_id in enumerate(fielded.answers.unit_ids)}
    for row, unit in enumerate(results.units):
        if unit.id in wanted and unit.id in row_of:
            yield Section(
                key=f"unit-{unit.id}",
                over=fielded.round.title,
                title=unit.name,
                blocks=(_describe(fielded, results, wording, row, row_of[unit.id]),),
                owns_title=True,
            )


def _describe(
    fielded: Fielded, results: RoundResults, wording: Wording, row: int, coded: int
) -> Profile:
    framework = wording.instrument.framework
    assert framework is not None  # noqa: S101  (a round with results has one)
    top, unit = results.plan.indices[0], results.units[row]
    rule = find_rule(results)
    facts = [
        said
        for field in list_facts([unit], [wording])
        if (said := say_fact(field, unit, with_unit=True))
    ]
    place = NO_STAGE if rule is None else int(results.scores.stage[rule.key][row])
    bands = () if rule is None else wording.instrument.stages[rule.key].bands
    blocking = None
    needed: tuple[NeededAnswer, ...] = ()
    if rule is not None:
        answers = fielded.answers.coded[coded : coded + 1]
        blocking = recall_blocking(results.plan, answers, rule.key)
        way = recall_way(results.plan, answers, rule.key)
        needed = _list_needed(wording.instrument, blocking, way)
    strengths = _list_strengths(results, framework, row)
    return Profile(
        facts=_("; ").join(facts),
        main=_score(results, framework, top, row),
        stage="" if place == NO_STAGE else bands[place].title,
        bounds=tuple(float(band.lower) for band in bands),
        place=place,
        parts=tuple(
            _score(results, framework, key, row)
            for key in framework.nodes[top].of or {}
        ),
        strong=_("Strong in") if strengths else "",
        strengths=strengths,
        next=_say_next(blocking, {band.key: band.title for band in bands}, len(needed)),
        needed=tuple(
            Needed(one.ask, one.now, one.needed) for one in needed[:MOST_NEEDED]
        ),
        more=_say_more(len(needed) - MOST_NEEDED),
    )


def _list_needed(
    instrument: Instrument, blocking: Blocking, way: Way | None
) -> tuple[NeededAnswer, ...]:
    """List the answers that lead on in the order of the unit's own result."""
    if way is None:
        return list_needed(instrument, blocking)
    return tuple(
        word_needed(instrument, one.item, one.now, one.target) for one in way.moves
    )


def find_rule(results: RoundResults) -> Rule | None:
    """Find the first ladder over the first index, which result pages show too."""
    place = results.plan.place_of(results.plan.indices[0])
    return next((rule for rule in results.plan.rules if rule.place == place), None)


def _score(results: RoundResults, framework: Framework, key: str, row: int) -> Score:
    value = float(results.scores.node(key)[row])
    known = None if math.isnan(value) else value
    title = framework.nodes[key].title
    return Score(title, None if known is None else 100 * known, show_points(known))


def _list_strengths(
    results: RoundResults, framework: Framework, row: int
) -> tuple[Score, ...]:
    """Choose the highest sub-themes, none of them below half, as result pages do."""
    top = results.plan.indices[0]
    leaves = [
        _score(results, framework, key, row)
        for key in framework.leaves(top)
        if key != top
    ]
    strong = [leaf for leaf in leaves if (leaf.points or 0) >= 100 * STRONG]
    strong.sort(key=lambda leaf: -(leaf.points or 0))
    return tuple(strong[:STRENGTHS_MOST])


def _say_next(blocking: Blocking | None, titles: dict[str, str], count: int) -> str:
    if blocking is None:
        return ""
    if blocking.next is None:
        return _("It holds the highest stage.")
    title = titles[blocking.next]
    if not blocking.reachable:
        return _("No change of its answers would reach “%(title)s”.") % {"title": title}
    said = ngettext(
        "“%(title)s” is %(num)s answer away.",
        "“%(title)s” is %(num)s answers away.",
        count,
    )
    return said % {"title": title, "num": count}


def _say_more(count: int) -> str:
    if count <= 0:
        return ""
    said = ngettext("and %(num)s more answer", "and %(num)s more answers", count)
    return said % {"num": count}
