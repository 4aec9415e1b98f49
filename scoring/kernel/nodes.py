"""Nodes: how each node of a framework is scored, compiled from its declaration.

A node of items has members, a node of nodes has children; a decision table and a
ratio ask items directly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.lookups import Lookups, compile_lookups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from instruments.model.combination import Combination
    from instruments.model.framework import Ratio
    from instruments.model.weighting import Weighting
    from scoring.kernel.aggregation import Aggregation
    from scoring.kernel.codes import Columns
    from scoring.kernel.conditions import Test
    from scoring.kernel.members import Member
    from scoring.kernel.missing import MissingTable
    from scoring.kernel.ordering import Ordering
    from scoring.kernel.transforms import Transform

    Values = NDArray[np.float64]


@dataclass(frozen=True)
class TableScore:
    """A decision table: the tests in order with their scores.

    Attributes:
        items: the items that the tests ask about.
        otherwise: the score where no test holds.
        entries: of a table over a list, one table an entry; else empty.
        take: what the scores of the entries come to: mean, best or worst.
    """

    rows: tuple[tuple[Test, float], ...]
    otherwise: float
    items: tuple[str, ...]
    entries: tuple[TableScore, ...] = ()
    take: str = "mean"


@dataclass(frozen=True)
class NodeGate:
    """A node that becomes zero, or loses its score, where a test holds.

    Attributes:
        items: the items that the test asks about.
    """

    test: Test
    becomes_zero: bool
    items: tuple[str, ...]


@dataclass(frozen=True)
class NodePlan:
    """How one node is scored.

    Attributes:
        place: the column of the node in the results.
        combination: how its children are combined, as declared.
        aggregation: the same, compiled.
        weights: weights of its children by key, as the method has them.
        missing: what missing answers and children without a score do.
        members: of a node of items; empty for the others.
        table: of a node with a decision table; None for the others.
        ratio: of a node with a ratio; None for the others.
        children: columns and weights of child nodes; empty for the others.
        transform: how the combined score is normalised; None for not at all.
        weighting: the rule that finds the weights in a population; None for given
            weights.
        ordering: what a ranking combination learned; None before, and for others.
    """

    key: str
    place: int
    combination: Combination
    aggregation: Aggregation
    weights: Mapping[str, float]
    missing: MissingTable
    members: tuple[Member, ...]
    table: TableScore | None
    ratio: Ratio | None
    children: tuple[tuple[int, float], ...]
    gates: tuple[NodeGate, ...]
    transform: Transform | None = None
    weighting: Weighting | None = None
    ordering: Ordering | None = None

    @cached_property
    def lookups(self) -> Lookups | None:
        """What the members add, tabulated; None for a node without members."""
        if not self.members:
            return None
        return compile_lookups(self.members, self.aggregation)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The items that a node asks itself; none for a node of nodes."""
        if self.table is not None:
            return self.table.items
        if self.ratio is not None:
            return self.ratio.of, self.ratio.to
        return tuple(item.key for member in self.members for item in member.items)

    @property
    def weighed(self) -> list[tuple[str | int, float]]:
        """The weights of what is combined, in the order of `values_of`."""
        if self.members:
            return [(member.key, member.weight) for member in self.members]
        return list(self.children)

    @property
    def combined(self) -> dict[str, float]:
        """The weights of what is combined, by key, in the order of `values_of`.

        Items that cannot be scored are declared, but not combined.
        """
        if self.members:
            return {member.key: member.weight for member in self.members}
        return dict(self.weights)

    def reweigh(self, weights: Mapping[str, float]) -> NodePlan:
        """Give what is combined other weights, by its keys."""
        members = tuple(replace(m, weight=weights[m.key]) for m in self.members)
        places = [place for place, _ in self.children]
        shares = [weights[key] for key in self.combined] if places else []
        children = tuple(zip(places, shares, strict=True))
        every = {**self.weights, **weights}
        return replace(self, weights=every, members=members, children=children)

    @property
    def caps(self) -> bool:
        """Tell whether claims of not applicable beyond a share count as 0: in means."""
        caps = self.missing.policy.most_not_applicable < 1
        return caps and self.aggregation.is_mean and bool(self.members)

    def claim_beyond(self, columns: Columns) -> Values:
        """Give the weight claimed not applicable beyond the share that may be.

        Args:
            columns: coded answers to the items of the node.

        Returns:
            (rows,); 0 where no more is claimed than may be.
        """
        claimed = np.sum([member.claim(columns) for member in self.members], axis=0)
        whole = sum(member.weight for member in self.members)
        most = self.missing.policy.most_not_applicable
        beyond: Values = np.maximum(claimed - most * whole, 0.0)
        return beyond

    def values_of(self, columns: Columns, found: Values) -> Values:
        """Give the values of the children, as they are combined: (children, rows).

        Args:
            columns: coded answers.
            found: scores and coverages of the nodes below, (2, nodes, rows).
        """
        if self.members:
            return np.array([member.value(columns) for member in self.members])
        places = [place for place, _ in self.children]
        score: Values = found[0, places]
        if self.missing.policy.without_score == "zero":
            lacks = np.isnan(score) & ~np.isnan(found[1, places])
            score = np.where(lacks, 0.0, score)
        return score
