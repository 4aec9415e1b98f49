"""Seeing: what one unit may see of its peers now, node by node, and why not more.

A unit sees of a node what it lets be seen of its own: the spread of those who share
theirs, names where its own is shown. All of it once it has submitted, so that nobody
answers by what others said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from meter.fieldwork.rounds import load_instrument
from meter.peers.consents import Decided
from meter.peers.cover import keeps_cover
from meter.peers.groups import REST, find_peer_field, name_group
from meter.peers.levels import cap_level, list_open_nodes, list_peer_nodes
from meter.peers.releases import list_shown
from meter.storage.repository import consents
from meter.storage.repository import releases as rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from instruments.model.framework import Framework
    from instruments.model.questionnaire import ProfileField
    from meter.peers.records import Named, Spread
    from meter.records import AnswerSheet, PeerLevel, Round
    from meter.storage import Connection, Store

Dark = Literal["unshared", "unsubmitted", "unreleased", "withdrawn", "few", "changed"]
"""Why no figures are seen. `changed` stands for what is too alike as well: to say that
units are alike would tell each of them the scores of the others."""


@dataclass(frozen=True)
class SeenNode:
    """What a unit sees of one node: a spread or why there is none, and names.

    `named` is None where its own name is not shown, or names would tell of others.
    """

    node: str
    level: PeerLevel
    spread: Spread | None
    dark: Dark | None
    size: int
    named: Sequence[Named] | None


@dataclass(frozen=True)
class Seen:
    """All that a unit sees: by node, with what it has decided itself.

    `counts` says how many units let that much be seen of a node, their own among them.
    """

    decided: Decided
    nodes: Mapping[str, SeenNode]
    counts: Mapping[tuple[str, PeerLevel], int]


def look(store: Store, sheet: AnswerSheet) -> Seen:
    """Find what a unit sees of its peers, names too."""
    with store.read() as connection:
        framework = load_instrument(store, connection, sheet.round).framework
        nodes = list_peer_nodes(framework) if framework else []
        decided = _read_decided(connection, sheet)
        spreads = _find_spreads(store, connection, sheet, decided, nodes)
        names = _find_names(connection, sheet, decided, framework)
        counted = consents.count_standing(connection, sheet.round.id)
    return Seen(
        decided,
        {
            node: SeenNode(
                node, decided.level_of(node), *spreads[node], names.get(node)
            )
            for node in nodes
        },
        _cap_counts(counted, sheet.round.peers),
    )


def look_at_spreads(store: Store, sheet: AnswerSheet) -> dict[str, Spread]:
    """Find the spreads alone that a unit sees, by node."""
    if sheet.round.peers == "nothing" or sheet.response.is_apart:
        return {}
    with store.read() as connection:
        decided = _read_decided(connection, sheet)
        if not any(level != "nothing" for level in decided.levels.values()):
            return {}
        found = _find_spreads(store, connection, sheet, decided, decided.levels)
    return {node: one for node, (one, _, _) in found.items() if one is not None}


def _read_decided(connection: Connection, sheet: AnswerSheet) -> Decided:
    history = consents.list_history(connection, sheet.response.id)
    return Decided(history, sheet.round.peers)


def _find_spreads(
    store: Store,
    connection: Connection,
    sheet: AnswerSheet,
    decided: Decided,
    nodes: Iterable[str],
) -> dict[str, tuple[Spread | None, Dark | None, int]]:
    """Find by node the spread of the unit's group, or why it sees none."""
    instrument = load_instrument(store, connection, sheet.round)
    field = find_peer_field(instrument, sheet.round.peer_field)
    released = rows.list_spreads(connection, sheet.round.id)
    own = _pick_group(connection, sheet, field, released)
    gone = list_gone(connection, sheet.round)
    found: dict[str, tuple[Spread | None, Dark | None, int]] = {}
    for node in nodes:
        if decided.level_of(node) == "nothing":
            found[node] = None, "unshared", 0
        elif sheet.response.submitted_at is None:
            found[node] = None, "unsubmitted", 0
        else:
            found[node] = _choose([one for one in own if one.node == node], gone)
    return found


