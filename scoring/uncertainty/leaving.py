"""Leaving out: what one item or one lowest node less takes from each node.

A node that would be left with nothing is itself left out of the nodes above it. Its own
score stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from scoring.kernel.codes import state_of
from scoring.kernel.coding import count_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan

    Truth = NDArray[np.bool_]


def list_left_out(plan: Plan, kind: Literal["item", "node"] | None) -> Iterator[str]:
    """List the keys of those of which one may be left out.

    What an index cannot do without is not among them.

    Args:
        plan: a compiled instrument and method.
        kind: items (a list by the key that its entries share), or nodes without nodes
            below; None for nothing.
    """
    families = list(_list_families(plan))
    indices = [one for one in families if one.node in plan.indices]
    for key in dict.fromkeys(_list_keys(plan, kind)):
        left_out = _leave_out(plan, families, key).children
        if all(left_out.get(one.node, set()) != one.children for one in indices):
            yield key


def _list_keys(plan: Plan, kind: Literal["item", "node"] | None) -> Iterator[str]:
    for node in plan.nodes:
        step, is_lowest = plan.step_of(node), not _nodes_below(plan, node)
        if kind == "item" and is_lowest:
            yield from (member.key for member in step.members)
        elif kind == "node" and is_lowest and node not in plan.indices:
            yield node


def _nodes_below(plan: Plan, node: str) -> Mapping[str, float]:
    framework = plan.instrument.framework
    return (framework.nodes[node].of if framework else None) or {}


def list_children(plan: Plan, step: NodePlan) -> list[str]:
    """Name what a node weighs, in the order of `NodePlan.weighed`."""
    if step.members:
        return [member.key for member in step.members]
    return [plan.nodes[place] for place, _ in step.children]


def find_owners(plan: Plan, step: NodePlan) -> dict[str, str]:
    """Tell from which lowest node a pooled node has each item; else nothing.

    Of several nodes that have an item the last one gives it its weight.
    """
    framework = plan.instrument.framework
    if framework is None or not (step.members and _nodes_below(plan, step.key)):
        return {}
    return {
        item: leaf
        for leaf in framework.leaves(step.key)
        for item in plan.step_of(leaf).weights
    }


class LeftOut(NamedTuple):
    """What is left out with an item or a node.

    Attributes:
        keys: its own, and those of nodes that would be left with nothing.
        children: by node those of its children that are left out of it.
    """

    keys: set[str]
    children: dict[str, set[str]]


def find_left_out(plan: Plan, key: str) -> LeftOut:
    """Find what is left out with an item or a node."""
    return _leave_out(plan, list(_list_families(plan)), key)


class _Family(NamedTuple):
    """A node with its children: read once for all that may be left out."""

    node: str
    children: frozenset[str]
    owners: dict[str, str]


def _list_families(plan: Plan) -> Iterator[_Family]:
    for step in plan.steps:
        children = frozenset(list_children(plan, step))
        yield _Family(step.key, children, find_owners(plan, step))


def _leave_out(plan: Plan, families: Iterable[_Family], key: str) -> LeftOut:
    found = LeftOut({key}, {})
    for node, children, owners in families:
        own = found.keys & children
        own |= {c for c, owner in owners.items() if owner in found.keys} & children
        if own and len(own) == len(children) and node not in plan.indices:
            found.keys.add(node)
        elif own:
            found.children[node] = own
    return found


def find_dropped_without(plan: Plan, columns: Columns, key: str) -> Truth:
    """Tell which responses a missing answer drops when an item or a node is left out.

    What is left out drops nothing.
    """
    left_out = find_left_out(plan, key)
    dropped = np.zeros(count_rows(plan.coder, columns), dtype=np.bool_)
    for step in plan.steps:
        if step.key in left_out.keys or not step.missing.drops.any():
            continue
        own = left_out.children.get(step.key, set())
        stay = [m for m in step.members if m.key not in own]
        items = [i.key for m in stay for i in m.items] if step.members else step.items
        for item in items:
            dropped |= step.missing.drops[state_of(columns[item])]
    return dropped


def tabulate_left_out(plan: Plan, keys: Sequence[str]) -> dict[str, Truth]:
    """Write by node which children each key takes: (keys, children).

    Nodes that keep all in any case have no table. Keys are items or nodes.
    """
    tables: dict[str, Truth] = {}
    families = list(_list_families(plan))
    for row, key in enumerate(keys):
        for node, own in _leave_out(plan, families, key).children.items():
            children = list_children(plan, plan.step_of(node))
            table = tables.setdefault(
                node, np.zeros((len(keys), len(children)), dtype=np.bool_)
            )
            table[row] = [child in own for child in children]
    return tables
