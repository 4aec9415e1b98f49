"""Dispersion: where the units of a round answer alike, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import OrdinalItem
from scoring.kernel.codes import GIVEN
from scoring.quality.dispersion import rate_consensus
from scoring.quality.values import LEAST_LEVELS

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

    Scales of two levels are left out, since on them every difference is the widest, and
    items that fewer than FEWEST units answered. Equal ones stand in the order of
    asking.
    """
    instrument = answers.instrument
    levels = {
        key: len(instrument.options_of(item))
        for key, item in instrument.items.items()
        if isinstance(item, OrdinalItem)
    }
    found = [
        _count(answers, key, count)
        for key, count in levels.items()
        if count >= LEAST_LEVELS
    ]
    told = [one for one in found if one.answered >= FEWEST]
    return sorted(told, key=lambda one: one.consensus)


def _count(answers: RoundAnswers, key: str, options: int) -> ItemDispersion:
    counts = np.bincount(answers.coded[key], minlength=GIVEN + options)
    return ItemDispersion(key, tuple(counts[GIVEN : GIVEN + options].tolist()))
