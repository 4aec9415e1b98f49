"""The framework as a tree: every node is there and counts once in an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.reading.cycles import find_cycles
from instruments.reading.declared import form_of, node_path
from instruments.reading.findings import Advice
from instruments.reading.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.framework import Node
    from instruments.reading.declared import Declared

MOST_LEVELS = 12


def check_unknown_index(declared: Declared) -> Iterator[Problem]:
    """FW01: an index is a node."""
    framework = declared.instrument.framework
    for place, key in enumerate(framework.index if framework else ()):
        if key not in declared.nodes:
            facts = {"node": key, "advice": Advice(key, declared.nodes)}
            yield Problem("FW01", ("framework", "index", place), facts)


def check_unknown_children(declared: Declared) -> Iterator[Problem]:
    """FW02: children are nodes."""
    for key, node in declared.nodes.items():
        for child in node.of or {}:
            if child not in declared.nodes:
                facts = {"node": child, "advice": Advice(child, declared.nodes)}
                yield declared.at_weight("FW02", key, child, facts)


def check_unknown_items(declared: Declared) -> Iterator[Problem]:
    """FW03: what a node counts are items."""
    for key, node in declared.nodes.items():
        for item in node.items or {}:
            if item not in declared.items:
                facts = {"item": item, "advice": Advice(item, declared.items)}
                yield declared.at_weight("FW03", key, item, facts)


def check_cycles(declared: Declared) -> Iterator[Problem]:
    """FW04: no node contains itself."""
    for cycle in find_cycles(_list_links(declared.nodes)):
        facts = {"node": cycle[0], "way": " > ".join((*cycle, cycle[0]))}
        yield Problem("FW04", node_path(cycle[0]), facts, on_key=True)


def _list_links(nodes: Mapping[str, Node]) -> dict[str, list[str]]:
    return {key: list(node.of or {}) for key, node in nodes.items()}


def check_reached(declared: Declared) -> Iterator[Problem]:
    """FW05: an index reaches every node."""
    reached: set[str] = set()
    for index in declared.indices:
        reached |= set(_reach(index, declared))
    for key in declared.nodes:
        if key not in reached:
            yield Problem("FW05", node_path(key), {"node": key}, on_key=True)


def _reach(index: str, declared: Declared) -> dict[str, list[str]]:
    """Find the nodes under an index, each with the nodes that name it."""
    parents: dict[str, list[str]] = {index: []}
    ahead = [index]
    while ahead:
        key = ahead.pop()
        for child in declared.nodes[key].of or {}:
            if child in parents:
                parents[child].append(key)
            elif child in declared.nodes:
                parents[child] = [key]
                ahead.append(child)
    return parents


def check_reached_twice(declared: Declared) -> Iterator[Problem]:
    """FW06: within an index a node counts once."""
    if find_cycles(_list_links(declared.nodes)):
        return
    for index in declared.indices:
        for key, parents in _reach(index, declared).items():
            if len(parents) > 1:
                facts: dict[str, object] = {"index": index, "node": key}
                facts |= {"first": parents[0], "second": parents[1]}
                yield Problem("FW06", node_path(key), facts, on_key=True)


def check_counted_twice(declared: Declared) -> Iterator[Problem]:
    """FW07: within an index an item counts once."""
    for index in declared.indices:
        reached = _reach(index, declared)
        for item, nodes in declared.counting_nodes.items():
            within = [node for node in nodes if node in reached]
            if len(within) > 1:
                facts: dict[str, object] = {"index": index, "item": item}
                facts |= {"first": within[0], "second": within[1]}
                second = within[1]
                path = (*node_path(second), form_of(declared.nodes[second]))
                yield Problem("FW07", path, facts, on_key=True)


def check_levels(declared: Declared) -> Iterator[Problem]:
    """FW10: the tree is not absurdly deep."""
    for index in declared.indices:
        level, seen = [index], {index}
        for _ in range(MOST_LEVELS):
            below = [c for key in level for c in declared.nodes[key].of or {}]
            level = [c for c in dict.fromkeys(below) if c in declared.nodes]
            level = [c for c in level if c not in seen]
            seen |= set(level)
        if level:
            facts = {"node": level[0], "most": MOST_LEVELS}
            yield Problem("FW10", node_path(level[0]), facts, on_key=True)


def check_methods(declared: Declared) -> Iterator[Problem]:
    """FW13: a framework has a method."""
    instrument = declared.instrument
    if instrument.framework and not instrument.methods:
        path = ("framework",)
        yield Problem("FW13", path, {}, on_key=True, about=("methods",))


def check_framework(declared: Declared) -> Iterator[Problem]:
    """FW14: methods, stages and diagnostics have a framework."""
    instrument = declared.instrument
    if instrument.framework is not None:
        return
    for name in ("methods", "stages", "diagnostics"):
        if getattr(instrument, name):
            facts = {"part": name.capitalize()}
            yield Problem("FW14", (name,), facts, on_key=True, about=("framework",))


CHECKS = (
    check_unknown_index,
    check_unknown_children,
    check_unknown_items,
    check_cycles,
    check_reached,
    check_reached_twice,
    check_counted_twice,
    check_levels,
    check_methods,
    check_framework,
)
