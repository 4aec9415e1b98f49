"""Aggregation: how the scores of children become the score of their node.

Means are quasi-arithmetic, g(sum w f(x) / sum w): the arithmetic mean with f(x) = x,
the geometric one with f(x) = ln(floor + (1 - floor) x) and its inverse g, so that 0
stays 0 and 1 stays 1. Minimum and maximum take the weakest or strongest child.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.methods import Combine

    Values = NDArray[np.float64]

_NEARLY_ZERO = 1e-14
"""Relative distance below which a mean of logarithms is the floor's own."""


@dataclass(frozen=True)
class Aggregation:
    """One way to combine children.

    Attributes:
        combine: its name in the method.
        floor: geometric only: the score that a child of 0 is taken for.
    """

    combine: Combine
    floor: float

    @property
    def is_mean(self) -> bool:
        """Tell whether children are weighed, not picked."""
        return self.combine in {"arithmetic", "geometric"}

    def forward(self, value: Values) -> Values:
        """Apply f to scores of 0..1; a NaN stays one."""
        if self.combine != "geometric":
            return value
        with np.errstate(divide="ignore"):
            mapped: Values = np.log(self.floor + (1 - self.floor) * value)
        return mapped

    def inverse(self, mean: Values) -> Values:
        """Apply g to a mean of f(x)."""
        if self.combine != "geometric":
            return mean
        score = (np.exp(mean) - self.floor) / (1 - self.floor)
        if self.floor > 0:
            lowest = float(np.log(self.floor)) * (1 - _NEARLY_ZERO)
            score = np.where(mean <= lowest, 0.0, score)
        return np.clip(score, 0.0, 1.0)

    def pick(self, first: Values, second: Values) -> Values:
        """Take the lower or the higher of two, the other one where one is NaN."""
        chosen = np.fmin if self.combine == "minimum" else np.fmax
        result: Values = chosen(first, second)
        return result
