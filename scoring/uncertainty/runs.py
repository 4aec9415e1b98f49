"""Runs: the draws scored, those together that take the same ways."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from scoring.kernel.blocks import check_columns, slice_columns
from scoring.kernel.plan import compile_method
from scoring.uncertainty.combined import score_draws
from scoring.uncertainty.prepared import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.uncertainty.draws import Draws
    from scoring.uncertainty.prepared import Prepared
    from scoring.uncertainty.space import Space

    Values = NDArray[np.float64]
    Places = NDArray[np.intp]
    Ways = tuple[int, ...]

AT_ONCE = 1 << 16
"""Draws times units that are scored together: they stay in the cache of one core."""

_KEPT = 256
"""Methods that are kept prepared for the next draws that take the same ways."""


class Scored(NamedTuple):
    """Some draws scored.

    Attributes:
        rows: their places among the draws.
        score: by place of the node the printed scores, (draws, units).
        stage: by stage rule the place of the band, (draws, units); -1 for none.
    """

    rows: Places
    score: list[Values]
    stage: dict[str, NDArray[np.int8]]


@dataclass
class Runs:
    """Scores draws of one method over one batch of responses.

    Attributes:
        columns: the coded answers.
    """

    plan: Plan
    space: Space
    columns: Columns
    _workshop: Workshop = field(init=False)
    _prepared: dict[Ways, Prepared] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._workshop = Workshop(self.space, self.columns)

    @classmethod
    def over(cls, plan: Plan, space: Space, coded: Coded | Columns) -> Runs:
        """Begin runs over coded responses.

        Raises:
            PackedAnswersError: the rows hold a code that the instrument does not know.
        """
        check_columns(plan, coded)
        return cls(plan, space, slice_columns(plan, coded))

    def score(self, draws: Draws) -> Iterator[Scored]:
        """Score draws, those with the same ways together; in no special order."""
        for ways, group in group_ways(draws.ways):
            plan = self._compile(ways)
            drops = any(step.missing.drops.any() for step in plan.steps)
            left_out = draws.left_out[group] if drops else np.full(len(group), -1)
            for (place,), rows in group_ways(left_out[:, None]):
                yield from self._score(
                    self._prepare(plan, ways, place), draws, group[rows]
                )

    def _score(
        self, prepared: Prepared, draws: Draws, rows: Places
    ) -> Iterator[Scored]:
        many = max(AT_ONCE // max(prepared.units, 1), 1)
        for start in range(0, len(rows), many):
            part = rows[start : start + many]
            score = score_draws(prepared, draws.cut(part))
            found: Any = score  # the rules take it node by node
            stage = {
                rule.key: rule.find_stage(self.columns, found)
                for rule in prepared.plan.rules
            }
            yield Scored(part, score, stage)

    def _compile(self, ways: Ways) -> Plan:
        plans = self.space.plans
        plan = plans.get(ways)
        if plan is None:
            if len(plans) >= _KEPT:
                plans.clear()
            method = self.space.choose(ways)
            plan = compile_method(self.plan.instrument, method, self.plan.method_key)
            plans[ways] = plan
        return plan

    def _prepare(self, plan: Plan, ways: Ways, place: int) -> Prepared:
        """Prepare a method; what is left out is told where it says who is dropped."""
        key = (*ways, place)
        if key not in self._prepared:
            if len(self._prepared) >= _KEPT:
                self._prepared.clear()
                self._workshop.sheets.clear()
            switches = zip(self.space.switches, ways, strict=True)
            values = [way for switch, way in switches if switch.kind != "combine"]
            left_out = None if place < 0 else self.space.left_out[place]
            self._prepared[key] = self._workshop.prepare(plan, values, left_out)
        return self._prepared[key]


def group_ways(ways: Places) -> Iterator[tuple[Ways, Places]]:
    """Group draws by what they take of each choice: (draws, choices)."""
    if not ways.shape[1]:
        yield (), np.arange(len(ways))
        return
    kinds, group = np.unique(ways, axis=0, return_inverse=True)
    group = group.reshape(-1)
    for number, kind in enumerate(kinds.tolist()):
        yield tuple(kind), np.flatnonzero(group == number)
