"""Matching: who offers what others need, as they say or as their results do.

Nothing is drawn from the result of a unit that did not agree to it, and no level is
read of one that did not agree to name its levels.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from meter.comparison.candidates import list_candidates, weigh_themes
from meter.comparison.frames import recall_results
from meter.network.consents import list_consents, list_declared
from meter.network.records import Reason, Topic
from meter.network.themes import list_scored_rounds
from scoring.study.twinning import TERMS, find_twins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from meter.comparison.frames import RoundResults
    from meter.network.records import Consent, Twinning
    from meter.records import Workshop
    from meter.storage import Store

DEVELOPING = round(TERMS.least_level - TERMS.least_lead, 9)
"""Up to here somebody who may teach leads by enough to be learned from."""


@dataclass(frozen=True)
class Match:
    """Two units that have something for each other."""

    pair: tuple[int, int]
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Board:
    """Who takes part in twinning, and what each offers and needs.

    Attributes:
        consents: by unit.
        topics: what they say, and what is drawn from the results of those who agreed.
        results: those of the workshop's scored round, if there are any.
    """

    consents: Mapping[int, Consent]
    topics: Sequence[Topic]
    results: RoundResults | None = None
    levels: Mapping[int, Mapping[str, float | None]] = field(default_factory=dict)

    @cached_property
    def topics_of(self) -> Mapping[int, tuple[Topic, ...]]:
        """The topics by unit."""
        found: dict[int, list[Topic]] = defaultdict(list)
        for one in self.topics:
            found[one.unit_id].append(one)
        return {unit: tuple(topics) for unit, topics in found.items()}

    def find_level(self, unit_id: int, other_id: int, theme: str) -> float | None:
        """Give the level of a unit for a twin, where both agreed to name levels."""
        agreed = [self.consents.get(one) for one in (unit_id, other_id)]
        if not all(one is not None and one.names_levels for one in agreed):
            return None
        return self.levels.get(unit_id, {}).get(theme)

    def list_standing(self, twinning: Twinning) -> list[Reason]:
        """List the reasons of a twinning that rest on nothing that was taken back."""
        return [
            one for one in twinning.reasons if all(map(self._draws, one.drawn_from))
        ]

    def _draws(self, unit_id: int) -> bool:
        consent = self.consents.get(unit_id)
        return consent is not None and consent.draws

    def match(self, unit_id: int, other_id: int) -> list[Reason]:
        """List what two units can learn from each other, what is said first."""
        reasons = [
            *self._learn(unit_id, other_id),
            *self._learn(other_id, unit_id),
        ]
        return sorted(reasons, key=lambda one: len(one.drawn_from))

    def _learn(self, learner: int, teacher: int) -> Iterator[Reason]:
        offers = {
            one.theme: one
            for one in self.topics_of.get(teacher, ())
            if one.kind == "offer"
        }
        for need in self.topics_of.get(learner, ()):
            offer = offers.get(need.theme) if need.kind == "need" else None
            if offer is not None:
                drawn = [one.unit_id for one in (need, offer) if one.is_drawn]
                yield Reason(need.theme, learner, tuple(drawn))

    def list_matches(self, unit_id: int) -> list[Match]:
        """List who has something for a unit or needs something of it, most first."""
        if unit_id not in self.consents:
            return []
        others = (one for one in self.consents if one != unit_id)
        found = (
            Match((unit_id, one), tuple(self.match(unit_id, one))) for one in others
        )
        shared = [one for one in found if one.reasons]
        return sorted(shared, key=lambda one: -len(one.reasons))


def load_board(store: Store, workshop: Workshop) -> Board:
    """Read who takes part in twinning in a workshop, with their offers and needs."""
    consents = list_consents(store, workshop.id)
    declared = list_declared(store, workshop.id)
    if not any(one.draws or one.names_levels for one in consents):
        return make_board(consents, declared, None)
    return make_board(consents, declared, _find_results(store, workshop))


def _find_results(store: Store, workshop: Workshop) -> RoundResults | None:
    """Read the results of the round that has most of them, the last one of equals.

    A second round that has just been opened does not take the first one's place.
    """
    scored = list_scored_rounds(store, workshop)
    found = [recall_results(store, one.id) for one in scored]
    return max(found[::-1], key=lambda one: len(one.units), default=None)


def make_board(
    consents: Iterable[Consent], declared: Iterable[Topic], results: RoundResults | None
) -> Board:
    """Put together what the units that take part say, and what they let be drawn."""
    agreed = {one.unit.id: one for one in consents}
    said = [one for one in declared if one.unit_id in agreed]
    if results is None or not results.units:
        return Board(agreed, said)
    candidates = list_candidates(results, taking_part=agreed)
    scores = {
        unit.id: candidate.scores
        for unit, candidate in zip(results.units, candidates, strict=True)
        if unit.id in agreed
    }
    known = {(one.unit_id, one.theme) for one in said}
    drawn = [
        topic
        for unit_id, levels in scores.items()
        if agreed[unit_id].draws
        for topic in _draw(unit_id, levels)
        if (unit_id, topic.theme) not in known
    ]
    named = {one: scores[one] for one in scores if agreed[one].names_levels}
    return Board(agreed, [*said, *drawn], results, named)


def _draw(unit_id: int, levels: Mapping[str, float | None]) -> Iterator[Topic]:
    """Draw from levels what a unit can teach, and what it can learn."""
    for theme, level in levels.items():
        if level is not None and level >= TERMS.least_level:
            yield Topic(unit_id, "offer", theme, is_drawn=True)
        elif level is not None and level <= DEVELOPING:
            yield Topic(unit_id, "need", theme, is_drawn=True)


def suggest(board: Board) -> list[Match]:
    """Suggest twins: those of the study of results, then those of what is said."""
    found: dict[tuple[int, int], Match] = {}
    for match in (*_study(board), *_pair_declared(board)):
        first, second = match.pair
        key = (min(first, second), max(first, second))
        if key not in found:
            found[key] = match
    return list(found.values())


def _study(board: Board) -> Iterator[Match]:
    """Match those whose results may be used, as the study of twins does."""
    drawing = {unit for unit, one in board.consents.items() if one.draws}
    if board.results is None or not drawing:
        return
    ids = {one.name: one.id for one in board.results.units if one.id in drawing}
    candidates = list_candidates(board.results, taking_part=drawing)
    for pair in find_twins(candidates, weigh_themes(board.results)).pairs:
        learner, teacher = ids[pair.learner], ids[pair.teacher]
        both = (learner, teacher)
        yield Match(
            both, tuple(Reason(one.theme, learner, both) for one in pair.lessons)
        )


def _pair_declared(board: Board) -> Iterator[Match]:
    """Match those who say that they offer what another says that it needs."""
    said = Board(board.consents, [one for one in board.topics if not one.is_drawn])
    for unit_id in said.topics_of:
        yield from said.list_matches(unit_id)
