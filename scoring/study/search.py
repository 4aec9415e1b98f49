"""The search for few changes of a response that reach a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import NOT_APPLICABLE, NOT_ASKED, state_of
from scoring.study.candidates import list_candidates
from scoring.study.fewest import find_fewer
from scoring.study.levels import list_candidate_levels
from scoring.study.rescoring import open_row
from scoring.study.worth import worth_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.kernel.coding import Coded
    from scoring.study.trials import Change, Outcome, Trials
    from scoring.study.worth import Worth

_DECIMALS = 12
"""Gains that agree to so many decimals are equal; the item asked first wins."""

_AT_A_TIME = 4
"""Moves made at once while together they close less than half of what is missing."""

_PROBES = 32
"""Levels tried at a time when one is lowered."""


class Search:
    """One search, step by step; deterministic.

    Attributes:
        base: the response, with what was not asked as unanswered.
        row: the response with the changes made so far.
        changes: the bits of the new answers by item, in the order found.
        moves: the changes that were tried last.
        is_fewest: whether it is proved that no fewer changes would do.
    """

    def __init__(self, trials: Trials, row: Coded) -> None:
        self.trials = trials
        self.base = open_row(trials.plan, row)
        self.row = self.base.copy()
        self.changes: dict[str, int] = {}
        self.candidates = {
            one.item: one
            for one in list_candidates(trials.plan, trials.rule, trials.minima)
        }
        self.moves: list[Change] = []
        self.is_fewest = False
        self.worths: dict[str, Worth | None] = {
            key: worth_of(trials.plan, self.base, key) for key in self.candidates
        }
        self._levels: dict[str, list[int]] = {}
        self._tops: dict[str, list[int]] = {}
        self._closed: frozenset[str] | None = None

    def find_changes(self) -> dict[str, int] | None:
        """Find changes none of which can be left out; None if none suffice.

        They are the fewest where `is_fewest` says so.
        """
        while not (outcome := self._try_moves()).reached[-1]:
            chosen = self._choose(outcome)
            if not chosen:
                return None
            for move in chosen:
                self._make(*move)
        self._take_back()
        fewer, self.is_fewest = find_fewer(self, self.changes)
        if fewer is not None:
            self._start_from(fewer)
        if self._lower_all():
            self._take_back()
        return self.changes

    def _start_from(self, changes: dict[str, int]) -> None:
        """Forget all changes and make others."""
        self.changes, self.row = {}, self.base.copy()
        for item, answer in changes.items():
            self._make(item, answer)

    def _try_moves(self) -> Outcome:
        """Try every open item at its best, and last to change nothing."""
        self.moves = self._list_moves()
        item = next(iter(self.candidates), self.base.dtype.names[0])  # type: ignore[index]
        stay = (item, self._bits(self.row, item))
        return self.trials.run(self.trials.change(self.row, [*self.moves, stay]))

    def _choose(self, outcome: Outcome) -> list[Change]:
        """Choose the moves that close most, several while the way is still long.

        One that closes nothing is chosen too: of two equally weak items under a minimum
        neither helps without the other. What stays idle is taken back later.
        """
        closed, grown = _gains(outcome)
        order = np.lexsort((np.arange(len(self.moves), 0, -1), grown, closed))[::-1]
        chosen: dict[str, int] = {}
        left = float(outcome.missing[-1]) / 2
        for place in order[:_AT_A_TIME].tolist():
            left -= closed[place]
            if (closed[place], grown[place]) < (0.0, 0.0) or (chosen and left < 0):
                break
            item, answer = self.moves[place]
            chosen.setdefault(item, answer)
        return list(chosen.items())

    def _list_moves(self) -> list[Change]:
        closed = self._find_closed()
        return [
            (key, answer)
            for key in self.candidates
            if key not in self.changes and key not in closed
            for answer in self._top(key)
        ]

    def _find_closed(self) -> frozenset[str]:
        """Find the items that do not apply; with conditions this may change."""
        if self._closed is None or self.trials.plan.coder.conditions:
            asked = self.row.copy()
            self.trials.plan.coder.apply_conditions(asked)
            never = {NOT_ASKED, NOT_APPLICABLE}
            found = (key for key in self.candidates if state_of(asked[key])[0] in never)
            self._closed = frozenset(found)
        return self._closed

    def _top(self, key: str) -> list[int]:
        """Give the best answer to an item; all of them where best is not known."""
        if key not in self._tops:
            candidate, levels = self.candidates[key], self.levels_of(key)
            scored = self.worths[key] is not None
            every = candidate.stands_in_table or candidate.gates or not scored
            self._tops[key] = levels[-_PROBES:] if every else levels[-1:]
        return self._tops[key]

    def levels_of(self, key: str) -> list[int]:
        """List the better answers to an item, the least valuable first."""
        if key not in self._levels:
            candidate, now = self.candidates[key], self.base[key]
            instrument = self.trials.plan.instrument
            found = list_candidate_levels(instrument, candidate, now, self.worths[key])
            self._levels[key] = found
        return self._levels[key]

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
        """Lower every level as far as the stage allows; tell if any moved.

        Where one step down alone loses the stage, more steps down lose it too; only
        in a decision table fewer points may be better.
        """
        before = dict(self.changes)
        lower = {item: self._list_lower(item) for item in reversed(before)}
        down = [(item, levels[-1]) for item, levels in lower.items() if levels]
        if not down:
            return False
        held = self.trials.run(self.trials.change(self.row, down)).reached.tolist()
        for (item, _), reached in zip(down, held, strict=True):
            if reached or self.candidates[item].stands_in_table:
                self._lower(item, lower[item])
        return self.changes != before

    def _list_lower(self, item: str) -> list[int]:
        levels = self.levels_of(item)
        return levels[: levels.index(self.changes[item])]

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
