"""What would clear a level: few answer steps, found by scoring again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import NOT_ASKED, QUIET_NAN, UNANSWERED, state_of
from scoring.kernel.coding import decode_item
from scoring.study.diagnostics.diagnosis import Clearing, Raise
from scoring.study.diagnostics.samples import observe
from scoring.study.diagnostics.steps import list_ladders
from scoring.study.rescoring import change_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.study.diagnostics.diagnosis import Level
    from scoring.study.diagnostics.pattern import Pattern
    from scoring.study.diagnostics.samples import Sample
    from scoring.study.diagnostics.steps import Ladders, Step

    Truth = NDArray[np.bool_]
    Made = dict[str, int]
    """How many steps are made by item."""


@dataclass(frozen=True)
class Case:
    """One response under one pattern.

    Attributes:
        row: the coded response.
        earlier: the one of an earlier round; None without.
    """

    plan: Plan
    pattern: Pattern
    row: Coded
    earlier: Coded | None = None

    def observe(self, rows: Coded | None = None) -> Sample:
        """Take the values of the response, or of changed ones, as they are."""
        coded = self.row if rows is None else rows
        return observe(self.plan, coded, self.pattern.nodes, self.earlier)


def find_clearing(
    case: Case, sample: Sample, level: Level, names: Iterable[str]
) -> Clearing | None:
    """Find a few steps after which criteria hold no longer.

    The pattern proposes orders of steps, the most promising first. Of each the shortest
    beginning that clears is taken, and what is idle in it is taken back; a later order
    is followed only while it is shorter than what was found. On scales of equal steps
    these are the fewest there are, except where patchiness holds a finding of tools.

    Args:
        case: the response.
        sample: its values.
        level: the level to be cleared.
        names: the criteria that must hold no longer.
    """
    ladders = list_ladders(case.plan, case.row, case.pattern.raisable)
    trials = _Trials(case, _open_row(case.plan, case.row), ladders, frozenset(names))
    best: Made | None = None
    for route in case.pattern.plan_routes(sample, ladders, level):
        fewer = len(route) if best is None else sum(best.values()) - 1
        best = trials.shorten(route[:fewer]) or best
    if best is None:
        return None
    return Clearing(tuple(trials.describe(item, best[item]) for item in best))


def _open_row(plan: Plan, row: Coded) -> Coded:
    """Forget which items were not asked: a step may cause them to be."""
    opened = row.copy()
    bits = opened.view(plan.coder.wire)
    for key, _ in plan.coder.conditions:
        if state_of(row[key])[0] == NOT_ASKED:
            is_number = row[key].dtype.kind == "f"
            bits[key] = QUIET_NAN if is_number else UNANSWERED
    return opened


@dataclass(frozen=True)
class _Trials:
    """A response scored again with steps made."""

    case: Case
    opened: Coded
    ladders: Ladders
    names: frozenset[str]

    def clears(self, trials: Sequence[Made]) -> Truth:
        """Tell which of several trials leave none of the criteria standing."""
        plan, pattern = self.case.plan, self.case.pattern
        changes = [
            {item: self.ladders[item][count - 1].bits for item, count in made.items()}
            for made in trials
        ]
        rows = change_rows(plan, self.opened, changes)
        plan.coder.apply_conditions(rows)
        criteria = pattern.judge(pattern.read(self.case.observe(rows)))
        standing = [c.holds for c in criteria if c.name in self.names]
        cleared: Truth = ~np.logical_or.reduce(standing)
        return cleared

    def shorten(self, route: Sequence[Step]) -> Made | None:
        """Cut a route where it clears, and take back what is not needed."""
        trials, made = [], dict[str, int]()
        for step in route:
            made[step.item] = made.get(step.item, 0) + 1
            trials.append(dict(made))
        cleared = self.clears(trials) if trials else np.zeros(0, dtype=np.bool_)
        if not cleared.any():
            return None
        return self._take_back(trials[int(cleared.argmax())])

    def _take_back(self, made: Made) -> Made:
        """Undo single steps, the last first, while the rest still clears."""
        while True:
            fewer = [_undo(made, item) for item in reversed(made)]
            cleared = self.clears([*fewer, made])[:-1]
            if not cleared.any():
                return made
            made = fewer[int(cleared.argmax())]

    def describe(self, key: str, count: int) -> Raise:
        """Tell what the steps of one item come to."""
        instrument, steps = self.case.plan.instrument, self.ladders[key]
        item, now = instrument.items[key], self.case.row[key]
        bits = np.dtype(f"<u{now.dtype.itemsize}")
        needed = np.array([steps[count - 1].bits], dtype=bits).view(now.dtype)
        return Raise(
            key,
            decode_item(instrument, item, now),
            decode_item(instrument, item, needed),
            steps[0].before,
            steps[count - 1].value,
            count,
        )


def _undo(made: Made, item: str) -> Made:
    fewer = {key: count - (key == item) for key, count in made.items()}
    return {key: count for key, count in fewer.items() if count}
