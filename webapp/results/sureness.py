"""How sure an index and its stage are: recalculations, and the nearest bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from webapp.charts.words import quote
from webapp.filters import show_bound, show_number, show_points
from webapp.languages import gettext as _
from webapp.languages import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.results.assessment import Assessment
    from webapp.results.ladders import Ladder

SAME = 1e-9
"""Scores this close are the same."""

VARIED = {
    "weights": mark("weights, drawn around those of the method"),
    "combine": mark("how parts are combined"),
    "normalise": mark("how values come on one scale"),
    "unanswered": mark("what counts for a question without an answer"),
    "leave_out": mark("one question or part left out"),
}
"""What may be decided otherwise in a recalculation, in words."""


@dataclass(frozen=True)
class Chance:
    """A stage and in how many recalculations it is held."""

    title: str
    draws: int


@dataclass(frozen=True)
class Recalculations:
    """One response scored many times, each with choices that could have been made.

    `low` and `high` bound the index, 0..1, in 90 of 100 of them. `holds` counts those
    with the stage that is shown; None without a ladder. `stages` are rising.
    """

    draws: int
    seed: int
    low: float
    high: float
    holds: int | None
    stages: tuple[Chance, ...]
    varied: tuple[str, ...]


@dataclass(frozen=True)
class NearestBound:
    """The bound of a stage that the index is nearest to; `distance` is 0..1.

    `title` is the stage on its other side, `is_up` whether that is the next one.
    """

    bound: float
    distance: float
    title: str
    is_up: bool


@dataclass(frozen=True)
class Sureness:
    """How sure the first index and its stage are; `say` is that in words.

    `recalculated` is None where the method declares nothing that could have been
    decided otherwise, or needs the other units for it.
    """

    node: str
    score: float
    recalculated: Recalculations | None
    nearest: NearestBound | None
    say: tuple[str, ...]


def make_sureness(assessment: Assessment, ladder: Ladder | None) -> Sureness | None:
    """Tell how sure the first index is; None where there is no index.

    `ladder` is the one that stands beside it.
    """
    node = assessment.plan.indices[0]
    score = assessment.scorecard.nodes[node].score
    if score is None:
        return None
    found = _recalculate(assessment, node, score, ladder)
    nearest = _find_nearest(ladder, score) if ladder else None
    say = tuple(_say(found, nearest, ladder))
    return Sureness(node, score, found, nearest, say)


def _recalculate(
    assessment: Assessment, node: str, score: float, ladder: Ladder | None
) -> Recalculations | None:
    """Read the recalculations, unless what was kept was scored otherwise."""
    found = assessment.study.sensitivity
    if found is None or not _is_same(found.nodes[node].published_score[0], score):
        return None
    band = found.nodes[node].score
    counts = _count_stages(assessment, ladder)
    held = None if ladder is None or ladder.place is None else ladder.place
    return Recalculations(
        draws=found.draws,
        seed=found.seed,
        low=float(band.low[0]),
        high=float(band.high[0]),
        holds=None if held is None or not counts else counts[held].draws,
        stages=counts,
        varied=tuple(_(VARIED[kind]) for kind in assessment.study.varied),
    )


def _is_same(scored: float, kept: float) -> bool:
    return bool(np.isclose(scored, kept, rtol=0, atol=SAME))


def _count_stages(assessment: Assessment, ladder: Ladder | None) -> tuple[Chance, ...]:
    found = assessment.study.sensitivity
    if ladder is None or found is None:
        return ()
    reaches = [*found.stages[ladder.key].reaches[0].tolist(), 0.0]
    return tuple(
        Chance(stage.title, round((reaches[n] - reaches[n + 1]) * found.draws))
        for n, stage in enumerate(ladder.stages)
    )


def _find_nearest(ladder: Ladder, score: float) -> NearestBound | None:
    """Find the bound that is nearest of those that decide the stage held."""
    if ladder.place is None:
        return None
    found = []
    after, bound = ladder.place + 1, ladder.bounds[ladder.place]
    if after < len(ladder.stages) and not ladder.held_back:
        upper = ladder.bounds[after]
        title = ladder.stages[after].title
        found.append(NearestBound(upper, upper - score, title, is_up=True))
    if ladder.place > 0:
        title = ladder.stages[ladder.place - 1].title
        found.append(NearestBound(bound, score - bound, title, is_up=False))
    return min(found, key=lambda one: one.distance, default=None)


def _say(
    found: Recalculations | None, nearest: NearestBound | None, ladder: Ladder | None
) -> Iterator[str]:
    if found is not None:
        yield from _say_recalculated(found, ladder)
    if nearest is not None:
        yield _say_nearest(nearest)


def _say_recalculated(found: Recalculations, ladder: Ladder | None) -> Iterator[str]:
    draws = show_number(found.draws)
    if found.holds is not None and ladder is not None and ladder.current:
        facts = {"stage": quote(ladder.current.title), "draws": draws}
        if found.holds == found.draws:
            yield _("It stays in “%(stage)s” in all %(draws)s recalculations.") % facts
        else:
            facts["held"] = show_number(found.holds)
            yield (
                _("It stays in “%(stage)s” in %(held)s of %(draws)s recalculations.")
                % facts
            )
    facts = {"low": show_points(found.low), "high": show_points(found.high)}
    if facts["low"] == facts["high"]:
        yield _("The index comes to %(low)s in 9 of 10 of them.") % facts
    else:
        yield _("The index is between %(low)s and %(high)s in 9 of 10 of them.") % facts


def _say_nearest(nearest: NearestBound) -> str:
    facts = {
        "title": quote(nearest.title),
        "points": show_points(nearest.distance),
        "bound": show_bound(nearest.bound),
    }
    if nearest.is_up:
        return (
            _("The nearest bound is %(points)s points up: “%(title)s” at %(bound)s.")
            % facts
        )
    return (
        _("The nearest bound, %(bound)s, is %(points)s points down to “%(title)s”.")
        % facts
    )
