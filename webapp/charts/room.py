"""The room: what the charts of a round read, as plain values without a database."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from webapp.filters import round_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

MIDDLE_HALF = (25, 50, 75)
"""Percentiles: lower quartile, median, upper quartile (linear interpolation)."""


@dataclass(frozen=True)
class Participant:
    """A unit whose scores are in the room."""

    id: int
    name: str


@dataclass(frozen=True)
class Measure:
    """A node of the framework under its declared title."""

    key: str
    title: str


@dataclass(frozen=True)
class Step:
    """A stage of the ladder, with the units that stand on it."""

    title: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Ladder:
    """The stages of a rule, lowest first, and the units that hold none."""

    title: str
    steps: tuple[Step, ...]
    without: tuple[str, ...] = ()

    @property
    def placed(self) -> int:
        """Count the units that hold a stage."""
        return sum(len(step.units) for step in self.steps)


@dataclass(frozen=True)
class Spread:
    """Where a measure's scores lie, in points of 0 to 100; None without scores."""

    count: int
    lowest: float | None = None
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    highest: float | None = None


def describe(points: NDArray[np.float64]) -> Spread:
    """Describe where some points lie; NaN is no score."""
    known = points[~np.isnan(points)]
    if not known.size:
        return Spread(0)
    lower, median, upper = (float(at) for at in np.percentile(known, MIDDLE_HALF))
    lowest, highest = float(known.min()), float(known.max())
    return Spread(int(known.size), lowest, lower, median, upper, highest)


@dataclass(frozen=True, eq=False)
class Room:
    """The submitted units of a round and their scores on one part of its framework.

    `scores` holds points of 0 to 100 for each measure, in the order of `units`;
    NaN where a unit has no score. `chosen` are places in `units`, at most six.
    """

    units: tuple[Participant, ...]
    top: Measure
    parts: tuple[Measure, ...]
    leaves: tuple[Measure, ...]
    scores: Mapping[str, NDArray[np.float64]]
    ladder: Ladder | None = None
    chosen: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """Count the units."""
        return len(self.units)

    @cached_property
    def picked(self) -> tuple[Participant, ...]:
        """The units that were chosen to be compared, in that order."""
        return tuple(self.units[place] for place in self.chosen)

    def points(self, measure: Measure, place: int) -> float | None:
        """Get one unit's score in points, exact; None where it has none."""
        value = float(self.scores[measure.key][place])
        return None if np.isnan(value) else value

    def spread(self, measure: Measure) -> Spread:
        """Describe where the units' scores on a measure lie."""
        return self._spreads[measure.key]

    @cached_property
    def _spreads(self) -> dict[str, Spread]:
        return {key: describe(values) for key, values in self.scores.items()}

    def shown(self, measure: Measure) -> list[float | None]:
        """List the units' points on a measure as figure and table show them."""
        return self._shown[measure.key]

    @cached_property
    def _shown(self) -> dict[str, list[float | None]]:
        return {key: round_all(values) for key, values in self.scores.items()}

    def ranked(self, measure: Measure, *, falling: bool = True) -> tuple[int, ...]:
        """List places by score on a measure, ties by name, no score last."""
        values = self.scores[measure.key].tolist()
        sign = -1 if falling else 1

        def rank(place: int) -> tuple[bool, float, str]:
            value = values[place]
            missing = math.isnan(value)
            return missing, 0.0 if missing else sign * value, self.units[place].name

        return tuple(sorted(range(self.size), key=rank))
