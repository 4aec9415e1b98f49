"""Masking: names of a room give way to numbers, where a projector shows them to all.

An organiser sees every result; the room sees the names of those alone that consented
to it. The numbers follow neither names nor scores, and stay the same all day.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from meter.fieldwork.rounds import load_instrument
from meter.peers.cover import FEWEST
from meter.peers.levels import list_peer_nodes
from meter.peers.seeing import map_open_nodes
from meter.storage.repository import responses

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from instruments.model.framework import Framework
    from meter.records import Round, Unit
    from meter.storage import Store


def mask_units(
    units: Iterable[Unit],
    named: Collection[int],
    secret: str,
    say: Callable[[int], str],
) -> list[Unit]:
    """Give units with a number in place of each name that may not be seen.

    Args:
        units: who is shown.
        named: ids of the units whose names may be seen.
        secret: what orders the numbers; whoever does not know it cannot tell whose.
        say: writes a number as a name, in the language of the page.
    """
    shown = list(units)
    masked = [unit for unit in shown if unit.id not in named]
    ordered = sorted(
        masked, key=lambda unit: sha256(f"{secret}:{unit.id}".encode()).digest()
    )
    numbers = {unit.id: place for place, unit in enumerate(ordered, 1)}
    return [
        replace(unit, name=say(numbers[unit.id])) if unit.id in numbers else unit
        for unit in shown
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


def shows_distribution(units: Sequence[Unit]) -> bool:
    """Tell whether each unit in the room has five others beside it."""
    return len(units) >= FEWEST


def _find_decided(framework: Framework, node: str) -> list[str]:
    """Find the nodes that units decide about under which a node stands, or itself."""
    peers = list_peer_nodes(framework)
    if node in peers:
        return [node]
    parts = [one for one in peers if one not in framework.index]
    return [part for part in parts if node in framework.walk(part)]
