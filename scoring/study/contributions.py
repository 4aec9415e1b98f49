"""Contributions: what each item adds to an index and what it costs it, exactly.

The gap of a node, 1 - score, is divided among its children, theirs among their own,
down to the items. Shares of a gap: by w (f(1) - f(x)) under a mean whose children are
mapped by f (x itself, ln x', x'^p), all to the weakest child under a minimum, to the
strongest under a maximum and to the middle ones under a median, ties by weight. Under a
ranking combination a child loses its weight less the part of the score that it earns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from scoring.kernel.aggregation import find_middle
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
        if step.table is not None or step.ratio is not None:
            return self._share_table(step)
        found = np.array([self.raw, self.raw])[:, :, None]
        values = step.values_of(self.columns, found)[:, 0]
        weights = np.array([weight for _, weight in step.weighed])
        values, weights = self._count_claims(step, values, weights)
        share, gap = share_out(step, values, weights)
        keys = [self._name(child) for child, _ in step.weighed]
        return [
            _Part(key, float(values[place]), float(share[place]), float(gap[place]))
            for place, key in enumerate(keys)
            if not np.isnan(values[place])
        ]

    def _name(self, child: str | int) -> str:
        return child if isinstance(child, str) else self.plan.nodes[child]

    def _count_claims(
        self, step: NodePlan, values: Values, weights: Values
    ) -> tuple[Values, Values]:
        """Count what is claimed not applicable beyond the cap as answers worth 0."""
        most = step.missing.policy.most_not_applicable
        if most == 1 or not step.members:
            return values, weights
        claims = np.array([m.claim(self.columns)[0] for m in step.members])
        beyond = max(float(claims.sum() - most * weights.sum()), 0.0)
        if beyond == 0:
            return values, weights
        claimed = np.isnan(values) & (claims > 0)
        part = np.where(claimed, claims * beyond / claims.sum(), weights)
        return np.where(claimed, 0.0, values), part

    def _share_table(self, step: NodePlan) -> list[_Part]:
        """Divide a decision table equally among the items that count in it."""
        counted = [key for key in step.items if self._counts(step, key)]
        value, share = float(self.raw[step.place]), 1 / len(counted)
        return [_Part(key, value, share, share) for key in counted]

    def _counts(self, step: NodePlan, item: str) -> bool:
        state = state_of(self.columns[item])
        return bool(step.missing.counted[state][0])


def share_out(step: NodePlan, values: Values, weights: Values) -> tuple[Values, Values]:
    """Give each child's share of its node's weight and of its node's gap.

    Both add up to 1 and are 0 for a child without a value. Without a gap (all children
    full) it is shared by weight.

    Args:
        step: how the node is scored.
        values: (children,); NaN for what does not count.
        weights: (children,), above 0.
    """
    known = ~np.isnan(values)
    if step.aggregation.is_mean or step.aggregation.is_ranking:
        share = np.where(known, weights, 0.0) / weights[known].sum()
        return share, _share_gap(share, _lose(step, values, share))
    picked = np.where(_find_picked(step.aggregation, values, weights), weights, 0.0)
    share = picked / picked.sum()
    return share, _share_gap(share, np.where(picked > 0, share * (1 - values), 0.0))


def _lose(step: NodePlan, values: Values, share: Values) -> Values:
    """Give what each child keeps a mean or a ranking from its highest."""
    if step.ordering is not None:
        earned = np.nan_to_num(step.ordering.share(values[None, :])[0])
        missed: Values = share - earned
        return missed
    aggregation = step.aggregation
    with np.errstate(divide="ignore"):
        forward = aggregation.forward(np.where(share > 0, values, 1.0))
    lost: Values = share * (aggregation.forward(np.ones(1))[0] - forward)
    if np.isinf(lost).any():
        lost = np.where(np.isinf(lost), share, 0.0)
    return lost


def _share_gap(share: Values, lost: Values) -> Values:
    """Scale losses to a sum of 1; by weight where they cancel out."""
    total = lost.sum()
    return lost / total if abs(total) > _NEARLY * np.abs(lost).sum() else share


_NEARLY = 1e-12
"""Share of the single losses below which their sum is rounding."""


def _find_picked(
    aggregation: Aggregation, values: Values, weights: Values
) -> NDArray[np.bool_]:
    """Tell which children give the score of a minimum, a maximum or a median."""
    if aggregation.combine == "median":
        middle = find_middle(values[:, None], weights)
        ends = [float(end[0]) for end in middle]
    else:
        lowest = aggregation.combine == "minimum"
        ends = [float(np.nanmin(values) if lowest else np.nanmax(values))]
    found: NDArray[np.bool_] = np.isin(values, ends)
    return found
