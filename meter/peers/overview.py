"""The organiser's overview: who consents to what, and what each release shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.fieldwork.rounds import load_instrument
from meter.peers.levels import cap_level, list_peer_nodes
from meter.peers.seeing import is_gone, list_gone
from meter.storage.repository import consents, responses, units
from meter.storage.repository import releases as rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from meter.peers.records import Release, Spread
    from meter.records import PeerLevel, Round, Unit
    from meter.storage import Store


@dataclass(frozen=True)
class UnitConsents:
    """What one unit lets its peers see, by node; what is not there shows nothing."""

    unit: Unit
    levels: Mapping[str, PeerLevel]


@dataclass(frozen=True)
class Overview:
    """What units of a round have decided, and what they were let to see.

    `units` are those that let something be seen.
    `spreads` are the figures of the newest release alone; `gone` the nodes and groups
    of them of which a unit has withdrawn since, so that nobody sees them.
    """

    nodes: Sequence[str]
    units: Sequence[UnitConsents]
    releases: Sequence[Release]
    spreads: Sequence[Spread]
    gone: Collection[tuple[str, str]]

    def count(self, node: str, level: PeerLevel) -> int:
        """Count the units that let exactly that much be seen of a node."""
        return sum(one.levels.get(node) == level for one in self.units)


def load_overview(store: Store, asked: Round) -> Overview:
    """Read what the organiser of a round sees of consents and releases.

    Units that let nothing be seen are left out; all of it, where the round shows none.
    """
    if asked.peers == "nothing":
        return Overview([], [], [], [], set())
    with store.read() as connection:
        framework = load_instrument(store, connection, asked).framework
        standing = consents.map_standing(connection, asked.id)
        given = responses.list_responses(connection, asked.id)
        who = units.list_units(connection, asked.id)
        released = rows.list_releases(connection, asked.id)
        found = rows.list_spreads(connection, asked.id)
        gone = list_gone(connection, asked)
    nodes = list_peer_nodes(framework) if framework else []
    newest = [one for one in found if one.release == released[0]]
    by_unit = {one.unit_id: standing.get(one.id, {}) for one in given}
    return Overview(
        nodes,
        [
            UnitConsents(
                unit,
                {
                    node: cap_level(level, asked.peers)
                    for node, level in by_unit[unit.id].items()
                },
            )
            for unit in who
            if any(level != "nothing" for level in by_unit[unit.id].values())
        ],
        released,
        sorted(newest, key=lambda one: (nodes.index(one.node), one.group)),
        {(one.node, one.group) for one in newest if is_gone(one, gone)},
    )
