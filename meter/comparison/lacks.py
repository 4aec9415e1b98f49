"""Lacks: the items that most units of a round stand low in, by what they are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.study.dividing import divide_scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from meter.comparison.frames import RoundAnswers
    from scoring.kernel.plan import Plan
    from scoring.study.dividing import Part

    Values = NDArray[np.float64]

HALF = 0.5
"""A unit stands low in an item below half of what it is worth."""


@dataclass(frozen=True)
class Lack:
    """An item that most units stand low in.

    Attributes:
        item: its key; what is asked over a list stands under its common key.
        low: how many units stand low in it.
        counted: for how many it counts.
        lost: what it keeps the first index of a unit from 1, the mean of all units
            that have an index.
    """

    item: str
    low: int
    counted: int
    lost: float


def find_lacks(plan: Plan, answers: RoundAnswers) -> list[Lack]:
    """Find the items in which more than half of the units stand low.

    They are sorted by what they keep the units' first index from 1, the most first;
    what an item keeps from it is told as on each unit's page.
    """
    parts: dict[str, list[Part]] = {}
    for part in divide_scores(plan, answers.coded):
        parts.setdefault(part.item, []).append(part)
    lacks = [_describe(item, own) for item, own in parts.items()]
    most = [lack for lack in lacks if 2 * lack.low > lack.counted and lack.lost > 0]
    return sorted(most, key=lambda lack: -lack.lost)


def _describe(item: str, parts: list[Part]) -> Lack:
    """Describe an item, which may have a part at several nodes."""
    counts = np.any([part.counts for part in parts], axis=0)
    value = np.fmin.reduce([np.where(p.counts, p.value, np.nan) for p in parts])
    scored = np.any([~np.isnan(part.weight) for part in parts], axis=0)
    lost = np.sum([np.where(p.counts, p.lost, 0.0) for p in parts], axis=0)
    return Lack(
        item,
        low=int((value[counts] < HALF).sum()),
        counted=int(counts.sum()),
        lost=float(lost[scored].sum() / max(1, scored.sum())),
    )
