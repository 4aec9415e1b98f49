"""Dispersion: where the units of a round answer alike, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import OrdinalItem, YesNoItem
from scoring.kernel.codes import GIVEN
from scoring.quality.dispersion import rate_consensus

if TYPE_CHECKING:
    from meter.comparison.frames import RoundAnswers

FEWEST = 5
"""Answers below which an item says nothing about the room."""


@dataclass(frozen=True)
class ItemDispersion:
    """How many units chose each option of an item, as its scale is shown."""

    item: str
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        """Count the units that chose an option."""
        return sum(self.counts)

    @cached_property
    def consensus(self) -> float:
        """How far they agree, 0..1; levels stand one step apart."""
        return rate_consensus(self.counts, range(len(self.counts))) or 0.0


def measure_dispersion(answers: RoundAnswers) -> list[ItemDispersion]:
    """Count the answers to each item on a scale, the items most divided first.

    Those that fewer than FEWEST units answered are left out; equal ones stand in the
    order of asking.
    """
    found = [
        _count(answers, key, len(answers.instrument.options_of(item)))
        for key, item in answers.instrument.items.items()
        if isinstance(item, OrdinalItem | YesNoItem)
    ]
    told = [one for one in found if one.answered >= FEWEST]
    return sorted(told, key=lambda one: one.consensus)


def _count(answers: RoundAnswers, key: str, options: int) -> ItemDispersion:
    counts = np.bincount(answers.coded[key], minlength=GIVEN + options)
    return ItemDispersion(key, tuple(counts[GIVEN : GIVEN + options].tolist()))
