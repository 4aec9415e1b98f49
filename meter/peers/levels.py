"""Levels: nothing, an anonymous spread, or names; and the nodes that have one each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def find_held_back(framework: Framework, levels: Mapping[str, PeerLevel]) -> set[str]:
    """Find the indices that are not named although their unit lets them be.

    An index is named with all its parts or not at all: from it and all of them but one
    the last could be worked out, also when they were seen one after the other.

    Args:
        framework: which node is a part of which.
        levels: what a unit lets its peers see, by node.
    """
    named = {node for node, level in levels.items() if level == "named"}
    return {
        index
        for index in framework.index
        if index in named and not named.issuperset(framework.nodes[index].of or {})
    }


def list_open_nodes(framework: Framework, levels: Mapping[str, PeerLevel]) -> set[str]:
    """List the nodes at which a unit is named: as it decided, none held back."""
    named = {node for node, level in levels.items() if level == "named"}
    return named - find_held_back(framework, levels)
