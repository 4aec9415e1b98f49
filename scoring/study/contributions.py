"""Contributions: what each item adds to an index and what it costs it, exactly.

How a score is divided is said in `dividing`, and in docs/methods.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from scoring.study.dividing import divide_scores

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

K = TypeVar("K", bound="Hashable")


@dataclass(frozen=True)
class Contribution:
    """One item's part in the score of a node.

    Attributes:
        item: its key; what is asked over a list stands under its common key.
        weight: its share of the node after what does not apply has left; all add
            up to 1.
        value: what it is worth, mostly 0..1; of an item in a decision table or a
            ratio the score of that node.
        contribution: weight - lost; all add up to the score. Under other means than
            the arithmetic one it may be below 0: the item costs more than its share.
        lost: what it lacks for a full score; all add up to 1 - score. Below 0 where
            the item adds more than its weight: it stands above 1, or a ranking
            combination counts it for more.
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


def contributions(
    plan: Plan, row: np.void | Coded, node: str | None = None
) -> list[Contribution]:
    """Divide a node's score among the items under it, in the order of the tree.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
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
    for part in divide_scores(plan, np.atleast_1d(np.asarray(row)), node):
        if part.counts[0]:
            weight, lost = float(part.weight[0]), float(part.lost[0])
            value, added = float(part.value[0]), weight - lost
            yield part.node, Contribution(part.item, weight, value, added, lost)
