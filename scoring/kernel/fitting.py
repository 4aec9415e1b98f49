"""Fitting: what a relative method takes from a population, learned once and kept.

A plan is fitted node by node, children before parents. What an item or node learns
from is computed for all responses, learned from and let go, so that memory holds a few
columns of numbers at a time: up to 40 bytes a response, 64 while outliers are looked
for. Two ways need more. Normalisations by ranks keep all values, 8 bytes a response for
each item or node that is ranked, as ranking combinations do for each child. Weights
that are found from the data need the values of all children together, some 30 to 70
bytes a response for each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import check_columns, slice_columns
from scoring.kernel.combining import SCORE, combine_node, fill_node
from scoring.kernel.population import Held, Population

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.members import Member
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan
    from scoring.kernel.population import Block, Source

    Values = NDArray[np.float64]


def fit_plan(plan: Plan, coded: Coded | Columns) -> Plan:
    """Learn from a population what a relative method takes from it.

    Bounds, means, sorted values and weights are learned node by node, children before
    parents. The fitted plan scores every response against this population, alone or
    in any batch: who joins later moves nobody. Responses that a missing answer drops
    are no part of the population. A plan that is fitted, or whose method is not
    relative, comes back as it is.

    Args:
        plan: a compiled instrument and method.
        coded: the responses of the population.
    """
    if plan.is_fitted:
        return plan
    check_columns(plan, coded)
    return fit_to_source(plan, Held(slice_columns(plan, coded)))


def fit_to_source(plan: Plan, source: Source) -> Plan:
    """Do as `fit_plan`, with responses that need not be in memory.

    What is learned does not depend, in any bit, on the blocks that the source gives.

    Args:
        plan: a compiled instrument and method.
        source: the responses of the population, with codes that the instrument knows.
    """
    if plan.is_fitted:
        return plan
    population = Population(plan, source)
    fitted: dict[int, NodePlan] = {}
    for step in plan.steps:
        fitted[step.place] = _fit_node(step, fitted, population)
    return replace(plan, steps=tuple(fitted.values()), is_fitted=True)


@dataclass(frozen=True)
class _Branch:
    """A node with all nodes below it, which are fitted, in the order of work.

    Attributes:
        nodes: how many columns the results have.
    """

    step: NodePlan
    below: tuple[NodePlan, ...]
    nodes: int

    @classmethod
    def of(cls, step: NodePlan, fitted: dict[int, NodePlan]) -> _Branch:
        """Find the nodes below one whose children are fitted."""
        needed, ahead = set[int](), [step]
        while ahead:
            children = [place for place, _ in ahead.pop().children]
            ahead += [fitted[place] for place in children if place not in needed]
            needed.update(children)
        below = tuple(one for place, one in fitted.items() if place in needed)
        return cls(step, below, max((*fitted, step.place)) + 1)

    @cached_property
    def items(self) -> Collection[str]:
        """The items that the branch asks, those of its gates too."""
        steps = (*self.below, self.step)
        asked = {key for step in steps for key in step.items}
        return asked | {k for step in steps for gate in step.gates for k in gate.items}

    def value(self, block: Block) -> Values:
        """Give the values of the children, as they are combined: (children, rows)."""
        return self.step.values_of(block, self._fill_below(block))

    def combine(self, block: Block) -> Values:
        """Give the score before it is normalised and gated: (rows,)."""
        found = self._fill_below(block)
        combine_node(self.step, block, found)
        raw: Values = found[SCORE, self.step.place]
        return raw

    def _fill_below(self, block: Block) -> Values:
        rows = len(next(iter(block.values())))
        found = np.full((2, self.nodes, rows), np.nan)
        for step in self.below:
            fill_node(step, block, found)
        return found


def _fit_node(
    step: NodePlan, fitted: dict[int, NodePlan], population: Population
) -> NodePlan:
    """Learn what one node needs."""
    members = tuple(_fit_member(member, population) for member in step.members)
    branch = _Branch.of(replace(step, members=members), fitted)
    step = branch.step
    if step.weighting is not None:
        from scoring.kernel.weighing import find_weights

        values = population.gather(branch.items, branch.value)
        step = step.reweigh(find_weights(step.weighting, step.combined, values.T))
    if step.aggregation.is_ranking:
        from scoring.kernel.ordering import fit_ordering

        weights = np.array([weight for _, weight in step.weighed])
        values = population.gather(branch.items, branch.value)
        step = replace(step, ordering=fit_ordering(step.combination, weights, values.T))
    if step.transform is not None and step.transform.declared.is_relative:
        branch = replace(branch, step=step)
        raw = population.gather(branch.items, branch.combine)
        step = replace(step, transform=step.transform.fit(raw))
    return step


def _fit_member(member: Member, population: Population) -> Member:
    """Learn what one child of a node of items needs."""
    if not member.learns:
        return member
    given = [
        population.gather((item.key,), partial(member.read, item))
        for item in member.items
    ]
    return member.learn(given[0] if len(given) == 1 else np.concatenate(given))
