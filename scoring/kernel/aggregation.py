"""Aggregation: how the values of children become the score of their node.

Means are power means, M_p = (sum w x^p / sum w)^(1/p): the arithmetic mean is p = 1,
the harmonic one p = -1, and the geometric one is the limit p = 0. Up to p = 0 a child
of 0 would leave nothing, so that values are mapped to x' = floor + (1 - floor) x first
and the mean is mapped back: 0 stays 0 and 1 stays 1. Minimum and maximum take the
weakest or strongest child, the median the middle one by weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.combination import RANKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.combination import Combination, Combine

    Values = NDArray[np.float64]

_NEARLY = 1e-14
"""Relative distance below which a mean is that of children who are all 0."""

_EXPONENTS: dict[str, float] = {
    "arithmetic": 1.0,
    "pooled": 1.0,
    "geometric": 0.0,
    "harmonic": -1.0,
}

_PICKS = frozenset({"minimum", "maximum"})


@dataclass(frozen=True)
class Aggregation:
    """One way to combine children.

    Attributes:
        combine: its name in the method.
        floor: what a child of 0 is taken for, where the exponent is 0 or less.
        power: the exponent of a power mean; None for the others.
    """

    combine: Combine
    floor: float
    power: float | None = None

    @property
    def is_mean(self) -> bool:
        """Tell whether the score is a power mean."""
        return self.exponent is not None

    @property
    def is_pick(self) -> bool:
        """Tell whether one child is picked whatever the weights."""
        return self.combine in _PICKS

    @property
    def is_ranking(self) -> bool:
        """Tell whether the score depends on the other units."""
        return self.combine in RANKING

    @property
    def exponent(self) -> float | None:
        """The exponent p of a mean; None for what is no mean."""
        return _EXPONENTS.get(self.combine, self.power)

    @property
    def needs_scale(self) -> bool:
        """Tell whether the mean rises with each value from 0 to 1, but not below 0."""
        return self.exponent not in {None, 1.0}

    def forward(self, value: Values) -> Values:
        """Map values by f, so that a mean is g(sum w f(x) / sum w); a NaN stays one."""
        exponent = self.exponent
        if exponent is None or exponent == 1:
            return value
        with np.errstate(divide="ignore", invalid="ignore"):
            if exponent > 0:
                return np.power(value, exponent)
            raised = self.floor + (1 - self.floor) * value
            mapped: Values
            mapped = np.log(raised) if exponent == 0 else np.power(raised, exponent)
        return mapped

    def inverse(self, mean: Values) -> Values:
        """Map a mean of f(x) back by g."""
        exponent = self.exponent
        if exponent is None or exponent == 1:
            return mean
        with np.errstate(divide="ignore", invalid="ignore"):
            if exponent > 0:
                return np.power(mean, 1 / exponent)
            raised = np.exp(mean) if exponent == 0 else np.power(mean, 1 / exponent)
            score = np.maximum((raised - self.floor) / (1 - self.floor), 0.0)
        if self.floor > 0:
            score = np.where(self._is_floor(mean, exponent), 0.0, score)
        whole = (score > 1) & (score < 1 + _NEARLY)
        return np.where(whole, 1.0, score)

    def _is_floor(self, mean: Values, exponent: float) -> NDArray[np.bool_]:
        """Tell where a mean is that of the floor itself."""
        if exponent == 0:
            found: NDArray[np.bool_] = mean <= np.log(self.floor) * (1 - _NEARLY)
        else:
            with np.errstate(over="ignore"):
                found = mean >= np.power(self.floor, exponent) * (1 - _NEARLY)
        return found

    def pick(self, first: Values, second: Values) -> Values:
        """Take the lower or the higher of two, the other one where one is NaN."""
        chosen = np.fmin if self.combine == "minimum" else np.fmax
        result: Values = chosen(first, second)
        return result


def compile_aggregation(combination: Combination, floor: float) -> Aggregation:
    """Compile a declared combination.

    Args:
        combination: the declared one.
        floor: the method's own, where the combination has none.
    """
    own = floor if combination.floor is None else combination.floor
    return Aggregation(combination.by, own, combination.exponent)


def take_median(values: Values, weights: Values) -> Values:
    """Take the weighted median of each row: half of the weight lies on either side.

    Where the weight splits into halves exactly, the mean of the two middle values.

    Args:
        values: (children, rows); a NaN is left out.
        weights: (children,), above 0.

    Returns:
        (rows,); NaN where nothing is known.
    """
    lower, upper = find_middle(values, weights)
    middle: Values = (lower + upper) / 2
    return middle


def find_middle(values: Values, weights: Values) -> tuple[Values, Values]:
    """Find the two values in the middle of each row by weight; mostly they are one.

    Args:
        values: (children, rows); a NaN is left out.
        weights: (children,), above 0.

    Returns:
        Two of (rows,); NaN where nothing is known.
    """
    order = np.argsort(values, axis=0)  # NaN comes last
    ranked = np.take_along_axis(values, order, axis=0)
    weighed = np.where(np.isnan(ranked), 0.0, weights[order])
    below = np.cumsum(weighed, axis=0)
    half = below[-1] / 2
    rows = np.arange(values.shape[1])
    lower = ranked[np.argmax(below >= half * (1 - _NEARLY), axis=0), rows]
    upper = ranked[np.argmax(below > half * (1 + _NEARLY), axis=0), rows]
    return np.where(half > 0, lower, np.nan), np.where(half > 0, upper, np.nan)
