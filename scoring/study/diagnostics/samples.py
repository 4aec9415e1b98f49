"""Samples: the values of one response, many times over, as arrays.

A diagnostic is read from a sample in the same way whether its rows are the response
itself, the response with answers changed, its values shuffled among its own items, or
its values under other weights.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.engine import score_coded
from scoring.kernel.values import item_values
from scoring.study.weights import effective_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]

PRECISION = 30.0
"""How firmly weights are held: drawn from a gamma distribution of this shape they vary
by 1 / sqrt(30) = 18 %, as under a Dirichlet distribution of 90 over three pillars."""


@dataclass(frozen=True)
class Sample:
    """Item values and node scores, one row a case.

    Attributes:
        columns: where each item stands.
        values: (rows, items), 0..1; NaN where an item does not count.
        weights: (rows, items), 1 as declared, 0 where an item is left out.
        shares: by node the items' shares of its weight, (items,).
        nodes: by node the scores, (rows,).
        earlier: values in the earlier round, (rows, items); None without one.
    """

    columns: Mapping[str, int]
    values: Values
    weights: Values
    shares: Mapping[str, Values]
    nodes: Mapping[str, Values]
    earlier: Values | None = None

    def of(self, items: Iterable[str]) -> Values:
        """Give the values of some items, NaN where they do not count."""
        places = self.places(items)
        return np.where(self.weights[:, places] > 0, self.values[:, places], np.nan)

    def places(self, items: Iterable[str]) -> list[int]:
        """Find the columns of some items."""
        return [self.columns[item] for item in items]

    def mean(self, items: Sequence[str]) -> Values:
        """Average some items in each row; NaN where none counts."""
        places = self.places(items)
        return mean_known(self.values[:, places], self.weights[:, places])

    def weigh(self, node: str) -> Values:
        """Average the items of a node by their shares of it, as if throughout linear.

        The score of the node itself, where it and all below are arithmetic means.
        """
        values, weights = self._filled
        return _mean_filled(values, weights * self.shares[node])

    @cached_property
    def _filled(self) -> tuple[Values, Values]:
        """Values and weights, both 0 where nothing is known."""
        known = ~np.isnan(self.values)
        return np.where(known, self.values, 0.0), np.where(known, self.weights, 0.0)

    def on_items(self) -> Sample:
        """Take the nodes' scores from the values of items, to compare shuffled ones."""
        return replace(self, nodes={node: self.weigh(node) for node in self.nodes})


def mean_known(values: Values, weights: Values) -> Values:
    """Give sum w x / sum w along the rows over what is known; NaN for nothing."""
    known = ~np.isnan(values)
    return _mean_filled(np.where(known, values, 0.0), np.where(known, weights, 0.0))


def _mean_filled(values: Values, weights: Values) -> Values:
    """Do so for values that are 0, and have no weight, where nothing is known."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Values = (values * weights).sum(axis=1) / weights.sum(axis=1)
    return mean


def observe(
    plan: Plan, rows: Coded, nodes: Iterable[str], earlier: Coded | None = None
) -> Sample:
    """Take the values of responses as they are, and the exact scores of nodes."""
    found = item_values(plan, rows)
    columns = {key: place for place, key in enumerate(found)}
    values = np.column_stack(list(found.values()))
    wanted, before = tuple(nodes), None
    scores = score_coded(plan, rows) if wanted else None
    if earlier is not None:
        before = np.column_stack(list(item_values(plan, earlier).values()))
    return Sample(
        columns,
        values,
        np.ones_like(values),
        {node: _spread(effective_weights(plan, node), columns) for node in wanted},
        {} if scores is None else {node: scores.node(node) for node in wanted},
        None if before is None else np.broadcast_to(before, values.shape),
    )


def _spread(weights: Mapping[str, float], columns: Mapping[str, int]) -> Values:
    return np.array([weights.get(item, 0.0) for item in columns])


def shuffle(
    sample: Sample, items: Iterable[str], count: int, rng: np.random.Generator
) -> Sample:
    """Shuffle the values of one response among some of its own items that count."""
    every = np.array(sample.places(items), dtype=np.intp)
    places = every[~np.isnan(sample.values[0, every])]
    order = rng.permuted(np.tile(places, (count, 1)), axis=1)
    values, earlier = _repeat(sample.values, count), sample.earlier
    values[:, places] = sample.values[0, order]
    if earlier is not None:
        former = earlier[0, order]
        earlier = _repeat(earlier, count)
        earlier[:, places] = former
    weights = np.ones_like(values)
    return replace(sample, values=values, weights=weights, earlier=earlier).on_items()


def vary(
    sample: Sample, items: Iterable[str], count: int, rng: np.random.Generator
) -> Sample:
    """Draw other weights for one response, each time with one of some items left out.

    A node's score moves by what the mean of its items moves.
    """
    weights = rng.gamma(PRECISION, 1 / PRECISION, (count, len(sample.columns)))
    known = [p for p in sample.places(items) if not np.isnan(sample.values[0, p])]
    if known:
        weights[np.arange(count), rng.choice(known, count)] = 0.0
    values, earlier = _repeat(sample.values, count), sample.earlier
    drawn = replace(
        sample,
        values=values,
        weights=weights,
        earlier=None if earlier is None else _repeat(earlier, count),
    )
    nodes = {
        node: score + drawn.weigh(node) - sample.weigh(node)
        for node, score in sample.nodes.items()
    }
    return replace(drawn, nodes=nodes)


def _repeat(values: Values, count: int) -> Values:
    return np.repeat(values[:1], count, axis=0)
