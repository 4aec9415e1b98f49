"""The roadmap: what to do first, what it gains, what comes before it, who can teach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.study.way import has_efforts as are_declared
from webapp.filters import show_points
from webapp.languages import gettext as _
from webapp.languages import mark, ngettext
from webapp.results.answer_words import say_target
from webapp.wording import word_ask
from webapp.words import say_answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scoring.study.roadmap import Move, Way
    from webapp.results.assessment import Assessment
    from webapp.results.teachers import Teacher

MOST_FURTHER = 5
"""Steps beside those to the next stage."""

LEAST_TOLD = 0.0005
"""A gain below it reads as none."""

EFFORTS = {
    1: mark("small effort"),
    2: mark("medium effort"),
    3: mark("large effort"),
}
"""The declared effort of a step, in words."""


@dataclass(frozen=True)
class RoadmapStep:
    """One answer to raise; scores are 0..1.

    `before` and `after` are the first index without and with it, on top of the steps
    above it where it leads to the next stage. `effort` is the declared effort of one
    of its `steps` from 1 to 3, None where none is declared. `first` are questions that
    have to be in place before it and are not. `part` is the key of the part that it
    counts in. `begin` says why to begin here; empty for all steps but one.
    """

    item: str
    ask: str
    now: str
    needed: str
    before: float | None
    after: float | None
    steps: int
    effort: int | None
    first: tuple[str, ...]
    part: str
    teachers: tuple[Teacher, ...] = ()
    begin: str = ""

    @property
    def gain(self) -> float | None:
        """What it adds to the index; None without an index."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def effort_said(self) -> str:
        """The effort in words; empty where none is declared."""
        if self.effort is None:
            return ""
        effort = _(EFFORTS[self.effort])
        if self.steps == 1:
            return effort
        words = ngettext("%(num)s step", "%(num)s steps", self.steps)
        return _("%(steps)s of %(effort)s each") % {
            "steps": words % {"num": self.steps},
            "effort": effort,
        }


@dataclass(frozen=True)
class Roadmap:
    """Steps to the next stage in the order to take them, and further ones.

    Each further step is one level up by itself, the most gain for its effort first.
    `resting` counts the steps to the stage that rest on something which is not in place
    and not among them, as no answer could put it there. `carrying` counts those on
    which others of them rest: without such a one the stage need not be lost.
    """

    to_stage: tuple[RoadmapStep, ...]
    further: tuple[RoadmapStep, ...]
    resting: int = 0
    carrying: int = 0

    @property
    def steps(self) -> tuple[RoadmapStep, ...]:
        """All of them."""
        return (*self.to_stage, *self.further)

    @property
    def has_efforts(self) -> bool:
        """Tell whether all further steps declare what they take."""
        return all(one.effort is not None for one in self.further)

    @property
    def say_enough(self) -> str:
        """Say that the steps to the stage suffice, and what each of them is there for.

        Not to be asked where there is none.
        """
        if self.carrying:
            return _(
                "These answers together suffice. Each is needed for the stage itself,"
                " or has to come first for another one."
            )
        count = len(self.to_stage)
        words = ngettext(
            "This one answer suffices.",
            "These %(num)s answers together suffice, and none of them can be left out.",
            count,
        )
        return words % {"num": count}

    @property
    def say_resting(self) -> str:
        """Say that steps to the stage rest on what is not counted; empty if none do."""
        if not self.resting:
            return ""
        words = ngettext(
            "%(num)s of them rests on something else, which is named beside it and has"
            " to come first.",
            "%(num)s of them rest on something else, which is named beside each and has"
            " to come first.",
            self.resting,
        )
        return words % {"num": self.resting}


def make_roadmap(
    assessment: Assessment,
    teachers: Mapping[str, tuple[Teacher, ...]] | None = None,
) -> Roadmap:
    """Make the roadmap of the first index, none without one; `teachers` are by part."""
    if assessment.scorecard.nodes[assessment.plan.indices[0]].score is None:
        return Roadmap((), ())
    known, found = teachers or {}, assessment.study.to_stage
    moves = () if found is None else found.moves
    begin = _say_begin(assessment, moves)
    to_stage = tuple(
        _make_step(assessment, [move], known, begin if not place else "")
        for place, move in enumerate(moves)
    )
    further = _list_further(assessment, known, moves)
    carrying = sum(bool(move.required_by) for move in moves)
    return Roadmap(to_stage, further, _count_resting(assessment, moves), carrying)


