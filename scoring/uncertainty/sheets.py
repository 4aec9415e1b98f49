"""Sheets: what the items of a node say of every unit, valued once for all weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.means import claim_beyond

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.nodes import NodePlan

    Values = NDArray[np.float64]
    Product = Callable[[Values, Values], Values]


@dataclass(frozen=True)
class Sheet:
    """The items of a node, each (items, units) and as if of weight 1.

    Attributes:
        values: NaN where an item does not count.
        counted: whether it counts.
        answered: the share of it that is answered.
        applicable: whether it applies.
        claimed: the share of it that is claimed not to apply; None where there is no
            cap on claims.
    """

    values: Values
    counted: Values
    answered: Values
    applicable: Values
    claimed: Values | None


def fit_members(step: NodePlan, columns: Columns) -> NodePlan:
    """Learn from a population what the items of a node need."""
    members = tuple(member.fit(columns) for member in step.members)
    return replace(step, members=members)


def write_sheet(step: NodePlan, columns: Columns) -> Sheet:
    """Value the items of a node; they have been fitted where they need it."""
    members = [replace(member, weight=1.0) for member in step.members]
    sums = np.array([member.sum_up(columns, _as_it_is) for member in members])
    value, counted, answered, applicable = np.moveaxis(sums, 2, 0).copy()
    claimed = None
    if step.missing.policy.most_not_applicable < 1:
        claimed = np.array([member.claim(columns) for member in members])
    values = np.where(counted > 0, value, np.nan)
    if (applicable == counted).all():
        applicable = counted
    return Sheet(values, counted, answered, applicable, claimed)


def _as_it_is(value: Values) -> Values:
    return value


def map_sheet(sheet: Sheet, forward: Callable[[Values], Values]) -> Values:
    """Map the values of items for a mean; 0 where an item does not count."""
    mapped: Values = np.where(sheet.counted > 0, forward(sheet.values), 0.0)
    return mapped


def sum_products(weights: Values, values: Values) -> Values:
    """Give sum w x for every draw and unit: (draws, children) by (children, units).

    What has no weight adds nothing, not even where it is infinite.
    """
    if np.isfinite(values).all():
        return weights @ values
    return add_products(weights, values)


def add_products(weights: Values, values: Values) -> Values:
    """Do as `sum_products`, in an order that is the same for every unit.

    Units that answer alike come out alike to the last bit, as relative methods need.
    """
    total = np.zeros((len(weights), values.shape[1]))
    with np.errstate(invalid="ignore"):
        for weight, value in zip(weights.T[:, :, None], values, strict=True):
            total += np.where(weight > 0, weight * value, 0.0)
    return total


@dataclass(frozen=True)
class Sums:
    """What a node's items add up to, each (draws or 1, units)."""

    total: Values
    counted: Values
    answered: Values | None
    applicable: Values | None


def sum_sheet(
    sheet: Sheet,
    mapped: Values,
    weights: Values,
    step: NodePlan,
    product: Product,
    *,
    covers: bool,
) -> Sums:
    """Add the items of a node up under each draw's weights.

    Args:
        sheet: the items.
        mapped: their values as `map_sheet` gives them.
        weights: (draws or 1, items).
        step: of the node.
        product: how weights and values are multiplied: one of the two above.
        covers: whether coverage is asked for.
    """
    total = product(weights, mapped)
    counted = product(weights, sheet.counted)
    answered, applicable = None, None
    if covers:
        answered = product(weights, sheet.answered)
        same = sheet.applicable is sheet.counted
        applicable = counted if same else product(weights, sheet.applicable)
    if step.caps and sheet.claimed is not None:
        most = step.missing.policy.most_not_applicable
        whole = weights.sum(axis=1, keepdims=True)
        zero = step.aggregation.forward(np.zeros(1))
        claimed = product(weights, sheet.claimed)
        with np.errstate(invalid="ignore"):
            beyond, zeros = claim_beyond(claimed, whole, most, zero)
        total = total + zeros
        counted = counted + beyond
        applicable = None if applicable is None else applicable + beyond
    return Sums(total, counted, answered, applicable)
