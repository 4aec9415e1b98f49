"""Dividing: a node's score and its gap, shared out down the tree to the items.

Every child has a share of its node's weight, and a part of what the node lacks of 1.
Among children between 0 and 1 the gap is shared by w (f(1) - f(x)) under a mean whose
children are mapped by f (x itself, ln x', x'^p), and goes to the weakest child under a
minimum, to the strongest under a maximum and to the middle ones under a median, ties
by weight. Where values leave 0..1 (raw points, z-scores), and under a ranking
combination, it is shared by weight, and each child moves it by how far it is from
their mean: no part grows beyond bounds as the gap goes to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np

from scoring.kernel.aggregation import find_middle
from scoring.kernel.blocks import slice_columns
from scoring.kernel.codes import state_of
from scoring.kernel.combining import score_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan
    from scoring.kernel.transforms import Transform

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]

_NEARLY = 1e-12
"""Share of the single losses below which their sum is rounding."""


@dataclass(frozen=True)
class Part:
    """An item's part in the score of a node, one number a response.

    Attributes:
        path: the nodes from the one that is divided down to the one that asks the item.
        item: its key; what is asked over a list stands under its common key.
        value: what it is worth there; of a table or a ratio the score of the node.
        weight: its share of the whole; NaN where there is no score, 0 where the item
            does not count.
        lost: what it lacks; adds up to 1 - score.
        counts: where the item has a part.
    """

    path: tuple[str, ...]
    item: str
    value: Values
    weight: Values
    lost: Values
    counts: Truth

    @property
    def node(self) -> str:
        """The node that asks the item."""
        return self.path[-1]

    @property
    def contribution(self) -> Values:
        """What it adds; adds up to the score.

        Below 0 where the item loses more than its weight, as the weak child of a
        geometric mean does.
        """
        added: Values = self.weight - self.lost
        return added


@dataclass(frozen=True)
class Shares:
    """How a node is divided among its children: (children, rows) each.

    A child loses fraction x (what its node loses) + weight x (deviation), where weight
    is the node's share of the whole.
    """

    share: Values
    fraction: Values
    deviation: Values

    def where(self, rows: Truth, other: Shares) -> Shares:
        """Take other shares in some rows."""
        return Shares(
            np.where(rows, other.share, self.share),
            np.where(rows, other.fraction, self.fraction),
            np.where(rows, other.deviation, self.deviation),
        )


def divide_scores(
    plan: Plan, coded: Coded | Columns, node: str | None = None
) -> list[Part]:
    """Divide the score of a node among the items under it, for many responses at once.

    Args:
        plan: a compiled instrument and method, fitted where the method is relative.
        coded: the responses.
        node: what to divide; None takes the first index.

    Returns:
        One part a way from the node to an item, in the order of the tree.

    Raises:
        UnknownNodeError: the plan scores no such node.
    """
    columns = slice_columns(plan, coded)
    found = score_columns(plan, columns)
    place = plan.place_of(node or plan.indices[0])
    printed = ~np.isnan(found.printed[place])
    whole = np.where(printed, 1.0, np.nan)
    tree = _Tree(plan, columns, found.raw, found.coverage)
    top = (plan.nodes[place],)
    return list(tree.divide(top, whole, whole - found.raw[place], printed))


@dataclass(frozen=True)
class _Tree:
    """The scores of some responses, walked from a node to its items."""

    plan: Plan
    columns: Columns
    raw: Values
    coverage: Values

    def divide(
        self, path: tuple[str, ...], weight: Values, lost: Values, counts: Truth
    ) -> Iterator[Part]:
        """Divide a node's weight and loss among the items below it."""
        step = self.plan.step_of(path[-1])
        keys, values, shares = self._share(step)
        for place, key in enumerate(keys):
            own = shares.share[place] * weight
            gap = shares.fraction[place] * lost + shares.deviation[place] * weight
            counted = counts & ~np.isnan(values[place])
            if step.children:
                yield from self.divide((*path, key), own, gap, counted)
            else:
                value = np.where(counted, values[place], np.nan)
                yield Part(path, key, value, own, gap, counted)

    def _share(self, step: NodePlan) -> tuple[list[str], Values, Shares]:
        """Give the keys of the children, their values and their shares.

        Without a score all children have a part by weight, also those without a value:
        the node may count as 0 above.
        """
        if not step.weighed:
            return self._share_alike(step)
        unscored = np.isnan(self.raw[step.place])
        values = step.values_of(self.columns, np.array([self.raw, self.coverage]))
        values = np.where(unscored & np.isnan(values), 0.0, values)
        weights = np.array([weight for _, weight in step.weighed])[:, None]
        keys = [self._name(child) for child, _ in step.weighed]
        if (claims := self._weigh_claims(step)) is not None:
            claimed = (claims > 0) & ~unscored
            keys = [*keys, *keys]
            values = np.concatenate([np.where(claimed, 0.0, np.nan), values])
            weights = np.concatenate([claims, weights + np.zeros_like(claims)])
        shares = share_out(step, values, weights, within=self._is_within(step))
        return keys, values, shares.where(unscored, _share_by_weight(values, weights))

    def _share_alike(self, step: NodePlan) -> tuple[list[str], Values, Shares]:
        """Divide a decision table or a ratio equally among the items that count.

        Without a score all of them have a part.
        """
        keys = list(dict.fromkeys(step.items))
        counted = [
            step.missing.counted[state_of(self.columns[key])] > 0 for key in keys
        ]
        score = self.raw[step.place]
        values = np.where(np.array(counted), score, np.nan)
        values = np.where(np.isnan(score), 0.0, values)
        return keys, values, _share_by_weight(values, np.ones(values.shape))

    def _name(self, child: str | int) -> str:
        return child if isinstance(child, str) else self.plan.nodes[child]

    def _weigh_claims(self, step: NodePlan) -> Values | None:
        """Weigh what is claimed not applicable beyond the cap, worth 0, by child."""
        if not step.caps:
            return None
        claims = np.array([member.claim(self.columns) for member in step.members])
        claimed = claims.sum(axis=0)
        beyond = step.claim_beyond(self.columns)
        weights: Values = claims * beyond / np.where(claimed > 0, claimed, 1.0)
        return weights

    def _is_within(self, step: NodePlan) -> bool:
        """Tell whether the values of all children stay between 0 and 1."""
        if step.members:
            return all(_keeps_within(member.transform) for member in step.members)
        below = [
            self.plan.step_of(self.plan.nodes[place]) for place, _ in step.children
        ]
        return all(self._stays_within(child) for child in below)

    def _stays_within(self, step: NodePlan) -> bool:
        if step.transform is not None:
            return _keeps_within(step.transform)
        return step.ratio is None and self._is_within(step)