def _choose(
    own: Sequence[Spread], gone: set[tuple[int, str, str]]
) -> tuple[Spread | None, Dark | None, int]:
    """Choose the newest figures that may be seen; else say what the newest lack."""
    for one in own:
        if one.withheld is None and not is_gone(one, gone):
            return one, None, one.size
    if not own:
        return None, "unreleased", 0
    newest = own[0]
    if newest.withheld == "few":
        return None, "few", newest.size
    return None, "changed" if newest.withheld else "withdrawn", newest.size


def _pick_group(
    connection: Connection,
    sheet: AnswerSheet,
    field: ProfileField | None,
    released: Sequence[Spread],
) -> list[Spread]:
    """Keep the figures of the unit's group, which is what it was at each release."""
    mine = [sheet.response.id]
    members = rows.list_memberships(connection, sheet.round.id, mine)
    was = {one.release_id: one.group for one in members}
    named = name_group(field, sheet.unit.profile)
    known = {(one.release.id, one.group) for one in released}

    def group_at(release: int) -> str:
        """Name the group then; who was not in it takes the place of its like."""
        if release in was:
            return was[release]
        return named if (release, named) in known else REST

    return [one for one in released if one.group == group_at(one.release.id)]


def list_gone(connection: Connection, asked: Round) -> set[tuple[int, str, str]]:
    """List the tables in which a unit stands that lets nothing be seen any more."""
    withdrawn = consents.list_withdrawn(connection, asked.id)
    if not withdrawn:
        return set()
    units = {response for response, _ in withdrawn}
    return {
        (one.release_id, node, one.group)
        for one in rows.list_memberships(connection, asked.id, units)
        for node in one.nodes
        if (one.response_id, node) in withdrawn
    }


def is_gone(spread: Spread, gone: Collection[tuple[int, str, str]]) -> bool:
    """Tell whether a unit of a table lets nothing be seen any more."""
    return (spread.release.id, spread.node, spread.group) in gone


def _find_names(
    connection: Connection,
    sheet: AnswerSheet,
    decided: Decided,
    framework: Framework | None,
) -> dict[str, list[Named]]:
    """Find by node the units that are named, where the unit itself is.

    None are found where names would leave too few others unnamed in what was shown.
    """
    if framework is None or sheet.response.submitted_at is None:
        return {}
    own = list_open_nodes(framework, decided.levels)
    if not own:
        return {}
    shown = list_shown(connection, sheet.round.id)
    known = consents.map_ever_named(connection, sheet.round.id)
    nodes = [
        node for node in own if keeps_cover(shown.get(node, []), known.get(node, set()))
    ]
    open_nodes = map_open_nodes(connection, sheet.round, framework)
    found = consents.list_named(connection, sheet.round.id, open_nodes)
    return {node: found.get(node, []) for node in nodes}


def map_open_nodes(
    connection: Connection, asked: Round, framework: Framework
) -> dict[int, set[str]]:
    """Read by response at which nodes its unit is named now."""
    found = {}
    for response, levels in consents.map_standing(connection, asked.id).items():
        capped = {node: cap_level(one, asked.peers) for node, one in levels.items()}
        if nodes := list_open_nodes(framework, capped):
            found[response] = nodes
    return found


def _cap_counts(
    counted: Mapping[tuple[str, PeerLevel], int], most: PeerLevel
) -> dict[tuple[str, PeerLevel], int]:
    """Count by the level that is seen where a round declares less than was decided."""
    found: dict[tuple[str, PeerLevel], int] = {}
    for (node, level), count in counted.items():
        place = node, cap_level(level, most)
        found[place] = found.get(place, 0) + count
    return found
