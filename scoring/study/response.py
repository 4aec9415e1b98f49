"""The study of one response: all that its result page is made of, each part once.

A part is worked out when it is first asked for, and kept: a page of numbers asks for
what the page of the result has asked for before. Two who ask at once do no work twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING

from scoring.series import score_series
from scoring.study.blocking import describe_blocking
from scoring.study.climb import Climb
from scoring.study.contributions import contributions
from scoring.study.diagnostics import diagnose, strongest_first
from scoring.study.next_stage import search_next_stage
from scoring.study.parts import Part
from scoring.study.rescoring import open_row
from scoring.study.roadmap import find_ladder, list_gains
from scoring.study.way import lead_on

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from instruments.model.answers import Answer
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Rule
    from scoring.series import SeriesCard
    from scoring.study.blocking import Blocking
    from scoring.study.contributions import Contribution
    from scoring.study.diagnostics import Diagnosis, Earlier
    from scoring.study.next_stage import NextStage
    from scoring.study.roadmap import Way
    from scoring.uncertainty.sensitivity import Sensitivity
    from scoring.uncertainty.space import Kind

MOST_GAINS = 20
"""Ways up that are described; there is one for every item that may rise."""

READ = (
    "blocking",
    "contributions",
    "diagnoses",
    "sensitivity",
    "to_stage",
    "gains",
    "unmet",
)
"""The parts that a page of the result reads, with those that they are made of."""

WORKINGS = "searches", "climb"
"""The parts from which others are worked out, heavier than all of those together."""

ITSELF = "response"
"""What a batch of one is called where draws want a name."""


@dataclass(frozen=True)
class ResponseStudy:
    """One response under one method.

    Attributes:
        plan: a compiled instrument and method, fitted where the method is relative.
        row: the coded response, as a batch of one.
        earlier: the same unit in an earlier round of an instrument with this meaning.
        lock: held by whoever works out a part.
    """

    plan: Plan
    row: Coded
    earlier: Earlier | None = None
    _series: dict[frozenset[str], SeriesCard] = field(
        default_factory=dict, compare=False, repr=False
    )
    lock: RLock = field(default_factory=RLock, compare=False, repr=False)

    def complete(self) -> None:
        """Work out all that a page asks for, so that no reader waits for it."""
        with self.lock:
            for name in READ:
                getattr(self, name)
            if self.sensitivity is not None:
                _ = self.varied
            self.drop_workings()

    def drop_workings(self) -> None:
        """Keep what a page has read and no longer what that was worked out from.

        A server keeps many studies. Whatever else is asked for is worked out anew.
        """
        with self.lock:
            if "searches" in vars(self):
                # The search takes long, and what blocks is soon told of it.
                _ = self.blocking
            for name in WORKINGS:
                vars(self).pop(name, None)

    def score_in(
        self, answers: Mapping[str, Answer], keys: Collection[str]
    ) -> SeriesCard:
        """Score the response as if only some items had been answered.

        Args:
            answers: those that the row was coded of.
            keys: the items that count.
        """
        counting = frozenset(keys)
        with self.lock:
            if counting not in self._series:
                self._series[counting] = score_series(self.plan, answers, counting)
        return self._series[counting]

    @property
    def top(self) -> str:
        """The first index, of which ways and sureness speak."""
        return self.plan.indices[0]

    @Part
    def ladder(self) -> Rule | None:
        """The ladder of the first index; None where it has none of its own."""
        place = self.plan.place_of(self.top)
        found = find_ladder(self.plan, self.top)
        return found if found is not None and found.place == place else None

    @Part
    def searches(self) -> Mapping[str, NextStage]:
        """What was searched for on each ladder, by its key."""
        return {
            rule.key: search_next_stage(self.plan, self.row, rule)
            for rule in self.plan.rules
        }

    @Part
    def blocking(self) -> Mapping[str, Blocking]:
        """What stands before the next stage of each ladder, by its key."""
        return {key: describe_blocking(one) for key, one in self.searches.items()}

    @Part
    def contributions(self) -> list[Contribution]:
        """What each item adds to the first index, and what it loses."""
        return contributions(self.plan, self.row)

    @Part
    def diagnoses(self) -> list[Diagnosis]:
        """What the declared diagnostics find, the strongest first."""
        found = diagnose(self.plan, self.row, earlier=self.earlier)
        return strongest_first(found)

    @Part
    def sensitivity(self) -> Sensitivity | None:
        """How far all rests on choices of the method; None where none is declared.

        None for a relative method as well: its draws need the other units.
        """
        if self.plan.method.alternatives is None or self.plan.is_relative:
            return None
        from scoring.uncertainty.sensitivity import vary

        return vary(self.plan, self.row, [ITSELF])

    @Part
    def varied(self) -> tuple[Kind, ...]:
        """What kinds of choices are varied where anything is."""
        from scoring.uncertainty.space import find_space

        kinds = (one.kind for one in find_space(self.plan).inputs)
        return tuple(dict.fromkeys(kinds))

    @Part
    def climb(self) -> Climb:
        """How the first index may rise."""
        return Climb(self.plan, open_row(self.plan, self.row), self.top, self.ladder)

    @Part
    def to_stage(self) -> Way | None:
        """The answers that lead to the next stage, in the order to take them.

        What they rest on and is not in place is among them, unless it cannot be put in
        place. None where there is no next stage, or no answers reach it.
        """
        found = None if self.ladder is None else self.searches[self.ladder.key]
        return None if found is None else lead_on(self.climb, found)

    @Part
    def gains(self) -> tuple[Way, ...]:
        """One step up on an item with what it requires, most gain for effort first."""
        return tuple(islice(list_gains(self.climb), MOST_GAINS))

    @Part
    def unmet(self) -> Mapping[str, tuple[str, ...]]:
        """What each item of a way requires and is not in place, by its key."""
        ways = self.gains if self.to_stage is None else (self.to_stage, *self.gains)
        items = {move.item for way in ways for move in way.moves}
        return {key: tuple(self.climb.requirements.unmet(key)) for key in items}
