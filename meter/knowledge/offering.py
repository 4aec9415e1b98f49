"""Offering: what is published about the sub-themes and answers where a unit is weak.

How many units something is offered to is told in steps of five and never below five,
so that nobody learns from it how another unit stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.storage.repository import contributions as rows
from meter.storage.repository import scorecards

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from instruments.model.framework import Framework
    from meter.knowledge.records import Contribution, Tied
    from meter.storage import Store
    from scoring.scorecard import Scorecard

WEAK = 0.5
"""A score below half of its scale is weak."""

LEAST_TOLD, STEP_TOLD = 5, 5
"""The least count of units that is told, and the steps in which more are."""

MOST_BESIDE_ONE = 3
"""Contributions that are offered beside one sub-theme or answer."""


def list_offered(
    store: Store, workshop_id: int, indicators: Collection[str], unit_id: int
) -> list[Tied]:
    """List what is published about some indicators, but for a unit's own."""
    if not indicators:
        return []
    with store.read() as connection:
        return rows.list_tied(connection, workshop_id, indicators, unit_id)


def choose_offered(
    tied: Iterable[Tied], indicators: Collection[str], languages: Sequence[str]
) -> tuple[Tied, ...]:
    """Choose what is offered beside one thing: what its reader can read comes first."""
    about = {one.id: one for one in tied if one.indicator in indicators}
    readable = sorted(
        about.values(), key=lambda one: set(one.languages).isdisjoint(languages)
    )
    return tuple(readable[:MOST_BESIDE_ONE])


def list_weak(framework: Framework, scorecard: Scorecard) -> list[str]:
    """List the nodes in which a response is weak, in the order of the framework."""
    scores = {key: scorecard.nodes.get(key) for key in framework.nodes}
    return [
        key
        for key, found in scores.items()
        if found is not None and found.score is not None and found.score < WEAK
    ]


def list_about(framework: Framework, node: str) -> frozenset[str]:
    """List what is offered beside a node: what is about it, or about items in it."""
    return frozenset((node, *(framework.nodes[node].items or ())))


def count_reached(
    store: Store,
    round_id: int,
    framework: Framework,
    contributions: Iterable[Contribution],
) -> Mapping[int, int]:
    """Count, by contribution, the units of a round that it is offered to.

    The count is rounded down to a step, and 0 below the least that is told.
    """
    with store.read() as connection:
        cards = scorecards.list_scorecards(connection, round_id)
    weak = {
        unit.id: _list_about_weak(framework, card)
        for unit, card in cards
        if card is not None
    }
    return {
        one.id: _round(
            sum(
                not about.isdisjoint(one.entry.indicators)
                for unit_id, about in weak.items()
                if unit_id != one.unit_id
            )
        )
        for one in contributions
    }


def _list_about_weak(framework: Framework, card: Scorecard) -> frozenset[str]:
    nodes = list_weak(framework, card)
    return frozenset(key for node in nodes for key in list_about(framework, node))


def _round(count: int) -> int:
    return 0 if count < LEAST_TOLD else count - count % STEP_TOLD
