"""What a normalisation learned from a population."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]


@dataclass(frozen=True)
class Learned:
    """Numbers of a population's prepared values; NaN where there is none.

    Attributes:
        sd: the standard deviation; NaN where all are equal, and where none is needed.
        rising: all values, sorted, where ranks need them; else empty.
    """

    low: float = np.nan
    high: float = np.nan
    mean: float = np.nan
    sd: float = np.nan
    rising: Values = field(default_factory=lambda: np.empty(0))

    @property
    def numbers(self) -> Values:
        """All of it, so that two can be compared."""
        return np.array([self.low, self.high, self.mean, self.sd, *self.rising])


def learn(values: Values, freedom: int | None, *, ranks: bool) -> Learned:
    """Learn from the values of a population, in whatever order they stand.

    A unit whose value is not finite, as the logarithm of 0, teaches nothing: it must
    not move the others.

    Args:
        values: one a unit; NaN for units without one.
        freedom: what the standard deviation takes from the number of values that it
            divides by; None for no deviation.
        ranks: whether the values themselves are kept.
    """
    rising = np.sort(values[np.isfinite(values)])
    if not rising.size:
        return Learned()
    low, high, sd = float(rising[0]), float(rising[-1]), np.nan
    # What is left of a sum of equal numbers is no spread.
    if freedom is not None and rising.size > freedom and low != high:
        sd = find_deviation(rising, freedom)
    kept = rising if ranks else np.empty(0)
    return Learned(low, high, find_mean(rising), sd, kept)


def find_mean(values: Values) -> float:
    """Give the mean of finite values, though their sum may be beyond all numbers."""
    scaled, power = scale_down(values)
    return float(np.ldexp(np.mean(scaled), power))


def find_deviation(values: Values, freedom: int) -> float:
    """Give the standard deviation of finite values; NaN where no number is as large.

    Args:
        values: more than `freedom`.
        freedom: what is taken from their number before it divides.
    """
    scaled, power = scale_down(values)
    with np.errstate(over="ignore"):
        found = float(np.ldexp(np.std(scaled, ddof=freedom), power))
    return found if np.isfinite(found) else np.nan


def scale_down(values: Values) -> tuple[Values, int]:
    """Divide finite values by a power of 2, so that all lie between -1 and 1.

    No digit is lost, but of values that are nothing beside the largest.

    Returns:
        The values, and the exponent.
    """
    power = int(np.frexp(np.abs(values).max())[1])
    return np.ldexp(values, -power), power
