"""Means: what combining does whatever the shape of the arrays.

The kernel combines rows, (rows,); a study of uncertainty combines draws by units,
(draws or 1, units), with weights that are (draws or 1, 1). Both use what is here:
arrays that broadcast with each other, and weights that are numbers or arrays. Callers
hold numpy's warnings back: an unknown value is divided, too.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, assert_never

import numpy as np

from scoring.kernel.aggregation import take_median

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scoring.kernel.aggregation import Aggregation
    from scoring.kernel.ordering import Ordering

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]
    Weight = float | Values
    Shape = tuple[int, ...]

_EDGE = 1e-12
"""A share this close below the least one is enough."""


def lies_below(share: Values, least: float) -> Truth:
    """Tell where a share is below the least one; nowhere if it is not known."""
    below: Truth = share < least - _EDGE
    return below


def take_mean(children: Sequence[tuple[Values, Weight]], shape: Shape) -> Values:
    """Give sum w x / sum w over the children that are known; NaN where none is.

    Mostly every child is known everywhere, so that this is tried first: the sums are
    the same, number for number.

    Args:
        children: values, NaN for unknown, and weights, one child or more.
        shape: that values and weights come to.
    """
    (first, weight), *others = children
    total = np.multiply(first, weight, out=np.empty(shape))
    part = np.empty(shape)
    for value, w in others:
        plain = isinstance(w, float) and w == 1
        total += value if plain else np.multiply(value, w, out=part)
        weight = weight + w
    if np.isnan(total).any():
        return _take_mean_of_known(children, shape)
    total /= weight
    return total


def _take_mean_of_known(
    children: Sequence[tuple[Values, Weight]], shape: Shape
) -> Values:
    """Do as `take_mean`; without weight a child adds nothing, not even an infinity."""
    total: Values
    total, weight = np.zeros((2, *shape))
    for value, w in children:
        known = ~np.isnan(value)
        np.add(total, value * w, out=total, where=known & (w > 0))
        np.add(weight, w, out=weight, where=known)
    total /= weight
    return total


def pick_child(aggregation: Aggregation, values: Sequence[Values]) -> Values:
    """Take the lowest or the highest of what is known of the children."""
    return reduce(aggregation.pick, values)


def combine_rows(
    aggregation: Aggregation,
    weights: Values,
    values: Values,
    ordering: Ordering | None,
) -> Values:
    """Combine children; NaN is left out.

    Args:
        aggregation: how.
        weights: (children,) or, for means, (children, rows).
        values: (children, rows).
        ordering: what a ranking combination learned; without it there is no score.

    Returns:
        (rows,).
    """
    match aggregation.combine:
        case "arithmetic" | "pooled" | "geometric" | "harmonic" | "power":
            mapped = aggregation.forward(values)
            plain = weights.tolist() if weights.ndim == 1 else weights
            children = list(zip(mapped, plain, strict=True))
            return aggregation.inverse(take_mean(children, values.shape[1:]))
        case "minimum" | "maximum":
            return pick_child(aggregation, list(values))
        case "median":
            return take_median(values, weights)
        case "borda" | "copeland" | "kemeny" | "benefit_of_the_doubt":
            if ordering is None:
                return np.full(values.shape[1], np.nan)
            return ordering.score(values.T)
        case other:
            assert_never(other)


def share_known(
    weights: Sequence[Weight], scores: Sequence[Values], covers: Sequence[Values]
) -> Values:
    """Give the share of the weight of children that apply whose score is known.

    Args:
        weights: one a child.
        scores: theirs; NaN where they have none.
        covers: their coverages; NaN where they do not apply.
    """
    known: Weight = 0.0
    applies: Weight = 0.0
    for weight, score, cover in zip(weights, scores, covers, strict=True):
        known = known + weight * ~np.isnan(score)
        applies = applies + weight * ~np.isnan(cover)
    share: Values = np.divide(known, applies)
    return share


def find_unscored(
    scores: Sequence[Values], left_out: Sequence[Truth] | None, *, every: bool
) -> Truth:
    """Tell where every, or any, child that is not left out has no score.

    Args:
        scores: one a child; NaN for none.
        left_out: where each child is left out; None for nowhere.
        every: whether every child must have none; else one is enough.
    """
    found: Truth = np.full(1, every)
    for place, score in enumerate(scores):
        unknown = np.isnan(score)
        if left_out is not None:
            absent = left_out[place]
            unknown = unknown | absent if every else unknown & ~absent
        found = found & unknown if every else found | unknown
    return found


def claim_beyond(
    claimed: Values, whole: Weight, most: float, zero: Values
) -> tuple[Values, Values]:
    """Find what is claimed not to apply beyond the share that may be: it counts as 0.

    Args:
        claimed: the weight that is claimed not to apply.
        whole: the weight of all items.
        most: the highest share of it that may be claimed.
        zero: a value of 0, as `Aggregation.forward` maps it.

    Returns:
        The weight that is beyond, and what it adds to the sum of mapped values.
    """
    beyond = np.maximum(claimed - most * whole, 0.0)
    zeros = np.where(beyond > 0, beyond * zero, 0.0)  # nothing of an infinity
    return beyond, zeros
