"""Masking: names of a room give way to numbers, where a projector shows them to all.

An organiser sees every result; the room sees the names of those alone that consented
to it. The numbers follow neither names nor scores, and stay the same all day. Those
that are named come first, then the others by their numbers: a number that stood where
its name stands in the alphabet would tell it.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from meter.comparison.numbering import draw_place
from meter.fieldwork.rounds import load_instrument
from meter.peers.cover import FEWEST
from meter.peers.levels import list_peer_nodes
from meter.peers.seeing import map_open_nodes
from meter.storage.repository import responses

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from instruments.model.framework import Framework
    from meter.comparison.frames import RoundResults
    from meter.comparison.movement import Movement
    from meter.records import Round, Unit
    from meter.storage import Store


def mask_results(
    results: RoundResults,
    named: Collection[int],
    secret: str,
    say: Callable[[int], str],
) -> RoundResults:
    """Give results with numbers for names, and in an order that tells neither."""
    masked = mask_units(results.units, named, secret, say)
    places = {unit.id: place for place, unit in enumerate(results.units)}
    by_id = {unit.id: unit for unit in masked}
    return replace(
        results,
        units=masked,
        scores=results.scores.take([places[unit.id] for unit in masked]),
        scored_otherwise=tuple(by_id[unit.id] for unit in results.scored_otherwise),
    )


def mask_movement(
    movement: Movement,
    named: Collection[int],
    secret: str,
    say: Callable[[int], str],
) -> Movement:
    """Give two rounds side by side with numbers for names, each unit with one."""
    lists = movement.units, movement.only_former, movement.only_later
    masked = mask_units(itertools.chain(*lists), named, secret, say)
    units, former, later = (
        tuple(unit for unit in masked if unit.id in {one.id for one in there})
        for there in lists
    )
    return replace(movement, units=units, only_former=former, only_later=later)


def mask_units(
    units: Iterable[Unit],
    named: Collection[int],
    secret: str,
    say: Callable[[int], str],
) -> list[Unit]:
    """Give units with a number in place of each name that may not be seen.

    A fact would tell whose the number is, so units without names have none.

    Args:
        units: who is shown.
        named: ids of the units whose names may be seen; they come first, as they came.
        secret: what orders the numbers; whoever does not know it cannot tell whose.
        say: writes a number as a name, in the language of the page.
    """
    shown = list(units)
    masked = sorted(
        (unit for unit in shown if unit.id not in named),
        key=lambda unit: draw_place(secret.encode(), "room", unit),
    )
    return [unit for unit in shown if unit.id in named] + [
        replace(unit, name=say(number), profile={})
        for number, unit in enumerate(masked, 1)
    ]


def list_named_units(store: Store, asked: Round, nodes: Iterable[str]) -> set[int]:
    """List the ids of the units whose names may be seen beside scores of all nodes.

    A node below the parts of an index counts as the part that it belongs to.
    """
    with store.read() as connection:
        framework = load_instrument(store, connection, asked).framework
        if framework is None:
            return set()
        decided = {one for node in nodes for one in _find_decided(framework, node)}
        open_nodes = map_open_nodes(connection, asked, framework)
        given = responses.list_responses(connection, asked.id)
    return {
        one.unit_id for one in given if decided <= open_nodes.get(one.id, frozenset())
    }


def shows_distribution(units: Sequence[object]) -> bool:
    """Tell whether each unit in the room has five others beside it."""
    return len(units) >= FEWEST


def _find_decided(framework: Framework, node: str) -> list[str]:
    """Find the nodes that units decide about under which a node stands, or itself."""
    peers = list_peer_nodes(framework)
    if node in peers:
        return [node]
    parts = [one for one in peers if one not in framework.index]
    return [part for part in parts if node in framework.walk(part)]
