"""Fitting: what a relative method takes from a population, learned once and kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import check_columns, slice_columns
from scoring.kernel.combining import SCORE, combine_node, fill_node, find_dropped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.nodes import NodePlan
    from scoring.kernel.plan import Plan

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
    columns = slice_columns(plan, coded)
    kept = ~find_dropped(plan, columns)
    columns = {key: column[kept] for key, column in columns.items()}
    found = np.full((2, len(plan.nodes), int(kept.sum())), np.nan)
    steps = tuple(fit_node(step, columns, found) for step in plan.steps)
    return replace(plan, steps=steps, is_fitted=True)


def fit_node(step: NodePlan, columns: Columns, found: Values) -> NodePlan:
    """Learn what one node needs, and fill its scores and coverages."""
    members = tuple(member.fit(columns) for member in step.members)
    step = replace(step, members=members)
    if step.weighting is not None:
        from scoring.kernel.weighing import find_weights

        values = step.values_of(columns, found)
        found_weights = find_weights(step.weighting, step.combined, values.T)
        step = step.reweigh(found_weights)
    if step.aggregation.is_ranking:
        from scoring.kernel.ordering import fit_ordering

        weights = np.array([weight for _, weight in step.weighed])
        values = step.values_of(columns, found)
        step = replace(step, ordering=fit_ordering(step.combination, weights, values.T))
    if step.transform is not None:
        combine_node(step, columns, found)
        raw = found[SCORE, step.place]
        step = replace(step, transform=step.transform.fit(raw))
    fill_node(step, columns, found)
    return step