def _keeps_within(transform: Transform | None) -> bool:
    if transform is None:
        return True
    lowest, highest = transform.extremes
    return lowest >= 0 and highest <= 1


def share_out(
    step: NodePlan, values: Values, weights: Values, *, within: bool = True
) -> Shares:
    """Share a node out among its children.

    Shares and fractions add up to 1 and are 0 for a child without a value; deviations
    add up to 0. Without a gap (all children full) it is shared by weight.

    Args:
        step: how the node is scored.
        values: (children, rows); NaN for what does not count.
        weights: (children, rows) or (children, 1), 0 or more.
        within: whether all values are declared to stay between 0 and 1.
    """
    share = _share_weight(step, values, weights)
    lost = _lose(step, values, share)
    total, size = lost.sum(axis=0), np.abs(lost).sum(axis=0)
    some = np.abs(total) > _NEARLY * size
    fraction = np.where(some, lost / np.where(some, total, 1.0), share)
    outside = ((values < 0) | (values > 1)).any(axis=0)
    loose = outside | (not within or step.aggregation.is_ranking)
    rate = np.where(loose, _find_rate(step, values), 0.0)
    deviation = rate * (lost - share * total)
    return Shares(share, np.where(loose, share, fraction), deviation)


def _share_by_weight(values: Values, weights: Values) -> Shares:
    """Share a node out by weight alone among the children that have a value."""
    share = _weigh(~np.isnan(values), weights)
    return Shares(share, share, np.zeros_like(share))


def _weigh(counted: Truth, weights: Values) -> Values:
    """Divide 1 by weight among what counts; equally where all that counts weighs 0."""
    part = np.where(counted, weights, 0.0)
    part = np.where(part.sum(axis=0) > 0, part, counted)
    total = part.sum(axis=0)
    share: Values = part / np.where(total > 0, total, 1.0)
    return share


def _share_weight(step: NodePlan, values: Values, weights: Values) -> Values:
    """Give each child's share of what makes the score."""
    known = ~np.isnan(values)
    match step.aggregation.combine:
        case "benefit_of_the_doubt" if step.ordering is not None:
            return np.nan_to_num(step.ordering.weights_of(values.T).T)
        case "arithmetic" | "geometric" | "harmonic" | "power" | "pooled":
            return _weigh(known, weights)
        case "borda" | "copeland" | "kemeny" | "benefit_of_the_doubt":
            return _weigh(known, weights)
        case "minimum":
            return _weigh(values == np.fmin.reduce(values), weights)
        case "maximum":
            return _weigh(values == np.fmax.reduce(values), weights)
        case "median":
            middle = find_middle(values, weights[:, 0])
            lower, upper = (_weigh(values == end, weights) for end in middle)
            return (lower + upper) / 2
        case other:
            assert_never(other)


def _lose(step: NodePlan, values: Values, share: Values) -> Values:
    """Give what each child keeps its node from 1, as the node combines them."""
    if step.ordering is not None:
        missed: Values = share - np.nan_to_num(step.ordering.share(values.T).T)
        return missed
    forward, counted = step.aggregation.forward, share > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = forward(np.ones(1)) - forward(np.where(counted, values, 1.0))
        lost = np.where(counted & ~np.isnan(gap), share * gap, 0.0)
    endless = np.isinf(lost)
    return np.where(endless.any(axis=0), np.where(endless, share, 0.0), lost)


def _find_rate(step: NodePlan, values: Values) -> Values:
    """Find how fast the score moves with a loss: between the outermost children."""
    ends = np.array([np.fmin.reduce(values), np.fmax.reduce(values)])
    forward = step.aggregation.forward
    if step.ordering is not None:
        ends, forward = np.array([[0.0], [1.0]]), _stay
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = ends if step.transform is None else step.transform.apply(ends)
        way = forward(ends[1]) - forward(ends[0])
        rate = (moved[1] - moved[0]) / way
    found: Values = np.where(np.isfinite(rate), rate, 0.0)
    return found


def _stay(value: Values) -> Values:
    return value
