"""What the four patterns share: how one is read, judged and cleared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from instruments.model.diagnostics import (
        Competition,
        Digitalization,
        Integration,
        Toolkitization,
    )
    from scoring.study.diagnostics.diagnosis import Level, Pair, Sentence
    from scoring.study.diagnostics.samples import Sample
    from scoring.study.diagnostics.steps import Ladders, Step

    Declared = Competition | Digitalization | Integration | Toolkitization
    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]
    Numbers = Mapping[str, Values]
    """Named numbers, one a row; NaN for none."""

_EDGE = 1e-9
"""Numbers this close to a threshold are on it: binary sums miss decimal bounds."""


@dataclass(frozen=True)
class Criterion:
    """One way to reach a level.

    Attributes:
        name: what it is called in the stability of a diagnosis.
        level: what it gives.
        tested: the number that chance must not explain.
        holds: whether the thresholds are reached, (rows,).
    """

    name: str
    level: Level
    tested: str
    holds: Truth


class Pattern(Protocol):
    """One of the four, with its declaration bound to the items of an instrument."""

    @property
    def declared(self) -> Declared:
        """The declaration, with its thresholds and guards."""

    @property
    def formula(self) -> Sentence:
        """How the numbers are computed, and which of them give a level."""

    @property
    def ahead(self) -> tuple[str, ...]:
        """The items that would stand too high."""

    @property
    def behind(self) -> tuple[str, ...]:
        """The items that would stand too low."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes whose scores are read."""

    @property
    def raisable(self) -> tuple[str, ...]:
        """The items whose rise can clear it."""

    def read(self, sample: Sample) -> Numbers:
        """Compute the numbers of each row."""

    def judge(self, numbers: Numbers) -> list[Criterion]:
        """Hold numbers against the thresholds, the highest level first."""

    def thresholds(self) -> dict[str, float]:
        """Name what the numbers are held against."""

    def measure(self, numbers: Mapping[str, float | None]) -> float:
        """Give the main number over its threshold for a finding."""

    def find_pairs(self, sample: Sample) -> tuple[Pair, ...]:
        """List claims of the first row whose work behind is not reported."""

    def plan_routes(
        self, sample: Sample, ladders: Ladders, level: Level
    ) -> Iterator[list[Step]]:
        """Order the steps in ways that may clear a level soon."""

    def say(self, level: Level, numbers: Mapping[str, float | None]) -> list[Sentence]:
        """Put what was found into words."""


def reaches(numbers: Values, threshold: float) -> Truth:
    """Tell where a number is at least a threshold; nowhere for none."""
    with np.errstate(invalid="ignore"):
        reached: Truth = numbers >= threshold - _EDGE
    return reached


def falls_below(numbers: Values, threshold: float) -> Truth:
    """Tell where a number is under a threshold; nowhere for none."""
    with np.errstate(invalid="ignore"):
        below: Truth = numbers < threshold - _EDGE
    return below


def percent(number: float | None) -> float | None:
    """Show a share or score as 0..100."""
    return None if number is None else 100 * number


def first_reaching(ladders: Ladders, item: str, bound: float) -> list[Step]:
    """List the steps of an item until its value reaches a bound; none if it cannot."""
    steps = ladders.get(item, [])
    for count, step in enumerate(steps, start=1):
        if step.value >= bound - _EDGE:
            return steps[:count]
    return []
