"""Breaks: why a node's score of one round does not go on from a former round's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.revised_parts import weigh_alike
from instruments.revisions import compare_versions
from scoring.study.overlap import list_items_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from instruments.model.normalisation import Normalisation
    from instruments.revised_items import ItemRevision
    from instruments.revisions import PartRevision, Revision
    from scoring.kernel.members import Member
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan

_UNMOVED = frozenset({"words", "index"})
"""What may differ of a node without changing how it is measured."""

METHOD_FIELDS = (
    "combine",
    "normalise",
    "missing",
    "weighting",
    "gates",
    "repeat",
    "weights",
)
"""What a method may say otherwise of a node; `repeat` is what a list comes to."""


@dataclass(frozen=True)
class Break:
    """What keeps two rounds' scores of one node from being compared as they are.

    Attributes:
        former: the key of the round that is gone on from.
        items: what became of items below the node that are not common.
        nodes: nodes below it, or itself, that are made up otherwise.
        method: what the method says otherwise of these nodes, by the names of its
            fields.
        is_other_population: a relative method was fitted on other units.
    """

    former: str
    items: tuple[ItemRevision, ...] = ()
    nodes: tuple[PartRevision, ...] = ()
    method: tuple[str, ...] = ()
    is_other_population: bool = False

    def __bool__(self) -> bool:
        return bool(self.items or self.nodes or self.method or self.is_other_population)

    def __str__(self) -> str:
        return "; ".join(self._tell())

    def _tell(self) -> Iterator[str]:
        """Write each cause as a few words, with the keys that it is about."""
        for one in self.items:
            yield f"{one.item} {_tell_item(one)}"
        for part in self.nodes:
            differs = f" ({', '.join(part.differs)})" if part.differs else ""
            yield f"node {part.key} {part.kind}{differs}"
        if self.method:
            yield f"method changed ({', '.join(self.method)})"
        if self.is_other_population:
            yield "measured against other units"


def _tell_item(one: ItemRevision) -> str:
    if one.successors:
        return f"replaced by {', '.join(one.successors)}"
    if one.kind == "not_comparable":
        return "removed" if "removed" in one.differs else "changed type"
    differs = f" ({', '.join(one.differs)})" if one.differs else ""
    return f"{one.kind}{differs}"


def find_breaks(former: Plan, later: Plan, key: str) -> dict[str, Break]:
    """Find what breaks each node that two rounds share; nodes without are left out.

    Args:
        former: how the former round was scored.
        later: how the later one was scored.
        key: the key of the former round.
    """
    revision = compare_versions(former.instrument, later.instrument)
    shared = (node for node in later.nodes if node in former.nodes)
    found = {node: _find_break(former, later, revision, (key, node)) for node in shared}
    return {node: one for node, one in found.items() if one}


def _find_break(
    former: Plan, later: Plan, revision: Revision, at: tuple[str, str]
) -> Break:
    key, node = at
    asked = list_items_below(former, node) | list_items_below(later, node)
    items = tuple(
        one
        for one in revision.items
        if not one.is_comparable and not asked.isdisjoint((one.item, *one.successors))
    )
    changed = {name for one in items for name in (one.item, *one.successors)}
    walked = (*former.walk(node), *later.walk(node))
    below = [*dict.fromkeys(step.key for step in walked)]
    parts = {part.key: part for part in revision.nodes}
    nodes = tuple(
        part
        for part in (parts[one] for one in below)
        if part.moves_scores and not _follows(former, later, part, changed)
    )
    method = tuple(_compare_methods(former, later, below))
    return Break(key, items, nodes, method, _is_refitted(former, later, below))


def _follows(former: Plan, later: Plan, part: PartRevision, changed: set[str]) -> bool:
    """Tell whether a change of a node is no more than that of the items it names."""
    if part.kind != "changed":
        return False
    differs = set(part.differs) - _UNMOVED
    if not differs <= {"children"}:
        return False
    one, other = former.step_of(part.key), later.step_of(part.key)
    return one.weights.keys() ^ other.weights.keys() <= changed


def _compare_methods(former: Plan, later: Plan, nodes: Iterable[str]) -> Iterator[str]:
    """Name what the methods say otherwise of nodes that both score."""
    shared = [node for node in nodes if node in former.nodes and node in later.nodes]
    pairs = [(_treat(former, node), _treat(later, node)) for node in shared]
    for name in METHOD_FIELDS:
        if name == "weights":
            alike = all(_weigh_alike(former, later, node) for node in shared)
        else:
            alike = all(_agree(one[name], other[name]) for one, other in pairs)
        if not alike:
            yield name


def _treat(plan: Plan, node: str) -> dict[str, Any]:
    """Tell how a method treats a node, as it means and not as it was written."""
    method, step = plan.method, plan.step_of(node)
    members = {item.key: member for member in step.members for item in member.items}
    exponent = step.aggregation.exponent
    floor = step.aggregation.floor if exponent is not None and exponent <= 0 else None
    combination = step.combination.model_copy(update={"floor": floor})
    return {
        "combine": combination,
        "normalise": {
            node: _declared(step),
            **{key: _declared(member) for key, member in members.items()},
        },
        "missing": method.missing.of(node).model_copy(update={"bounds": False}),
        "weighting": method.weighting.get(node),
        "gates": [(g.when, g.becomes) for g in method.gates if g.node == node],
        "repeat": {m.key: m.take for m in step.members if len(m.items) > 1},
    }


def _declared(one: NodePlan | Member) -> Normalisation | None:
    return None if one.transform is None else one.transform.declared


def _agree(one: Any, other: Any) -> bool:
    """Compare treatments; of mappings only what both have."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(one[key] == other[key] for key in one.keys() & other.keys())
    return bool(one == other)


def _weigh_alike(former: Plan, later: Plan, node: str) -> bool:
    """Tell whether weights that a method declares are those of the other round.

    Weights that a node declares are the node's, and those that a rule finds in a
    population are the population's.
    """
    if not any(node in plan.method.weights for plan in (former, later)):
        return True
    return weigh_alike(former.step_of(node).weights, later.step_of(node).weights)


def _is_refitted(former: Plan, later: Plan, nodes: Iterable[str]) -> bool:
    """Tell whether anything that both plans learned was learned of other units."""
    if not (former.is_relative and later.is_relative):
        return False
    shared = [node for node in nodes if node in former.nodes and node in later.nodes]
    pairs = [(former.step_of(node), later.step_of(node)) for node in shared]
    return any(
        not np.array_equal(one[name], other[name], equal_nan=True)
        for one, other in ((_learned(a), _learned(b)) for a, b in pairs)
        for name in one.keys() & other.keys()
    )


def _learned(step: NodePlan) -> dict[str, NDArray[np.float64]]:
    """Give by name what a node's plan has learned from a population."""
    parts = [("", step.transform), *((m.key, m.transform) for m in step.members)]
    found = {
        f"values {key}": transform.learned.numbers
        for key, transform in parts
        if transform is not None and transform.learned is not None
    }
    found |= {f"mean {m.key}": np.array(m.imputed) for m in step.members}
    if step.ordering is not None:
        found["order"] = step.ordering.reference
    if step.weighting is not None:
        found |= {f"weight {k}": np.array(w) for k, w in step.weights.items()}
    return found