def _count_resting(assessment: Assessment, moves: Sequence[Move]) -> int:
    """Count the moves that rest on something which none of them puts in place."""
    unmet, taken = assessment.study.unmet, {move.item for move in moves}
    return sum(not taken.issuperset(unmet[move.item]) for move in moves)


def _list_further(
    assessment: Assessment,
    teachers: Mapping[str, tuple[Teacher, ...]],
    moves: Sequence[Move],
) -> tuple[RoadmapStep, ...]:
    taken = {move.item for move in moves}
    ways: list[Way] = [
        way for way in assessment.study.gains if way.moves[-1].item not in taken
    ]
    return tuple(
        _make_step(assessment, way.moves, teachers) for way in ways[:MOST_FURTHER]
    )


def _make_step(
    assessment: Assessment,
    moves: Sequence[Move],
    teachers: Mapping[str, tuple[Teacher, ...]],
    begin: str = "",
) -> RoadmapStep:
    """Make a step of its move, the last one; those before it come first."""
    move, instrument = moves[-1], assessment.instrument
    item = instrument.items[move.item]
    part = find_part(assessment, move.item)
    return RoadmapStep(
        item=move.item,
        ask=word_ask(instrument, move.item),
        now=say_answer(instrument, item, move.now),
        needed=say_target(instrument, item, move.now, move.target),
        before=moves[0].index_before,
        after=move.index_after,
        steps=move.steps,
        effort=item.effort,
        first=_list_first(assessment, move.item),
        part=part,
        teachers=teachers.get(part, ()),
        begin=begin,
    )


def _list_first(assessment: Assessment, item: str) -> tuple[str, ...]:
    """List what an item rests on and is not in place."""
    unmet = assessment.study.unmet[item]
    return tuple(word_ask(assessment.instrument, one) for one in unmet)


def find_part(assessment: Assessment, item: str) -> str:
    """Find the lowest node of the first index that an item counts in, else the index.

    What is asked over a list counts under its common key.
    """
    index, plan = assessment.plan.indices[0], assessment.plan
    common = {
        key: group
        for group, keys in assessment.instrument.repeated.items()
        for key in keys
    }
    asked = {item, common.get(item, item)}
    leaves = assessment.framework.leaves(index)
    return next((one for one in leaves if asked & {*plan.step_of(one).items}), index)


def _say_begin(assessment: Assessment, moves: Sequence[Move]) -> str:
    """Say why the first of some steps is the first; nothing of a single one."""
    if len(moves) < 2:  # noqa: PLR2004
        return ""
    first, others = moves[0], moves[1:]
    if first.required_by:
        count = len(first.required_by)
        words = ngettext(
            "%(num)s of the other steps rests on it.",
            "%(num)s of the other steps rest on it.",
            count,
        )
        return words % {"num": count}
    waiting = [one for one in moves if _list_first(assessment, one.item)]
    if first in waiting:
        return _("None of the other steps has to come before it.")
    if are_declared(assessment.instrument, [one.item for one in moves]):
        if all(first.effort <= one.effort for one in others):
            return _("No other of these steps takes less effort.")
        return _("Of the steps that wait for nothing it takes the least effort.")
    return _say_most(first, is_of_all=not waiting)


def _say_most(first: Move, *, is_of_all: bool) -> str:
    """Say that a step adds most, of all or of those that wait for nothing."""
    gain = (first.index_after or 0) - (first.index_before or 0)
    if gain < LEAST_TOLD:
        return _("None of the other steps has to come before it.")
    facts = {"points": show_points(gain)}
    if is_of_all:
        return _("It adds most: %(points)s.") % facts
    return _("Of the steps that wait for nothing it adds most: %(points)s.") % facts
