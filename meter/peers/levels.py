"""Levels: nothing, an anonymous spread, or names; and the nodes that have one each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from instruments.model.framework import Framework
    from meter.records import PeerLevel

LEVELS: tuple[PeerLevel, ...] = ("nothing", "spread", "named")
"""From the least that peers see to the most."""


def cap_level(level: PeerLevel, most: PeerLevel) -> PeerLevel:
    """Give a level, or the most that a round declares where that is less."""
    return min(level, most, key=LEVELS.index)


def includes(level: PeerLevel, least: PeerLevel) -> bool:
    """Tell whether a level shows at least as much as another one."""
    return LEVELS.index(level) >= LEVELS.index(least)


def list_peer_nodes(framework: Framework) -> list[str]:
    """Name what units decide about one by one: each index and its parts."""
    parts = ((key, *(framework.nodes[key].of or {})) for key in framework.index)
    return list(dict.fromkeys(node for keys in parts for node in keys))


def find_implied(framework: Framework, named: Collection[str]) -> dict[str, str]:
    """Find the parts that could be worked out from an index and all other parts.

    By index: where all parts but one are named with it, the method gives the last.
    """
    found = {}
    for index in framework.index:
        open_parts = [
            part for part in framework.nodes[index].of or {} if part not in named
        ]
        if index in named and len(open_parts) == 1:
            found[index] = open_parts[0]
    return found


def find_held_back(framework: Framework, levels: Mapping[str, PeerLevel]) -> set[str]:
    """Find the indices that are not named because they would tell a part that is not.

    Args:
        framework: which node is a part of which.
        levels: what a unit lets its peers see, by node.
    """
    named = {node for node, level in levels.items() if level == "named"}
    return set(find_implied(framework, named))
