"""Scoring one response again with answers changed, many ways at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.blocks import slice_columns
from scoring.kernel.codes import NOT_ASKED, QUIET_NAN, UNANSWERED, state_of
from scoring.kernel.combining import score_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scoring.kernel.codes import Columns
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

    Values = NDArray[np.float64]
    Answers = dict[str, int]
    """New answers by item, as bits."""


@dataclass(frozen=True)
class Rescored:
    """Some responses, asked again and scored.

    Attributes:
        columns: the answers, with what is not asked marked so.
        raw: scores whatever the coverage, (nodes, rows).
        score: the same as they are printed; NaN where too little is answered.
        coverage: (nodes, rows).
    """

    columns: Columns
    raw: Values
    score: Values
    coverage: Values

    @property
    def total(self) -> Values:
        """The sum of all nodes' scores a row, to tell equally good answers apart."""
        total: Values = np.nansum(self.raw, axis=0)
        return total


def rescore(plan: Plan, rows: Coded) -> Rescored:
    """Ask again what is asked, and score every row."""
    rows = rows.copy()
    plan.coder.apply_conditions(rows)
    columns = slice_columns(plan, rows)
    found = score_columns(plan, columns)
    return Rescored(columns, found.raw, found.printed, found.coverage)


def change_rows(plan: Plan, row: Coded, changes: Sequence[Mapping[str, int]]) -> Coded:
    """Make one row for each set of changes to a response."""
    rows = np.repeat(row, len(changes))
    bits = rows.view(plan.coder.wire)
    for place, change in enumerate(changes):
        for item, answer in change.items():
            bits[item][place] = answer
    return rows


def open_row(plan: Plan, row: Coded) -> Coded:
    """Forget which items were not asked: a changed answer may cause them to be."""
    opened = row.copy()
    bits = opened.view(plan.coder.wire)
    for key, _ in plan.coder.conditions:
        if state_of(row[key])[0] == NOT_ASKED:
            is_number = row[key].dtype.kind == "f"
            bits[key] = QUIET_NAN if is_number else UNANSWERED
    return opened
