"""Transforms: a declared normalisation, fitted on a population where it needs one.

What is learned (bounds, a mean, the sorted values of the population) stays with the
transform, so that a value is normalised alike alone and in any batch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

import numpy as np

from instruments.model.normalisation import Normalise
from scoring.kernel.outliers import Limits, find_limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from instruments.model.normalisation import Normalisation

    Values = NDArray[np.float64]

_CATEGORIES = {0.05: 0.2, 0.15: 0.4, 0.35: 0.5, 0.65: 0.6, 0.85: 0.8, 0.95: 1.0}
"""Percentiles from which on a value is worth so much; below the first it is 0."""

_ABOUT = 0.2
"""Share of the mean that counts as about the mean, unless a method says otherwise."""

_WAYS = {name: name for name in get_args(Normalise)} | {"z_score_population": "z_score"}
"""The method of the class that computes each normalisation."""

_WITHIN = frozenset(
    {"goalposts", "distance_to_target", "percent_rank", "percentile", "categories"}
)
"""Those that stay between 0 and 1 whatever the answers."""

_TURNED_AFTER = frozenset(
    {"goalposts", "ratio", "difference", "above_below", "distance_to_target"}
)
"""Those that are not turned round by turning the values."""

_EDGE = 1e-12
"""A percentile this close below a bound has reached it."""


@dataclass(frozen=True)
class Transform:
    """One normalisation.

    Attributes:
        declared: what the method says.
        limits: where outliers were pulled in; None without `winsorise`.
        reference: the prepared values of the population, rising; None before a
            fit, and where nothing has to be learned.
    """

    declared: Normalisation
    limits: Limits | None = None
    reference: Values | None = None

    def fit(self, values: Values) -> Transform:
        """Learn from a population what the normalisation needs.

        Args:
            values: one a unit; NaN for units without one.
        """
        if not self.declared.is_relative:
            return self
        limits = None
        if self.declared.winsorise is not None:
            cut = self._cut(values)
            limits = find_limits(cut[~np.isnan(cut)], self.declared.winsorise)
        ready = replace(self, limits=limits)
        known = ready.prepare(values)
        return replace(ready, reference=np.sort(known[~np.isnan(known)]))

    def apply(self, values: Values) -> Values:
        """Normalise values; a NaN stays one, and so does what has no answer.

        Where all units have one value, min_max and z_score have none.
        """
        found = self._value(self.prepare(values))
        return np.where(np.isfinite(found), found, np.nan) + 0.0  # never minus zero

    def prepare(self, values: Values) -> Values:
        """Cut, pull in, log and turn values, in this order."""
        ready = self._cut(values)
        if self.limits is not None:
            ready = self.limits.apply(ready)
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.declared.log:
                ready = np.log(ready)
        return -ready if self._turns else ready

    @property
    def extremes(self) -> tuple[float, float]:
        """The lowest and highest value that a unit may be given here."""
        if self.declared.by in _WITHIN and self.declared.clip:
            return 0.0, 1.0
        if not self._known.size:
            return -np.inf, np.inf
        ends = self._value(self._known[[0, -1]])
        return float(np.min(ends)), float(np.max(ends))

    def _value(self, ready: Values) -> Values:
        way: Callable[[Values], Values] = getattr(self, f"_{_WAYS[self.declared.by]}")
        with np.errstate(divide="ignore", invalid="ignore"):
            return way(ready)

    @property
    def _turns(self) -> bool:
        """Tell whether values are turned round before, not after."""
        return self.declared.reverse and self.declared.by not in _TURNED_AFTER

    def _cut(self, values: Values) -> Values:
        low, high = self.declared.cap_low, self.declared.cap
        if low is None and high is None:
            return values
        return np.clip(values, low, high)

    def _log(self, bound: float) -> float:
        return float(np.log(bound)) if self.declared.log else bound

    # What the population gives.

    @property
    def _known(self) -> Values:
        return np.empty(0) if self.reference is None else self.reference

    @property
    def _mean(self) -> float:
        return float(np.mean(self._known)) if self._known.size else np.nan

    def _end(self, place: int) -> float:
        return float(self._known[place]) if self._known.size else np.nan

    def _rank(self, ready: Values) -> Values:
        """Rank from the bottom, 1 for the lowest; equal ones share the lower rank."""
        below = np.searchsorted(self._known, ready, side="left")
        highest = max(self._known.size, 1)
        return np.where(np.isnan(ready), np.nan, np.minimum(below + 1, highest))

    # One method a normalisation; they take prepared values.

    def _raw(self, ready: Values) -> Values:
        return ready

    def _goalposts(self, ready: Values) -> Values:
        low, high = self.declared.low, self.declared.high
        return self._between(ready, self._log(low or 0.0), self._log(high or 0.0))

    def _between(self, ready: Values, low: float, high: float) -> Values:
        share = (ready - low) / (high - low)
        share = 1 - share if self.declared.reverse else share
        return np.clip(share, 0.0, 1.0) if self.declared.clip else share

    def _min_max(self, ready: Values) -> Values:
        low, high = self.declared.low, self.declared.high
        if low is not None and high is not None:
            low, high = self._log(low), self._log(high)
            low, high = (-high, -low) if self.declared.reverse else (low, high)
        else:
            low, high = self._end(0), self._end(-1)
        return (ready - low) / (high - low)

    def _z_score(self, ready: Values) -> Values:
        freedom = 1 if self.declared.by == "z_score" else 0
        mean, spread = self.declared.mean, self.declared.sd
        if mean is None or spread is None:
            enough = self._known.size > freedom
            mean = self._mean
            spread = float(np.std(self._known, ddof=freedom)) if enough else np.nan
            if self._end(0) == self._end(-1):
                spread = np.nan  # what is left of a sum of equal numbers is no spread
        elif self.declared.reverse:
            mean = -mean
        return (ready - mean) / spread

    def _percent_rank(self, ready: Values) -> Values:
        return (self._rank(ready) - 1) / (self._known.size - 1)

    def _percentile(self, ready: Values) -> Values:
        return self._rank(ready) / self._known.size

    def _borda(self, ready: Values) -> Values:
        return self._rank(ready) - 1

    def _categories(self, ready: Values) -> Values:
        share = self._percentile(ready)
        worth = np.zeros(share.shape)
        for bound, points in _CATEGORIES.items():
            worth = np.where(share >= bound - _EDGE, points, worth)
        return np.where(np.isnan(share), np.nan, worth)

    @property
    def _standard(self) -> float:
        """What values are held against by a ratio or a difference."""
        to = self.declared.to
        if isinstance(to, float):
            return to
        best, worst = (0, -1) if self.declared.reverse else (-1, 0)
        return {"best": self._end(best), "worst": self._end(worst)}.get(
            str(to), self._mean
        )

    def _ratio(self, ready: Values) -> Values:
        standard = self._standard
        return standard / ready if self.declared.reverse else ready / standard

    def _difference(self, ready: Values) -> Values:
        share = ready / self._standard
        return 1 - share if self.declared.reverse else share - 1

    def _above_below(self, ready: Values) -> Values:
        share, about = ready / self._mean, self.declared.margin or _ABOUT
        sign = np.where(share > 1 + about, 1.0, np.where(share < 1 - about, -1.0, 0.0))
        sign = -sign if self.declared.reverse else sign
        return np.where(np.isnan(share), np.nan, sign)

    def _distance_to_target(self, ready: Values) -> Values:
        target, low = self._log(self.declared.target or 0.0), self.declared.low
        if low is None:
            low = self._end(-1 if self.declared.reverse else 0)
        else:
            low = self._log(low)
        share = (ready - low) / (target - low)
        return np.clip(share, 0.0, 1.0) if self.declared.clip else share
