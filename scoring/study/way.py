"""The order of a way: which of several answers to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.study.roadmap import close_changes, make_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instruments import Instrument
    from scoring.study.climb import Climb
    from scoring.study.next_stage import NextStage
    from scoring.study.roadmap import Way


def lead_on(climb: Climb, found: NextStage) -> Way | None:
    """Put in order what leads to a stage; None where nothing does.

    What it rests on and is not in place is among it, unless no answer can put it there.
    """
    if not found.changes:
        return None
    return order_way(climb, close_changes(climb, found) or found.changes)


def order_way(climb: Climb, changes: Mapping[str, int]) -> Way:
    """Put answers in order: what others of them rest on, little effort, much gain.

    No answer comes before one of them that it requires and that is not in place; those
    that wait for something else come after the others. Efforts count where all of them
    declare one.

    Args:
        climb: the response.
        changes: the new answers, as bits by item.
    """
    items = list(changes)
    index = climb.run([{}, *({item: changes[item]} for item in items)]).index
    gains = dict(zip(items, (index[1:] - index[0]).tolist(), strict=True))
    carries = climb.requirements.required_by(items)
    declared = has_efforts(climb.plan.instrument, items)

    def rank(item: str) -> tuple[bool, int, int, float]:
        waits = any(one not in changes for one in climb.requirements.unmet(item))
        effort = climb.items[item].effort(changes[item]) if declared else 0
        return waits, -len(carries[item]), effort, -round(gains[item], 12)

    ordered: dict[str, int] = {}
    while len(ordered) < len(items):
        left = [item for item in items if item not in ordered]
        free = [one for one in left if not _waits(climb, one, left)] or left
        first = min(free, key=rank)
        ordered[first] = changes[first]
    return make_way(climb, ordered)


def has_efforts(instrument: Instrument, items: Iterable[str]) -> bool:
    """Tell whether all of some items declare what a step takes."""
    return all(instrument.items[item].effort is not None for item in items)


def _waits(climb: Climb, item: str, left: list[str]) -> bool:
    """Tell whether an item requires one that is still left."""
    return any(needed in left for needed in climb.requirements.unmet(item))
