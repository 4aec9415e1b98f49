"""Who could work together: working groups by need, and twins."""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from meter.comparison.candidates import list_candidates, weigh_themes
from meter.reports.blocks import Section, Table
from meter.reports.room_blocks import Group, Groups
from scoring.study.groups import SIZES, form_groups
from scoring.study.twinning import TERMS, find_twins
from webapp.charts.words import quote, share
from webapp.filters import show_points
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments.model.framework import Framework
    from meter.comparison.completion import Completion
    from meter.comparison.frames import RoundResults
    from meter.records import Unit
    from scoring.study.groups import WorkingGroup
    from scoring.study.twinning import Pair
    from webapp.pack.naming import Naming

FEWEST_UNITS = 3
"""Fewer than these are one conversation, and need no groups."""

Levels = dict[str, dict[str, float | None]]


def tell_groups(
    results: RoundResults,
    done: Sequence[Completion],
    framework: Framework,
    naming: Naming,
) -> Section | None:
    """Propose working groups; None for a few units."""
    if len(results.units) < FEWEST_UNITS:
        return None
    weights = weigh_themes(results)
    levels = _list_levels(results, weights)
    groups = form_groups(levels, weights)
    units = {unit.name: unit for unit in results.units}
    said = ngettext(
        "%(num)s working group, alike in need and mixed in strength",
        "%(num)s working groups, alike in need and mixed in strength",
        len(groups),
    )
    return Section(
        key="groups",
        over=_("Proposed working groups"),
        title=said % {"num": len(groups)},
        notes=(
            _(
                "Each unit is where its own need weighs most, as far as the groups stay"
                " of one size and each has somebody strong: %(least)s points or more."
            )
            % {"least": show_points(SIZES.strong, 0)},
            *_say_unplaced(results, done, naming),
        ),
        blocks=(
            Groups(
                _("Learning"),
                _("Strong in it"),
                tuple(
                    _describe(place, one, framework, levels, units, naming)
                    for place, one in enumerate(groups, 1)
                ),
            ),
        ),
    )


def _list_levels(results: RoundResults, themes: Mapping[str, float]) -> Levels:
    found: Levels = {unit.name: {} for unit in results.units}
    for theme in themes:
        scores = results.scores.node(theme).tolist()
        for unit, score in zip(results.units, scores, strict=True):
            found[unit.name][theme] = None if math.isnan(score) else score
    return found


def _describe(
    place: int,
    group: WorkingGroup,
    framework: Framework,
    levels: Levels,
    units: Mapping[str, Unit],
    naming: Naming,
) -> Group:
    known = [levels[name][group.theme] for name in group.learning]
    scores = [score for score in known if score is not None]
    said = ""
    if scores:
        said = _("Those who learn stand at %(median)s in the middle.") % {
            "median": show_points(median(scores))
        }
    nobody = _("nobody here yet: ask somebody from outside")
    strong = naming.say([units[name] for name in group.strong]) or nobody
    return Group(
        _("Group %(number)s") % {"number": place},
        framework.nodes[group.theme].title,
        said,
        naming.say([units[name] for name in group.learning]),
        strong,
    )


def _say_unplaced(
    results: RoundResults, done: Sequence[Completion], naming: Naming
) -> tuple[str, ...]:
    placed = {unit.id for unit in results.units}
    left = [one.unit for one in done if one.unit.id not in placed]
    if not left:
        return ()
    return (
        _("Not placed, as they have no result yet: %(units)s.")
        % {"units": naming.say(left)},
    )


def tell_twins(
    results: RoundResults, framework: Framework, naming: Naming
) -> Section | None:
    """Propose who could learn from whom; None where nobody could."""
    named = {unit.id for unit in naming.choose(results.units)}
    twinning = find_twins(
        list_candidates(results, taking_part=named, naming=named),
        weigh_themes(results),
    )
    if not twinning.pairs:
        return None
    said = ngettext(
        "%(num)s unit could learn from another",
        "%(num)s units could learn from another",
        len(twinning.pairs),
    )
    return Section(
        key="twins",
        over=_("Proposed twins"),
        title=said % {"num": len(twinning.pairs)},
        notes=(
            _(
                "A proposal: nobody has been asked. Each learns from one unit at most,"
                " and none teaches more than %(most)s."
            )
            % {"most": TERMS.capacity},
            *naming.say_left_out(results.units),
        ),
        blocks=(
            Table(
                _("Proposed twins"),
                (_("Learns"), _("From"), _("What, and both levels"), _("Alike")),
                tuple(_list_pair(framework, one) for one in twinning.pairs),
                numeric=(3,),
                owned=(2,),
            ),
        ),
    )


def _list_pair(framework: Framework, pair: Pair) -> tuple[str, ...]:
    lessons = [
        _("%(theme)s (%(learner)s and %(teacher)s)")
        % {
            "theme": quote(framework.nodes[one.theme].title),
            "learner": show_points(one.learner, 0),
            "teacher": show_points(one.teacher, 0),
        }
        for one in pair.lessons[:MOST_LESSONS]
    ]
    return (
        pair.learner,
        pair.teacher,
        _("; ").join(lessons),
        share(pair.similarity, 1),
    )


MOST_LESSONS = 3
"""The first are those that teach most."""
