"""The room of a round: its results as the plain values that charts read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.kernel.stages import NO_STAGE
from webapp.charts.room import Ladder, Measure, Participant, Room, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instruments.model.framework import Framework
    from instruments.model.instrument import Instrument
    from meter.comparison.frames import RoundResults

POINTS = 100
"""Scores are kept as 0..1 and shown as points of 0 to 100."""


def list_tops(framework: Framework) -> list[str]:
    """Name the nodes that have parts, indices first: what charts can be about."""
    keys = framework.list_nodes()
    tops = [key for key in keys if key in framework.index or framework.nodes[key].of]
    return sorted(tops, key=lambda key: (key not in framework.index, keys.index(key)))


def list_measured(worded: Instrument) -> dict[str, str]:
    """Name every node under its title, top down."""
    framework = worded.framework
    if framework is None:
        return {}
    return {key: framework.nodes[key].title for key in framework.list_nodes()}


def make_room(
    results: RoundResults,
    worded: Instrument,
    top: str,
    chosen: Sequence[int] = (),
) -> Room:
    """Make the room of a round for one node.

    Args:
        results: the submitted responses, scored.
        worded: the instrument with its words in the reader's language.
        top: the node that the charts are about.
        chosen: ids of units to compare; those that are not there are left out.
    """
    framework = worded.framework
    if framework is None:
        raise NothingMeasuredError(worded.key)
    parts = tuple(framework.nodes[top].of or {})
    leaves = tuple(framework.leaves(top))
    places = {unit.id: place for place, unit in enumerate(results.units)}
    return Room(
        units=tuple(Participant(unit.id, unit.name) for unit in results.units),
        top=_measure(worded, top),
        parts=tuple(_measure(worded, key) for key in parts),
        leaves=tuple(_measure(worded, key) for key in leaves),
        scores={
            key: results.scores.node(key) * POINTS
            for key in dict.fromkeys((top, *parts, *leaves))
        },
        ladder=_make_ladder(results, worded, top),
        chosen=tuple(places[unit] for unit in chosen if unit in places),
    )


class NothingMeasuredError(ValueError):
    """An instrument has no framework, so there is no room to show."""

    def __init__(self, instrument: str) -> None:
        self.instrument = instrument
        super().__init__(f'The instrument "{instrument}" measures nothing.')


def _measure(worded: Instrument, key: str) -> Measure:
    framework = worded.framework
    title = framework.nodes[key].title if framework else key
    return Measure(key, title)


def _make_ladder(results: RoundResults, worded: Instrument, top: str) -> Ladder | None:
    """Stand the units on the first ladder of a node; None where it has none."""
    place = results.plan.place_of(top)
    rule = next((rule for rule in results.plan.rules if rule.place == place), None)
    if rule is None:
        return None
    declared = worded.stages[rule.key]
    held = results.scores.stage[rule.key].tolist()

    def stand_on(step: int) -> tuple[str, ...]:
        return tuple(
            unit.name
            for unit, at in zip(results.units, held, strict=True)
            if at == step
        )

    steps = tuple(
        Step(band.title, stand_on(step)) for step, band in enumerate(declared.bands)
    )
    return Ladder(declared.title, steps, stand_on(NO_STAGE))
