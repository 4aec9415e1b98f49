"""Contributions: what each item adds to an index and what it costs it, exactly.

The gap of a node, 1 - score, is divided among its children, theirs among their own,
down to the items. Shares of a gap: by w (1 - x) under an arithmetic mean, by
w (-ln x') under a geometric one (x' = floor + (1 - floor) x), all to the weakest child
under a minimum and to the strongest under a maximum, ties by weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from scoring.kernel.blocks import slice_columns
from scoring.kernel.codes import state_of
from scoring.kernel.combining import fill_scores, hide_scores

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from numpy.typing import NDArray

    from scoring.kernel.aggregation import Aggregation
    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]

K = TypeVar("K", bound="Hashable")


@dataclass(frozen=True)
class Contribution:
    """One item's part in the score of a node.

    Attributes:
        item: its key.
        weight: its share of the node after what does not apply has left; all add
            up to 1.
        value: 0..1; of an item in a decision table the score of the table.
        contribution: weight - lost; all add up to the score. Under other means than
            the arithmetic one it may be below 0: the item costs more than its share.
        lost: what it lacks for a full score; all add up to 1 - score.
    """

    item: str
    weight: float
    value: float
    contribution: float
    lost: float

    def add(self, other: Contribution) -> Contribution:
        """Add the part of the same item at another node."""
        weight, lost = self.weight + other.weight, self.lost + other.lost
        return Contribution(self.item, weight, other.value, weight - lost, lost)


@dataclass(frozen=True)
class _Part:
    """A child with its share of its node's weight and gap, and its own value."""

    key: str
    value: float
    weight: float
    gap: float


def contributions(
    plan: Plan, row: np.void | Coded, node: str | None = None
) -> list[Contribution]:
    """Divide a node's score among the items under it, in the order of the tree.

    Args:
        plan: a compiled instrument and method.
        row: one coded response.
        node: what to explain; None takes the first index.

    Returns:
        One entry an item that counts; empty where the node has no score.

    Raises:
        UnknownNodeError: the plan scores no such node.
    """
    parts = _list_parts(plan, row, node)
    return list(_add_up((part.item, part) for _, part in parts).values())


def contributions_by_node(
    plan: Plan, row: np.void | Coded, node: str | None = None
) -> dict[tuple[str, str], Contribution]:
    """Divide a node's score like `contributions`, apart by the nodes of the items.

    Returns:
        One entry a node and item: what several tables ask about has one in each.

    Raises:
        UnknownNodeError: the plan scores no such node.
    """
    parts = _list_parts(plan, row, node)
    return _add_up(((key, part.item), part) for key, part in parts)


def _add_up(parts: Iterable[tuple[K, Contribution]]) -> dict[K, Contribution]:
    sums: dict[K, Contribution] = {}
    for key, part in parts:
        sums[key] = sums[key].add(part) if key in sums else part
    return sums


def _list_parts(
    plan: Plan, row: np.void | Coded, node: str | None
) -> Iterator[tuple[str, Contribution]]:
    """Divide a node's score among the items under it, each with its own node."""
    coded = np.atleast_1d(np.asarray(row))
    columns = slice_columns(plan, coded)
    found = np.empty((2, len(plan.nodes), 1))
    fill_scores(plan, columns, found)
    raw = found[0].copy()
    hide_scores(plan, found)
    place = plan.place_of(node or plan.indices[0])
    if np.isnan(found[0, place, 0]):
        return
    tree = _Tree(plan, columns, raw[:, 0])
    for key, part in tree.divide(plan.nodes[place], 1.0, float(1 - raw[place, 0])):
        weight, lost = part.weight, part.gap
        yield key, Contribution(part.key, weight, part.value, weight - lost, lost)


@dataclass(frozen=True)
class _Tree:
    """The scores of one response, walked from a node to its items."""

    plan: Plan
    columns: Columns
    raw: Values

    def divide(
        self, node: str, weight: float, gap: float
    ) -> Iterator[tuple[str, _Part]]:
        """Divide a node's weight and gap among the items below it, by their nodes."""
        step = self.plan.step_of(node)
        for part in self._share(step):
            key, share, lost = part.key, part.weight * weight, part.gap * gap
            if step.children:
                yield from self.divide(key, share, lost)
            else:
                yield node, _Part(key, part.value, share, lost)

    def _share(self, step: NodePlan) -> list[_Part]:
        if step.table is not None:
            return self._share_table(step)
        known = self._list_nodes(step) if step.children else self._list_items(step)
        values = np.array([value for _, value, _ in known])
        weights = np.array([weight for _, _, weight in known])
        share, gap = share_out(step.aggregation, values, weights)
        return [
            _Part(key, value, float(share[place]), float(gap[place]))
            for place, (key, value, _) in enumerate(known)
        ]

    def _share_table(self, step: NodePlan) -> list[_Part]:
        """Divide a decision table equally among the items that count in it."""
        counted = [key for key in step.items if self._counts(step, key)]
        value, share = float(self.raw[step.place]), 1 / len(counted)
        return [_Part(key, value, share, share) for key in counted]

    def _list_nodes(self, step: NodePlan) -> list[tuple[str, float, float]]:
        return [
            (self.plan.nodes[place], float(self.raw[place]), weight)
            for place, weight in step.children
            if not np.isnan(self.raw[place])
        ]

    def _list_items(self, step: NodePlan) -> list[tuple[str, float, float]]:
        values = [
            (m.key, float(m.value(self.columns)[0]), m.weight) for m in step.members
        ]
        return [part for part in values if not np.isnan(part[1])]

    def _counts(self, step: NodePlan, item: str) -> bool:
        state = state_of(self.columns[item])
        return bool(step.missing.counted[state][0])


def share_out(
    aggregation: Aggregation, values: Values, weights: Values
) -> tuple[Values, Values]:
    """Give each child's share of its node's weight and of its node's gap.

    Both add up to 1. Without a gap (all children full) it is shared by weight.
    """
    share = weights / weights.sum()
    if not aggregation.is_mean:
        strongest = aggregation.combine == "maximum"
        target = values.max() if strongest else values.min()
        picked = np.where(values == target, weights, 0.0)
        share = picked / picked.sum()
        return share, share
    with np.errstate(divide="ignore"):
        forward = aggregation.forward(values)
    full = aggregation.forward(np.ones(1))[0]
    lost = share * (full - forward)
    if np.isinf(lost).any():
        lost = np.where(np.isinf(lost), share, 0.0)
    total = lost.sum()
    return share, lost / total if total > 0 else share
