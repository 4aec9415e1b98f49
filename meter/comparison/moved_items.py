"""Moved items: how far a room has come on each question, from round to round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from instruments.revisions import compare_versions
from scoring.kernel.fitting import fit_plan
from scoring.quality.values import value_answers
from scoring.study.overlap import take_answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scoring.study.chaining import Fielding

    Values = NDArray[np.float64]

_SAME = 1e-9
"""Values this close are the same answer."""


@dataclass(frozen=True)
class MovedItem:
    """One item over the units that answered it in both rounds.

    Attributes:
        units: how many those are.
        former, later: the mean of what their answers are worth, 0..1.
        rose, fell: how many units answered better, and worse, than before.
    """

    item: str
    units: int
    former: float
    later: float
    rose: int
    fell: int

    @property
    def change(self) -> float:
        """How far the room has come."""
        return self.later - self.former


def list_moved_items(former: Fielding, later: Fielding) -> Iterator[MovedItem]:
    """List the scored items that both rounds asked alike, in the order of asking.

    Answers of both rounds are worth what they were in the former one. Units that are
    in one round alone, or did not answer in both, have no part in an item.
    """
    both = compare_versions(former.plan.instrument, later.plan.instrument)
    alike = set(both.comparable)
    plan = fit_plan(former.plan, former.coded)
    then = value_answers(plan, former.coded)
    now = value_answers(plan, take_answers(plan, alike, later.plan, later.coded))
    rows = _match(former, later)
    for key in plan.instrument.items:
        if key in alike and key in then:
            moved = _move(key, then[key][rows[0]], now[key][rows[1]])
            if moved is not None:
                yield moved


def _match(former: Fielding, later: Fielding) -> tuple[list[int], list[int]]:
    """Give the rows of the units that are in both rounds."""
    there = {unit: row for row, unit in enumerate(former.units)}
    both = [(there[u], row) for row, u in enumerate(later.units) if u in there]
    return [row for row, _ in both], [row for _, row in both]


def _move(key: str, then: Values, now: Values) -> MovedItem | None:
    known = ~(np.isnan(then) | np.isnan(now))
    if not known.any():
        return None
    before, after = then[known], now[known]
    return MovedItem(
        key,
        int(known.sum()),
        float(before.mean()),
        float(after.mean()),
        int((after - before > _SAME).sum()),
        int((before - after > _SAME).sum()),
    )
