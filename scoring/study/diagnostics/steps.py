"""Steps: the better answers to an item one after the other, and in which order."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import NumberItem
from scoring.kernel.values import item_values
from scoring.study.levels import count_quarters, list_levels
from scoring.study.rescoring import change_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

_DECIMALS = 9
"""Values that agree to so many decimals are equal."""


@dataclass(frozen=True)
class Step:
    """The next better answer to an item.

    Attributes:
        bits: the code of the answer.
        before: the item's value before the step, 0..1.
        value: its value after it.
    """

    item: str
    bits: int
    before: float
    value: float

    @property
    def gain(self) -> float:
        """How much the value rises."""
        return self.value - self.before


Ladders = dict[str, list[Step]]
"""By item the steps that are left to it, rising."""


def list_ladders(plan: Plan, row: Coded, items: Iterable[str]) -> Ladders:
    """List the steps of items that count in one response.

    An item that is asked over a list is left as it is.
    """
    now = {key: float(value[0]) for key, value in item_values(plan, row).items()}
    moves = [
        (item, bits)
        for item in items
        if item in plan.instrument.items and not np.isnan(now[item])
        for bits in list_levels(plan.instrument, item, row[item])
    ]
    values = _value_moves(plan, row, moves)
    ladders: Ladders = {}
    for (item, bits), value in zip(moves, values, strict=True):
        steps = ladders.setdefault(item, [])
        before = steps[-1].value if steps else now[item]
        if _is_step(plan, item, before, value):
            steps.append(Step(item, bits, before, value))
    return {item: steps for item, steps in ladders.items() if steps}


def _value_moves(
    plan: Plan, row: Coded, moves: Sequence[tuple[str, int]]
) -> list[float]:
    """Value single changed answers: each only in the column of its item."""
    if not moves:
        return []
    rows = change_rows(plan, row, [dict([move]) for move in moves])
    found = item_values(plan, rows)
    return [float(found[item][place]) for place, (item, _) in enumerate(moves)]


def _is_step(plan: Plan, item: str, before: float, value: float) -> bool:
    if not round(value - before, _DECIMALS) > 0:
        return False
    if not isinstance(plan.instrument.items[item], NumberItem):
        return True
    passed = count_quarters(np.array([before, value]))
    return bool(passed[0] < passed[1])


def order_steps(
    ladders: Ladders, items: Iterable[str], share: Callable[[str], float] = lambda _: 1
) -> Iterator[Step]:
    """Walk all steps of items: what adds most first, of equals the lowest item.

    Args:
        ladders: the steps left to each item.
        items: whose steps to walk.
        share: what a rise of an item's value by 1 adds.
    """
    heap: list[tuple[float, float, int, int]] = []
    listed = [ladders[item] for item in items if item in ladders]

    def push(order: int, place: int) -> None:
        step = listed[order][place]
        gain = round(-share(step.item) * step.gain, _DECIMALS)
        heapq.heappush(heap, (gain, step.before, order, place))

    for order in range(len(listed)):
        push(order, 0)
    while heap:
        _, _, order, place = heapq.heappop(heap)
        yield listed[order][place]
        if place + 1 < len(listed[order]):
            push(order, place + 1)
