"""Trials: one response scored again with answers changed, many ways at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.stages import NodeMinimum
from scoring.study.rescoring import change_rows, rescore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Minimum, Rule
    from scoring.study.rescoring import Rescored

    Values = NDArray[np.float64]
    Change = tuple[str, int]
    """An item and the bits of its new answer."""

_LEAST_SHORTFALL = 1e-9
"""What is missing where a bound is not reached although nothing seems to be."""


@dataclass(frozen=True)
class Outcome:
    """What came of each trial.

    Attributes:
        reached: whether the wanted stage is held.
        missing: how far the scores in question are from their bounds, summed up; a
            gate on an item that is not met counts 1.
        total: the sum of all nodes' scores, to tell trials with equal `missing`.
    """

    reached: NDArray[np.bool_]
    missing: Values
    total: Values


@dataclass(frozen=True)
class Trials:
    """Re-scoring of one response towards one band of a ladder.

    Attributes:
        target: the place of the wanted band.
    """

    plan: Plan
    rule: Rule
    target: int

    @property
    def minima(self) -> list[Minimum]:
        """List the gates of the wanted band and of all bands below it."""
        return [gate for gates in self.rule.gates[: self.target + 1] for gate in gates]

    def change(self, row: Coded, changes: Sequence[Change]) -> Coded:
        """Make one row for each single change of a response."""
        return change_rows(self.plan, row, [dict([change]) for change in changes])

    def run(self, rows: Coded) -> Outcome:
        """Ask again what is asked, score and place every row."""
        found = rescore(self.plan, rows)
        reached = self.rule.find_stage(found.columns, found.score) >= self.target
        missing = np.where(reached, 0.0, self._sum_missing(found))
        return Outcome(reached, missing, found.total)

    def find_unmet(self, row: Coded) -> list[Minimum]:
        """List the gates of the wanted band alone that a response does not meet."""
        found = rescore(self.plan, row)
        gates = self.rule.gates[self.target]
        return [gate for gate in gates if not gate.met(found.columns, found.score)[0]]

    def least_coverage(self, place: int) -> float:
        """Give the coverage that the score of a node needs to be printed."""
        step = self.plan.step_of(self.plan.nodes[place])
        return step.missing.policy.least_coverage

    def _sum_missing(self, found: Rescored) -> Values:
        raw = found.raw
        missing = np.full(raw.shape[1], _LEAST_SHORTFALL)
        bounds = [(self.rule.place, self.rule.bands[self.target].lower)]
        for gate in self.minima:
            if isinstance(gate, NodeMinimum):
                bounds.append((gate.place, gate.at_least))
            else:
                missing += ~gate.met(found.columns, raw)
        for place, bound in bounds:
            least = self.least_coverage(place)
            score, cover = np.nan_to_num(raw[place], nan=-1.0), found.coverage[place]
            missing += np.maximum(bound - score, 0.0)
            missing += np.maximum(least - np.nan_to_num(cover), 0.0)
        return missing
