"""Transforms: a declared normalisation, fitted on a population where it needs one.

What is learned (bounds, a mean, for ranks the values of the population) stays with the
transform, so that a value is normalised alike alone and in any batch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from scoring.kernel.learned import Learned, learn
from scoring.kernel.normalisation import place_between, take_logarithms
from scoring.kernel.outliers import Limits, find_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from instruments.model.normalisation import Normalisation, Normalise

    Values = NDArray[np.float64]

_CATEGORIES = {0.05: 0.2, 0.15: 0.4, 0.35: 0.5, 0.65: 0.6, 0.85: 0.8, 0.95: 1.0}
"""Percentiles from which on a value is worth so much; below the first it is 0."""

_ABOUT = 0.2
"""Share of the mean that counts as about the mean, unless a method says otherwise."""

_EDGE = 1e-12
"""A percentile this close below a bound has reached it."""


_NOTHING = Learned()


@dataclass(frozen=True)
class _Way:
    """How one normalisation is computed.

    Attributes:
        function: takes a transform and prepared values.
        is_within: whether the result stays between 0 and 1 whatever the answers.
        clips: whether what lies endlessly far off, as the logarithm of 0, is worth
            what its end is; elsewhere it has no value.
        turns_after: whether less being better is not had by turning the values first.
        freedom: of one that needs a deviation, what is taken from n.
        ranks: whether it needs all values of the population.
    """

    function: Callable[[Transform, Values], Values]
    is_within: bool = False
    clips: bool = False
    turns_after: bool = False
    freedom: int | None = None
    ranks: bool = False


@dataclass(frozen=True)
class Transform:
    """One normalisation.

    Attributes:
        declared: what the method says.
        limits: where outliers were pulled in; None without `winsorise`.
        learned: what the population told; None before a fit, and where nothing has
            to be learned.
    """

    declared: Normalisation
    limits: Limits | None = None
    learned: Learned | None = None

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
        way = self._way
        learned = learn(ready.prepare(values), way.freedom, ranks=way.ranks)
        return replace(ready, learned=learned)

    def apply(self, values: Values) -> Values:
        """Normalise values; a NaN stays one, and so does what has no answer.

        Where all units have one value, min_max and z_score have none. Nor has what is
        beyond all numbers, before or after.
        """
        ready = self.prepare(values)
        if not self._way.clips:
            ready = np.where(np.isfinite(ready), ready, np.nan)
        found = self._value(ready)
        return np.where(np.isfinite(found), found, np.nan) + 0.0  # never minus zero

    def prepare(self, values: Values) -> Values:
        """Cut, pull in, log and turn values, in this order."""
        ready = self._cut(values)
        if self.limits is not None:
            ready = self.limits.apply(ready)
        if self.declared.log:
            ready = take_logarithms(ready)
        return -ready if self._turns else ready

    @property
    def extremes(self) -> tuple[float, float]:
        """The lowest and highest value that a unit may be given here.

        Where nothing is learned the caps are what bounds it; endless without them.
        """
        low, high = self.declared.cap_low, self.declared.cap
        if self._way.is_within and self.declared.clip:
            return 0.0, 1.0
        if not np.isnan(self._known.low):
            ready = np.array([self._known.low, self._known.high])
        elif low is not None and high is not None:
            ready = self.prepare(np.array([low, high]))
        else:
            return -np.inf, np.inf
        ends = self._value(ready)
        return float(np.min(ends)), float(np.max(ends))

    @property
    def is_turning(self) -> bool:
        """Tell whether a higher raw value gives a lower result."""
        declared = self.declared
        if declared.by == "distance_to_target":
            return self._log(declared.target or 0.0) < self._start
        width = 1.0
        if declared.by in {"goalposts", "min_max"}:
            if declared.low is not None and declared.high is not None:
                width = declared.high - declared.low
        elif declared.by in {"ratio", "difference"}:
            width = self._standard
        elif declared.by == "above_below":
            width = self._known.mean
        return declared.reverse != (width < 0)

    @property
    def _way(self) -> _Way:
        return self._WAYS[self.declared.by]

    def _value(self, ready: Values) -> Values:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return self._way.function(self, ready)

    @property
    def _turns(self) -> bool:
        """Tell whether values are turned round before, not after."""
        return self.declared.reverse and not self._way.turns_after

    def _cut(self, values: Values) -> Values:
        low, high = self.declared.cap_low, self.declared.cap
        if low is None and high is None:
            return values
        return np.clip(values, low, high)

    def _log(self, bound: float) -> float:
        return float(np.log(bound)) if self.declared.log else bound

    # What the population gives.

    @property
    def _known(self) -> Learned:
        return self.learned or _NOTHING

    def _rank(self, ready: Values) -> Values:
        """Rank from the bottom, 1 for the lowest; equal ones share the lower rank."""
        below = np.searchsorted(self._known.rising, ready, side="left")
        highest = max(self._known.rising.size, 1)
        return np.where(np.isnan(ready), np.nan, np.minimum(below + 1, highest))

    # One method a normalisation; they take prepared values.

    def _raw(self, ready: Values) -> Values:
        return ready

    def _goalposts(self, ready: Values) -> Values:
        low, high = self.declared.low, self.declared.high
        return self._between(ready, self._log(low or 0.0), self._log(high or 0.0))

    def _between(self, ready: Values, low: float, high: float) -> Values:
        share = place_between(ready, low, high)
        share = 1 - share if self.declared.reverse else share
        return np.clip(share, 0.0, 1.0) if self.declared.clip else share

    def _min_max(self, ready: Values) -> Values:
        low, high = self.declared.low, self.declared.high
        if low is not None and high is not None:
            low, high = self._log(low), self._log(high)
            low, high = (-high, -low) if self.declared.reverse else (low, high)
        else:
            low, high = self._known.low, self._known.high
        return place_between(ready, low, high)

    def _z_score(self, ready: Values) -> Values:
        mean, spread = self.declared.mean, self.declared.sd
        if mean is None or spread is None:
            mean, spread = self._known.mean, self._known.sd
        elif self.declared.reverse:
            mean = -mean
        return (ready - mean) / spread

    def _percent_rank(self, ready: Values) -> Values:
        return (self._rank(ready) - 1) / (self._known.rising.size - 1)

    def _percentile(self, ready: Values) -> Values:
        return self._rank(ready) / self._known.rising.size

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
            return self._log(to)
        if to not in {"best", "worst"}:
            return self._known.mean
        takes_high = (to == "best") is not self.declared.reverse
        return self._known.high if takes_high else self._known.low

    def _ratio(self, ready: Values) -> Values:
        standard = self._standard
        return standard / ready if self.declared.reverse else ready / standard

    def _difference(self, ready: Values) -> Values:
        share = ready / self._standard
        return 1 - share if self.declared.reverse else share - 1

    def _above_below(self, ready: Values) -> Values:
        share, about = ready / self._known.mean, self.declared.margin or _ABOUT
        sign = np.where(share > 1 + about, 1.0, np.where(share < 1 - about, -1.0, 0.0))
        sign = -sign if self.declared.reverse else sign
        return np.where(np.isnan(share), np.nan, sign)

    @property
    def _start(self) -> float:
        """Where the way to the target begins."""
        if self.declared.low is not None:
            return self._log(self.declared.low)
        return self._known.high if self.declared.reverse else self._known.low

    def _distance_to_target(self, ready: Values) -> Values:
        target = self._log(self.declared.target or 0.0)
        share = place_between(ready, self._start, target)
        return np.clip(share, 0.0, 1.0) if self.declared.clip else share

    _WAYS: ClassVar[Mapping[Normalise, _Way]] = {
        "goalposts": _Way(_goalposts, is_within=True, clips=True, turns_after=True),
        "raw": _Way(_raw),
        "min_max": _Way(_min_max),
        "z_score": _Way(_z_score, freedom=1),
        "z_score_population": _Way(_z_score, freedom=0),
        "rank": _Way(_rank, ranks=True),
        "percent_rank": _Way(_percent_rank, is_within=True, ranks=True),
        "percentile": _Way(_percentile, is_within=True, ranks=True),
        "borda": _Way(_borda, ranks=True),
        "ratio": _Way(_ratio, turns_after=True),
        "difference": _Way(_difference, turns_after=True),
        "distance_to_target": _Way(
            _distance_to_target, is_within=True, clips=True, turns_after=True
        ),
        "above_below": _Way(_above_below, turns_after=True),
        "categories": _Way(_categories, is_within=True, ranks=True),
    }
    """How each is computed."""
