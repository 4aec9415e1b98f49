"""Outliers: the few values that would decide a normalisation alone, pulled in.

A population is too skewed where |skewness| > 2 and kurtosis > 3.5. Its outermost value
is set to the next one, up to a number of values; where that does not help, logarithms
are taken of what is left as it was (OECD/JRC Handbook, step 4; the rule is that of the
COINr package).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.learned import scale_down

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

MOST_SKEWNESS = 2.0
MOST_KURTOSIS = 3.5

_LOG_MARGIN = 0.01
"""Share of the range by which values stand above the zero of the logarithm."""


@dataclass(frozen=True)
class Limits:
    """Where outliers are pulled in to.

    Attributes:
        low: values below count as this.
        high: values above count as this.
        origin: ln(x - origin) is taken; None for no logarithm.
    """

    low: float = -np.inf
    high: float = np.inf
    origin: float | None = None

    def apply(self, values: Values) -> Values:
        """Pull values in, or take their logarithms; a NaN stays one."""
        if self.origin is None:
            return np.clip(values, self.low, self.high)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            logs: Values = np.log(values - self.origin)
        return logs


def measure_shape(values: Values) -> tuple[float, float]:
    """Give skewness and excess kurtosis, both corrected for few values.

    g1 = m3 / m2^1.5 sqrt(n (n - 1)) / (n - 2), and
    G2 = (n - 1) / ((n - 2)(n - 3)) ((n + 1)(m4 / m2^2 - 3) + 6).
    """
    from scipy import stats

    # The shape is that of the deviations on any scale; so no power of them overflows,
    # and no mean beside which they are small hides them.
    scaled, _ = scale_down(values)
    deviations, _ = scale_down(scaled - np.mean(scaled))
    return (
        float(stats.skew(deviations, bias=False)),
        float(stats.kurtosis(deviations, bias=False)),
    )


def is_too_skewed(values: Values) -> bool:
    """Tell whether a few values would decide a normalisation."""
    if np.unique(values).size < _LEAST_VALUES:
        return False
    skewness, kurtosis = measure_shape(values)
    return abs(skewness) > MOST_SKEWNESS and kurtosis > MOST_KURTOSIS


_LEAST_VALUES = 4
"""Fewer different values have no kurtosis."""


def find_limits(values: Values, most: int) -> Limits:
    """Find where to pull outliers in, so that the values are not too skewed.

    Args:
        values: those of a population, without NaN.
        most: how many values may be pulled in.
    """
    pulled, count = values.copy(), 0
    while is_too_skewed(pulled):
        if count == most:
            low, high = float(values.min()), float(values.max())
            return Limits(origin=low - _LOG_MARGIN * (high - low))
        pulled = _pull_in(pulled)
        count += 1
    return Limits(float(pulled.min()), float(pulled.max())) if count else Limits()


def _pull_in(values: Values) -> Values:
    """Set the outermost values on the long side to the next ones."""
    different = np.unique(values)
    low, high = different[0], different[-1]
    if measure_shape(values)[0] > 0:
        high = different[-2]
    else:
        low = different[1]
    pulled: Values = np.clip(values, low, high)
    return pulled
