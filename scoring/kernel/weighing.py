"""Weighing: the weights of a node's children by a declared rule.

Static rules rest on what the instrument declares: equal weights, the points of experts,
comparisons by pairs. The others rest on the units: they move when a unit joins, so they
serve to see how sure a score is rather than for the score that is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.errors import (
    AlikeChildrenError,
    ConstantChildError,
    ExpertsError,
    FewUnitsError,
    NegativeValuesError,
)
from scoring.kernel.factors import weigh_factors
from scoring.kernel.judgements import weigh_judgements
from scoring.kernel.learned import scale_down

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.weighting import Weighting

    Values = NDArray[np.float64]

_FEWEST = {"entropy": 2, "critic": 3}
"""Fewest units that a rule learns from; correlations of two units are all 1 or -1."""

_NOTHING = 1e-12
"""What is left of a sum of zeros after rounding is no weight."""


def find_weights(
    rule: Weighting, declared: Mapping[str, float], values: Values | None
) -> dict[str, float]:
    """Find the weights of a node's children.

    Rules that learn from units leave out those that lack a value; an only child has
    all the weight whatever the rule.

    Args:
        rule: how weights are found.
        declared: the children, in the order in which their weights are wanted; only
            the names are used.
        values: (units, children) in that order, NaN where missing; None for rules
            that need none.

    Returns:
        A weight for each child, 0 or more, with a sum of 1.

    Raises:
        PairsError: ahp, of comparisons that leave a pair open or contradict.
        ExpertsError: budget, of points that cannot be shared out.
        FewUnitsError: of too few units that have all values.
        ConstantChildError: of children in which all units are equal.
        AlikeChildrenError: factor, critic, of children that follow from each other.
        FactorsError: pca, factor, of factors that cannot be found.
        NegativeValuesError: entropy, of a value below 0.
    """
    children = list(declared)
    if len(children) == 1:
        return {children[0]: 1.0}
    if rule.is_relative:
        weights = _learn_weights(rule, children, values)
    elif rule.by == "budget":
        weights = share_budget(rule.experts or (), children)
    elif rule.by == "ahp":
        weights = weigh_judgements(rule.compare or {}, children)
    else:
        weights = np.ones(len(children))
    return dict(zip(children, (weights / weights.sum()).tolist(), strict=True))


def share_budget(experts: Sequence[Mapping[str, float]], children: list[str]) -> Values:
    """Average the shares in which experts divide their points (budget allocation).

    An expert's share of a child is its points over all points of that expert; a child
    that is not named gets none. One who gives 60 and 40 and one who gives 1 and 3
    come to (0.6 + 0.25) / 2 and (0.4 + 0.75) / 2. Source: OECD/JRC Handbook (2008),
    step 6, budget allocation.
    """
    points = np.array(
        [[expert.get(child, 0.0) for child in children] for expert in experts]
    )
    for place, expert in enumerate(experts, 1):
        unknown = sorted(set(expert) - set(children))
        if unknown or not any(expert.values()):
            raise ExpertsError(place, unknown)
    shares: Values = np.mean(points / points.sum(axis=1, keepdims=True), axis=0)
    return shares


def weigh_entropy(values: Values) -> Values:
    """Weigh children by how far they tell units apart (Shannon's entropy).

    p = x / sum x within a child; e = -sum p ln p / ln n; w is in proportion to 1 - e.
    A child in which all units are equal has weight 0. Source: X. Xu, European Journal
    of Operational Research 156 (2004) 530-532.

    Args:
        values: (units, children), 0 or more; two units or more.
    """
    total = values.sum(axis=0)
    shares = np.divide(
        values, total, out=np.full_like(values, 1 / len(values)), where=total > 0
    )
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    entropy = -(shares * logs).sum(axis=0) / np.log(len(values))
    spread: Values = np.where(_find_constant(values), 0.0, np.maximum(1 - entropy, 0.0))
    return spread


def weigh_critic(values: Values) -> Values:
    """Weigh children by contrast and by conflict with the others (CRITIC).

    Values are first put between each child's lowest and highest; then w_j is in
    proportion to s_j sum_k (1 - r_jk), with the standard deviation s and the
    correlations r. Source: D. Diakoulaki, G. Mavrotas and L. Papayannakis, Computers
    and Operations Research 22 (1995) 763-770.

    Args:
        values: (units, children), no child constant; three units or more.
    """
    lowest, highest = values.min(axis=0), values.max(axis=0)
    scaled = (values - lowest) / (highest - lowest)
    conflict = (1 - np.corrcoef(scaled, rowvar=False)).sum(axis=0)
    weights: Values = np.std(scaled, axis=0, ddof=1) * np.maximum(conflict, 0.0)
    return weights


def _learn_weights(
    rule: Weighting, children: list[str], values: Values | None
) -> Values:
    """Learn weights, of any sum, from the units that have all values."""
    known = np.empty((0, len(children))) if values is None else values
    known = known[np.isfinite(known).all(axis=1)]
    needed = _FEWEST.get(rule.by, len(children) + 1)
    if len(known) < needed:
        raise FewUnitsError(rule.by, len(known), needed)
    if rule.by == "entropy" and (known < 0).any():
        raise NegativeValuesError(rule.by, float(known.min()))
    # No rule depends on the unit of a child; the squares of large values overflow.
    known = np.column_stack([scale_down(values)[0] for values in known.T])
    if rule.by == "entropy":
        return _learn_entropy(children, known)
    if (constant := _find_constant(known)).any():
        raise ConstantChildError(rule.by, np.array(children)[constant].tolist())
    if rule.by != "critic":
        return weigh_factors(rule, children, known)
    weights = weigh_critic(known)
    if weights.sum() < _NOTHING:
        raise AlikeChildrenError(rule.by, children)
    return weights


def _learn_entropy(children: list[str], values: Values) -> Values:
    weights = weigh_entropy(values)
    if weights.sum() < _NOTHING:
        raise ConstantChildError("entropy", children)
    return weights


def _find_constant(values: Values) -> NDArray[np.bool_]:
    constant: NDArray[np.bool_] = values.min(axis=0) == values.max(axis=0)
    return constant
