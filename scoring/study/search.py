"""The search for the fewest changes of a response that reach a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import NOT_APPLICABLE, NOT_ASKED, state_of
from scoring.kernel.normalisation import is_scored
from scoring.study.candidates import list_candidates
from scoring.study.levels import list_levels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scoring.kernel.coding import Coded
    from scoring.study.trials import Change, Outcome, Trials

_DECIMALS = 12
"""Gains that agree to so many decimals are equal; the item asked first wins."""

_PROBES = 32
"""Levels tried at a time when one is lowered."""


class Search:
    """One search, step by step; deterministic.

    Attributes:
        base: the response, with what was not asked as unanswered.
        row: the response with the changes made so far.
        changes: the bits of the new answers by item, in the order found.
    """

    def __init__(self, trials: Trials, row: Coded) -> None:
        self.trials = trials
        self.base = trials.open_row(row)
        self.row = self.base.copy()
        self.changes: dict[str, int] = {}
        self.candidates = {
            one.item: one
            for one in list_candidates(trials.plan, trials.rule, trials.minima)
        }
        self._tops: dict[str, list[int]] = {}

    def find_changes(self) -> dict[str, int] | None:
        """Find changes none of which can be left out; None if none suffice."""
        if not self._raise_one_by_one():
            return None
        self._take_back()
        if self._lower_all():
            self._take_back()
        return self.changes

    def _raise_one_by_one(self) -> bool:
        """Make the most useful change until the stage is reached."""
        reached, gained = self._look(), True
        while not reached and gained:
            reached, gained = self._raise_one()
        return reached

    def _look(self) -> bool:
        return bool(self.trials.run(self.row).reached[0])

    def _raise_one(self) -> tuple[bool, bool]:
        """Try every item at its best; keep the one that closes most.

        One that closes nothing is kept too: of two equally weak items under a minimum
        neither helps without the other. What stays idle is taken back later.
        """
        moves = list(self._list_moves())
        if not moves:
            return False, False
        rows = self.trials.change(self.row, [*moves, self._stay(moves[0][0])])
        outcome = self.trials.run(rows)
        closed, grown = _gains(outcome)
        best = np.lexsort((np.arange(len(moves), 0, -1), grown, closed))[-1]
        if (closed[best], grown[best]) < (0.0, 0.0):
            return False, False
        self._make(*moves[best])
        return bool(outcome.reached[best]), True

    def _list_moves(self) -> Iterator[Change]:
        asked = self.row.copy()
        self.trials.plan.coder.apply_conditions(asked)
        for key in self.candidates:
            state = state_of(asked[key])[0]
            if key not in self.changes and state not in {NOT_ASKED, NOT_APPLICABLE}:
                for answer in self._top(key):
                    yield key, answer

    def _top(self, key: str) -> list[int]:
        """Give the best answer to an item; all of them where best is not known."""
        if key not in self._tops:
            candidate, levels = self.candidates[key], self._levels(key)
            scored = is_scored(
                self.trials.plan.instrument, self.trials.plan.instrument.items[key]
            )
            every = candidate.stands_in_table or candidate.gates or not scored
            self._tops[key] = levels[-_PROBES:] if every else levels[-1:]
        return self._tops[key]

    def _levels(self, key: str) -> list[int]:
        return list_levels(
            self.trials.plan.instrument, self.candidates[key], self.base[key]
        )

    def _stay(self, item: str) -> Change:
        return item, self._bits(self.row, item)

    def _bits(self, row: Coded, item: str) -> int:
        return int(row.view(self.trials.plan.coder.wire)[item][0])

    def _make(self, item: str, answer: int) -> None:
        self.changes[item] = answer
        self.row.view(self.trials.plan.coder.wire)[item] = answer

    def _unmake(self, item: str) -> None:
        del self.changes[item]
        self.row.view(self.trials.plan.coder.wire)[item] = self._bits(self.base, item)

    def _take_back(self) -> None:
        """Take back changes, the last ones first, as long as the stage is held."""
        while self.changes:
            items = list(self.changes)
            back = [(item, self._bits(self.base, item)) for item in items]
            kept = self.trials.run(self.trials.change(self.row, back)).reached
            idle = [item for item, reached in zip(items, kept, strict=True) if reached]
            if not idle:
                return
            self._unmake(idle[-1])

    def _lower_all(self) -> bool:
        """Lower every level as far as the stage allows; tell if any moved."""
        before = dict(self.changes)
        for item in reversed(before):
            levels = self._levels(item)
            self._lower(item, levels[: levels.index(self.changes[item])])
        return self.changes != before

    def _lower(self, item: str, levels: list[int]) -> None:
        """Find the least sufficient of rising levels, a few probes at a time."""
        while levels:
            places = np.unique(np.linspace(0, len(levels) - 1, _PROBES).astype(int))
            tried = [(item, levels[place]) for place in places]
            reached = self.trials.run(self.trials.change(self.row, tried)).reached
            enough = np.flatnonzero(reached)
            first = int(enough[0]) if enough.size else len(places)
            if enough.size:
                self._make(*tried[first])
            start = int(places[first - 1]) + 1 if first else 0
            end = int(places[first]) if enough.size else start
            levels = levels[start:end]


def _gains(outcome: Outcome) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Compare trials with the last one, which changes nothing."""
    closed = np.round(outcome.missing[-1] - outcome.missing[:-1], _DECIMALS)
    grown = np.round(outcome.total[:-1] - outcome.total[-1], _DECIMALS)
    return closed, grown
