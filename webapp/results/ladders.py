"""Ladders: the stages of a rule, which one is held, how far the next one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from webapp.charts.palette import stage_shade
from webapp.filters import show_bound, show_points, show_short_of
from webapp.languages import gettext as _
from webapp.results.answer_words import say_given, say_target
from webapp.wording import word_ask
from webapp.words import say_answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instruments import Answer, Instrument
    from instruments.model.stages import Band, Gate
    from scoring.kernel.stages import Rule
    from scoring.study.blocking import Blocking
    from webapp.results.assessment import Assessment


@dataclass(frozen=True)
class Stage:
    """One step; `state` is `below`, `here` or `above`, `shade` its colour from 1.

    `gates` are its minima in words, with where the response stands on each.
    """

    title: str
    about: str | None
    lower: float
    state: str
    shade: int
    gates: tuple[str, ...] = ()


@dataclass(frozen=True)
class NeededAnswer:
    """One answer that would have to change for the next stage."""

    item: str
    ask: str
    now: str
    needed: str


@dataclass(frozen=True)
class Ladder:
    """A ladder with the reader's own place on it.

    `place` is the stage held; `reached` the highest one whose bound the score has
    reached, whatever its minima. `needed` are answers that together lead to the next
    stage, none of them idle; empty where there is none or it is out of reach. `gates`
    are its minima that are not met; `has_gates` tells whether any stage has some.
    """

    key: str
    title: str
    node: str
    node_title: str
    score: float | None
    stages: tuple[Stage, ...]
    place: int | None
    reached: int | None
    next: str | None
    next_lower: float | None
    includes_bounds: bool
    needed: tuple[NeededAnswer, ...]
    gates: tuple[str, ...]
    has_gates: bool
    is_reachable: bool

    @property
    def bounds(self) -> tuple[float, ...]:
        """The lower bounds of the stages."""
        return tuple(stage.lower for stage in self.stages)

    @property
    def current(self) -> Stage | None:
        """The stage that is held."""
        return None if self.place is None else self.stages[self.place]

    @property
    def held_back(self) -> bool:
        """Tell whether the score alone would already reach the next stage."""
        held = -1 if self.place is None else self.place
        return self.reached is not None and self.reached > held


def make_ladders(assessment: Assessment) -> tuple[Ladder, ...]:
    """Make the ladders of the method, the main one first."""
    return tuple(_make_ladder(assessment, rule) for rule in assessment.plan.rules)


def find_main(ladders: Iterable[Ladder], node: str) -> Ladder | None:
    """Find the first ladder over a node; None where there is none."""
    return next((one for one in ladders if one.node == node), None)


def _make_ladder(assessment: Assessment, rule: Rule) -> Ladder:
    plan, scorecard = assessment.plan, assessment.scorecard
    declared = assessment.instrument.stages[rule.key]
    keys = [band.key for band in declared.bands]
    held = scorecard.stages[rule.key]
    place = None if held is None else keys.index(held)
    blocking = assessment.study.blocking[rule.key]
    following = None if blocking.next is None else keys.index(blocking.next)
    node = plan.nodes[rule.place]
    score = scorecard.nodes[node].score
    return Ladder(
        key=rule.key,
        title=declared.title,
        node=node,
        node_title=assessment.title_of(node),
        score=score,
        stages=tuple(
            _make_stage(assessment, declared.bands, number, place)
            for number in range(len(declared.bands))
        ),
        place=place,
        reached=None if score is None else _find_reached(rule, score),
        next=None if following is None else declared.bands[following].title,
        next_lower=blocking.index_needed,
        includes_bounds=rule.declared.edge == "included",
        needed=list_needed(assessment.instrument, blocking),
        gates=tuple(_say_gate(assessment, gate) for gate in blocking.gates_unmet),
        has_gates=any(band.gates for band in declared.bands),
        is_reachable=blocking.reachable,
    )


def _find_reached(rule: Rule, score: float) -> int:
    """Ask the kernel for the highest band whose bound a score has reached."""
    value = np.array([score])
    return max(n for n in range(len(rule.bands)) if rule.reaches(value, n)[0])


def _make_stage(
    assessment: Assessment, bands: tuple[Band, ...], number: int, place: int | None
) -> Stage:
    held = -1 if place is None else place
    state = "here" if number == held else "below" if number < held else "above"
    band, shade = bands[number], stage_shade(number, len(bands)) + 1
    gates = tuple(_state_gate(assessment, gate) for gate in band.gates)
    return Stage(band.title, band.about, band.lower, state, shade, gates)


def list_needed(instrument: Instrument, blocking: Blocking) -> tuple[NeededAnswer, ...]:
    """Write the answers that lead to the next stage, in the instrument's words."""
    return tuple(
        word_needed(instrument, step.item, step.now, step.needed)
        for step in blocking.steps
    )


def word_needed(
    instrument: Instrument, key: str, now: Answer | None, target: Answer | None
) -> NeededAnswer:
    """Write an answer that leads on, in the instrument's words."""
    item = instrument.items[key]
    return NeededAnswer(
        item=key,
        ask=word_ask(instrument, key),
        now=say_answer(instrument, item, now),
        needed=say_target(instrument, item, now, target),
    )


def _say_gate(assessment: Assessment, gate: Gate) -> str:
    """Write a minimum in words."""
    if gate.node is not None:
        score, least = assessment.scorecard.nodes[gate.node].score, float(gate.at_least)
        title = assessment.title_of(gate.node)
        if score is None:
            return _("%(title)s needs more answers before it has a score.") % {
                "title": title
            }
        facts = {
            "title": title,
            "least": show_bound(least),
            "now": show_short_of(score, least),
        }
        return _("%(title)s must reach %(least)s; it is at %(now)s.") % facts
    item = assessment.instrument.items[str(gate.item)]
    level = say_answer(assessment.instrument, item, gate.at_least)
    return _("“%(ask)s” must be at least “%(level)s”.") % {
        "ask": word_ask(assessment.instrument, item.key),
        "level": level,
    }


def _state_gate(assessment: Assessment, gate: Gate) -> str:
    """State a minimum, with where the response stands, whether it is met or not."""
    if gate.node is not None:
        score = assessment.scorecard.nodes[gate.node].score
        facts = {
            "title": assessment.title_of(gate.node),
            "least": show_bound(float(gate.at_least)),
            "now": show_points(score),
        }
        return _("%(title)s: at least %(least)s; now %(now)s") % facts
    instrument = assessment.instrument
    item = instrument.items[str(gate.item)]
    facts = {
        "title": word_ask(instrument, item.key),
        "least": say_answer(instrument, item, gate.at_least),
        "now": say_given(assessment, item.key),
    }
    return _("“%(title)s”: at least “%(least)s”; now “%(now)s”") % facts
