"""Rungs: the better answers to one item, one step apart, and what a step costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import MultipleItem, NumberItem
from scoring.kernel.codes import CHOSEN, GIVEN, state_of
from scoring.kernel.coding import decode_item
from scoring.study.levels import QUARTERS, count_quarters, list_levels
from scoring.study.worth import Worth, own_worth, worth_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.answers import Answer
    from instruments.model.items import Item
    from scoring.kernel.codes import Column
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

EFFORT = 2
"""Effort of a step where none is declared: medium."""

_DECIMALS = 9
"""Values that agree to so many decimals are equal."""


@dataclass(frozen=True)
class Rungs:
    """One item of one response, and how its answer may rise.

    Attributes:
        plan: a compiled instrument and method, fitted where the method is relative.
        row: the response, as a batch of one, with what was not asked as unanswered.
        key: the key of the item.
        applies: whether it is asked, and not said to be not applicable.
    """

    plan: Plan
    row: Coded
    key: str
    applies: bool

    @property
    def item(self) -> Item:
        """The item as declared."""
        return self.plan.instrument.items[self.key]

    @cached_property
    def worth(self) -> Worth | None:
        """How answers are valued: as the plan does, else as the item says."""
        found = worth_of(self.plan, self.row, self.key)
        return found or own_worth(self.plan.instrument, self.item)

    @cached_property
    def steps(self) -> list[int]:
        """The better answers, one step apart, as bits; none to what does not apply."""
        if not self.applies:
            return []
        if isinstance(self.item, MultipleItem):
            return self._chain(self.item)
        levels = list_levels(
            self.plan.instrument, self.key, self.row[self.key], self.worth
        )
        if not isinstance(self.item, NumberItem):
            return self._thin(levels)
        return self._quarter(levels)

    @property
    def is_given(self) -> bool:
        """Tell whether there is an answer now, not a reason."""
        return bool(state_of(self.row[self.key])[0] == GIVEN)

    @property
    def bits(self) -> int:
        """The present answer."""
        return int(self.row.view(self.plan.coder.wire)[self.key][0])

    def column(self, bits: int | None = None) -> Column:
        """Give an answer, or the present one, as a column of one row."""
        now = self.row[self.key]
        if bits is None:
            return now
        raw = np.dtype(f"<u{now.dtype.itemsize}")
        return np.array([bits], dtype=raw).view(now.dtype)

    def decode(self, bits: int | None = None) -> Answer | None:
        """Give an answer, or the present one, as a respondent gave it."""
        return decode_item(self.plan.instrument, self.item, self.column(bits))

    def value(self, bits: int | None = None) -> float:
        """Value an answer, or the present one; NaN where it has no value."""
        if self.worth is None:
            return np.nan
        if bits not in self._values:
            self._values[bits] = float(self.worth.value(self.column(bits))[0])
        return self._values[bits]

    @cached_property
    def _values(self) -> dict[int | None, float]:
        """What was valued before: plans ask for the same answers again and again."""
        return {}

    def count_steps(self, bits: int) -> int:
        """Count the steps from the present answer to another one, at least 1."""
        if bits in self.steps:
            return self.steps.index(bits) + 1
        value = self.value(bits)
        return sum(self.value(step) < value - 1e-9 for step in self.steps) + 1

    def effort(self, bits: int) -> int:
        """Give the steps times the declared effort of a step."""
        return (self.item.effort or EFFORT) * self.count_steps(bits)

    def _chain(self, item: MultipleItem) -> list[int]:
        """Add, or of a reversed item leave, one option at a time, the best one first.

        Options that are worth nothing are no step.
        """
        options = self.plan.instrument.options_of(item)
        places = [p for p, option in enumerate(options) if not option.alone]
        most = len(options) if item.at_most is None else item.at_most
        chain, chosen = list[int](), self._find_chosen(item)
        best = self.value() if self.is_given else -np.inf
        while True:
            sets = [chosen ^ 1 << place for place in places]
            fitting = [one for one in sets if one.bit_count() - 1 <= most]
            values = [self.value(one) for one in fitting]
            highest = max((v for v in values if not np.isnan(v)), default=-np.inf)
            if not round(highest - max(best, 0.0), _DECIMALS) > 0:
                return chain
            chosen = fitting[values.index(highest)]
            best = highest
            chain.append(chosen)

    def _find_chosen(self, item: MultipleItem) -> int:
        """Give the chosen set, without an option that excludes the others."""
        chosen = self.bits if self.is_given else CHOSEN
        for place, option in enumerate(self.plan.instrument.options_of(item)):
            chosen &= ~(option.alone << place)
        return chosen

    def _thin(self, levels: list[int]) -> list[int]:
        """Leave out answers that are worth no more than the one before."""
        if self.worth is None:
            place = int(self.row[self.key][0]) if self.is_given else GIVEN - 1
            return sorted(bits for bits in levels if bits > place)
        kept: list[int] = []
        if not levels:
            return kept
        best = self.value(None if self.is_given else levels[0])
        for bits in levels:
            value = self.value(bits)
            if round(value - best, _DECIMALS) > 0:
                kept.append(bits)
                best = value
        return kept

    def _quarter(self, levels: list[int]) -> list[int]:
        """Keep the first numbers that reach the next quarters of the way, and the best.

        The way is that between the ends of the number, or else between its levels.
        """
        if self.worth is None or not levels:
            return []
        values = self.worth.value(np.array(levels, dtype=np.uint64).view(np.float64))
        now = np.minimum(self.value(), values[0]) if self.is_given else values[0]
        ends = values[[0, -1]]
        if self.worth.ends:
            ends = self.worth.value(np.array(self.worth.ends))
        passed = _count_between(values, ends)
        found, first = np.unique(passed, return_index=True)
        places = first[found > _count_between(now, ends)].tolist()
        best = int(np.argmax(values >= values[-1] - 1e-9))
        return [levels[place] for place in dict.fromkeys([*places, best])]


def _count_between(
    values: NDArray[np.float64], ends: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Count the quarters between two ends that values have passed; none beyond."""
    width = abs(ends[-1] - ends[0])
    if not width > 0:
        return np.zeros_like(values)
    return np.clip(count_quarters((values - ends.min()) / width), 0, QUARTERS)
