"""Trials: one response scored again with answers changed, many ways at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import slice_columns
from scoring.kernel.codes import NOT_ASKED, QUIET_NAN, UNANSWERED, state_of
from scoring.kernel.combining import fill_scores, hide_scores
from scoring.kernel.stages import NodeMinimum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Minimum, Rule

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

    def open_row(self, row: Coded) -> Coded:
        """Forget which items were not asked: a trial may cause them to be."""
        opened = row.copy()
        bits = opened.view(self.plan.coder.wire)
        for key, _ in self.plan.coder.conditions:
            if state_of(row[key])[0] == NOT_ASKED:
                is_number = row[key].dtype.kind == "f"
                bits[key] = QUIET_NAN if is_number else UNANSWERED
        return opened

    def change(self, row: Coded, changes: Sequence[Change]) -> Coded:
        """Make one row for each single change of a response."""
        rows = np.repeat(row, len(changes))
        bits = rows.view(self.plan.coder.wire)
        for number, (item, answer) in enumerate(changes):
            bits[item][number] = answer
        return rows

    def run(self, rows: Coded) -> Outcome:
        """Ask again what is asked, score and place every row."""
        rows = rows.copy()
        self.plan.coder.apply_conditions(rows)
        columns = slice_columns(self.plan, rows)
        found = np.empty((2, len(self.plan.nodes), len(rows)))
        fill_scores(self.plan, columns, found)
        raw = found[0].copy()
        hide_scores(self.plan, found)
        reached = self.rule.find_stage(columns, found[0]) >= self.target
        missing = self._sum_missing(columns, raw, found[1])
        return Outcome(reached, np.where(reached, 0.0, missing), np.nansum(raw, axis=0))

    def score(self, rows: Coded) -> Values:
        """Score every row, (nodes, rows), whatever the coverage."""
        rows = rows.copy()
        self.plan.coder.apply_conditions(rows)
        found = np.empty((2, len(self.plan.nodes), len(rows)))
        fill_scores(self.plan, slice_columns(self.plan, rows), found)
        scores: Values = found[0]
        return scores

    def find_unmet(self, row: Coded) -> list[Minimum]:
        """List the gates of the wanted band alone that a response does not meet."""
        asked = row.copy()
        self.plan.coder.apply_conditions(asked)
        columns = slice_columns(self.plan, asked)
        found = np.empty((2, len(self.plan.nodes), 1))
        fill_scores(self.plan, columns, found)
        hide_scores(self.plan, found)
        gates = self.rule.gates[self.target]
        return [gate for gate in gates if not gate.met(columns, found[0])[0]]

    def least_coverage(self, place: int) -> float:
        """Give the coverage that the score of a node needs to be printed."""
        step = self.plan.step_of(self.plan.nodes[place])
        return step.missing.policy.least_coverage

    def _sum_missing(self, columns: Columns, raw: Values, coverage: Values) -> Values:
        missing = np.full(raw.shape[1], _LEAST_SHORTFALL)
        bounds = [(self.rule.place, self.rule.bands[self.target].lower)]
        for gate in self.minima:
            if isinstance(gate, NodeMinimum):
                bounds.append((gate.place, gate.at_least))
            else:
                missing += ~gate.met(columns, raw)
        for place, bound in bounds:
            least = self.least_coverage(place)
            score, cover = np.nan_to_num(raw[place], nan=-1.0), coverage[place]
            missing += np.maximum(bound - score, 0.0)
            missing += np.maximum(least - np.nan_to_num(cover), 0.0)
        return missing
