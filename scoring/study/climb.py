"""The climb: one response, the steps that are left to each item, and what they need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.items import MultipleItem, NumberItem
from scoring.kernel.blocks import slice_columns
from scoring.kernel.codes import CHOSEN, GIVEN, NOT_APPLICABLE, NOT_ASKED, state_of
from scoring.kernel.coding import decode_item
from scoring.kernel.combining import fill_scores, hide_scores
from scoring.kernel.stages import NO_STAGE
from scoring.study.candidates import Candidate
from scoring.study.levels import list_levels, own_worth
from scoring.study.worth import Worth, worth_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.answers import Answer
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Rule

    Values = NDArray[np.float64]
    Answers = dict[str, int]
    """New answers by item, as bits."""

MET = 0.5
"""Value from which an item is in place for those that require it."""

EFFORT = 2
"""Effort of a step where none is declared: medium."""

QUARTERS = 4
"""A number rises in so many steps from one of its ends to the other."""

_DECIMALS = 9


@dataclass(frozen=True)
class Outcome:
    """What became of some sets of answers.

    Attributes:
        index: the score of the node in question; NaN for none.
        total: the sum of all nodes' scores, to tell sets of equal index.
        stage: the place of the band held; -1 for none, and without a rule.
    """

    index: Values
    total: Values
    stage: NDArray[np.int8]


@dataclass(frozen=True)
class Climb:
    """One response and how it may rise.

    Attributes:
        plan: a compiled instrument and method, fitted where the method is relative.
        row: the response, as a batch of one, with what was not asked as unanswered.
        node: the node whose score is to rise.
        rule: the stage rule that is looked at; None without one.
    """

    plan: Plan
    row: Coded
    node: str
    rule: Rule | None

    @cached_property
    def rungs(self) -> dict[str, list[int]]:
        """The better answers to each item that bears on the node, one step apart."""
        found = {
            key: self.rungs_of(key)
            for key in self.plan.instrument.items
            if key in self._reachable
        }
        return {key: rungs for key, rungs in found.items() if rungs}

    def rungs_of(self, key: str) -> list[int]:
        """List the better answers to an item that applies, one step apart."""
        if key not in self._rungs:
            self._rungs[key] = [] if key in self._closed else self._list_rungs(key)
        return self._rungs[key]

    @cached_property
    def _rungs(self) -> dict[str, list[int]]:
        return {}

    @cached_property
    def _closed(self) -> frozenset[str]:
        """The items that do not apply."""
        asked = self.row.copy()
        self.plan.coder.apply_conditions(asked)
        closed = {NOT_APPLICABLE, NOT_ASKED}
        items = self.plan.instrument.items
        return frozenset(key for key in items if state_of(asked[key])[0] in closed)

    @cached_property
    def _reachable(self) -> frozenset[str]:
        """What bears on the node, and all that this requires."""
        items: dict[str, None] = {}
        ahead = [key for node in self._list_nodes() for key in self._list_items(node)]
        while ahead:
            key = ahead.pop()
            if key not in items:
                items[key] = None
                ahead += self.requires(key)
        return frozenset(items)

    def _list_nodes(self) -> list[str]:
        nodes, ahead = dict[str, None](), [self.node]
        while ahead:
            nodes.setdefault(ahead.pop())
            step = self.plan.step_of(list(nodes)[-1])
            ahead += [self.plan.nodes[place] for place, _ in step.children]
        return list(nodes)

    def _list_items(self, node: str) -> list[str]:
        step = self.plan.step_of(node)
        return [*step.items, *(key for gate in step.gates for key in gate.items)]

    def requires(self, item: str) -> list[str]:
        """List the items that one requires, as declared."""
        items = self.plan.instrument.items
        return [key for key in items[item].requires if key in items]

    def worth(self, item: str) -> Worth | None:
        """Find how answers are valued: as the plan does, else as the item says."""
        if item not in self._worths:
            instrument = self.plan.instrument
            found = worth_of(self.plan, self.row, item)
            self._worths[item] = found or own_worth(instrument, instrument.items[item])
        return self._worths[item]

    @cached_property
    def _worths(self) -> dict[str, Worth | None]:
        return {}

    def _list_rungs(self, key: str) -> list[int]:
        item, now = self.plan.instrument.items[key], self.row[key]
        if isinstance(item, MultipleItem):
            return self._chain(key, item)
        levels = list_levels(self.plan.instrument, Candidate(key), now, self.worth(key))
        if not isinstance(item, NumberItem):
            return self._thin(key, levels)
        return self._quarter(key, levels)

    def _find_chosen(self, key: str, item: MultipleItem) -> int:
        """Give the chosen set, without an option that excludes the others."""
        chosen = self.bits(key) if self._is_given(key) else CHOSEN
        for place, option in enumerate(self.plan.instrument.options_of(item)):
            chosen &= ~(option.alone << place)
        return chosen

    def _chain(self, key: str, item: MultipleItem) -> list[int]:
        """Add, or of a reversed item leave, one option at a time, the best one first.

        Options that are worth nothing are no step.
        """
        options = self.plan.instrument.options_of(item)
        places = [p for p, option in enumerate(options) if not option.alone]
        most = len(options) if item.at_most is None else item.at_most
        chain, chosen = list[int](), self._find_chosen(key, item)
        best = self.value(key, self.bits(key)) if self._is_given(key) else -np.inf
        while True:
            sets = [chosen ^ 1 << place for place in places]
            fitting = [one for one in sets if one.bit_count() - 1 <= most]
            values = [self.value(key, one) for one in fitting]
            highest = max((v for v in values if not np.isnan(v)), default=-np.inf)
            if not round(highest - max(best, 0.0), _DECIMALS) > 0:
                return chain
            chosen = fitting[values.index(highest)]
            best = highest
            chain.append(chosen)

    def _is_given(self, key: str) -> bool:
        return bool(state_of(self.row[key])[0] == GIVEN)

    def value(self, key: str, bits: int) -> float:
        """Value one answer; NaN where it has no value."""
        worth = self.worth(key)
        column = self._column(key, bits)
        if worth is not None:
            return float(worth.value(column)[0])
        return np.nan

    def _column(self, key: str, bits: int) -> NDArray[np.generic]:
        now = self.row[key]
        raw = np.dtype(f"<u{now.dtype.itemsize}")
        return np.array([bits], dtype=raw).view(now.dtype)

    def _thin(self, key: str, levels: list[int]) -> list[int]:
        """Leave out answers that are worth no more than the one before."""
        if self.worth(key) is None:
            place = int(self.row[key][0]) if self._is_given(key) else GIVEN - 1
            return sorted(bits for bits in levels if bits > place)
        kept: list[int] = []
        if not levels:
            return kept
        given = self._is_given(key)
        best = self.value(key, self.bits(key) if given else levels[0])
        for bits in levels:
            value = self.value(key, bits)
            if round(value - best, _DECIMALS) > 0:
                kept.append(bits)
                best = value
        return kept

    def _quarter(self, key: str, levels: list[int]) -> list[int]:
        """Keep the first numbers that reach the next quarters of the way."""
        worth = self.worth(key)
        if worth is None or not levels:
            return []
        values = worth.value(np.array(levels, dtype=np.uint64).view(np.float64))
        lowest, highest = values[0], values[-1]
        if self._is_given(key):
            lowest = min(self.value(key, self.bits(key)), lowest)
        ends = worth.value(np.array(worth.ends)) if worth.ends else values[[0, -1]]
        low, width = min(ends), abs(ends[-1] - ends[0])
        marks = [low + width * k / QUARTERS for k in range(1, QUARTERS + 1)]
        marks = [m for m in marks if lowest < m - 1e-9 and m < highest - 1e-9]
        places = [int(np.argmax(values >= m - 1e-9)) for m in [*marks, highest]]
        return [levels[place] for place in dict.fromkeys(places)]

    def bits(self, key: str) -> int:
        """Give the present answer to an item."""
        return int(self.row.view(self.plan.coder.wire)[key][0])

    def count_steps(self, key: str, bits: int) -> int:
        """Count the steps from the present answer to another one, at least 1."""
        rungs = self.rungs_of(key)
        if bits in rungs:
            return rungs.index(bits) + 1
        value = self.value(key, bits)
        below = [r for r in rungs if self.value(key, r) < value - 1e-9]
        return len(below) + 1

    def effort(self, key: str, bits: int) -> int:
        """Give the steps times the declared effort of a step."""
        declared = self.plan.instrument.items[key].effort or EFFORT
        return declared * self.count_steps(key, bits)

    def decode(self, key: str, bits: int | None = None) -> Answer | None:
        """Give an answer, or the present one, as a respondent gave it."""
        column = self.row[key] if bits is None else self._column(key, bits)
        return decode_item(
            self.plan.instrument, self.plan.instrument.items[key], column
        )

    # What is required.

    def is_met(self, key: str, bits: int | None = None) -> bool:
        """Tell whether an answer, or the present one, is enough for what requires it.

        Enough is half of the way; any answer to an item without a value; and what does
        not apply.
        """
        if bits is None and key in self._closed:
            return True
        column = self.row[key] if bits is None else self._column(key, bits)
        if state_of(column)[0] != GIVEN:
            return False
        worth = self.worth(key)
        value = 1.0 if worth is None else float(worth.value(column)[0])
        return value >= MET - 1e-9

    def unmet(self, item: str) -> list[str]:
        """List the items that one requires and that are not in place."""
        return [key for key in self.requires(item) if not self.is_met(key)]

    def first_met(self, key: str) -> int | None:
        """Give the lowest answer that is enough; None where there is none."""
        enough = (bits for bits in self.rungs_of(key) if self.is_met(key, bits))
        return next(enough, None)

    def close(self, made: Mapping[str, int]) -> Answers | None:
        """Add what answers require and is not in place, what is required first.

        Returns:
            All answers in an order in which each stands on those before; None where
            something required cannot be put in place.
        """
        levels, ahead = dict(made), list(made)
        while ahead:
            for key in self.unmet(ahead.pop()):
                if key not in levels or not self.is_met(key, levels[key]):
                    needed = self.first_met(key)
                    if needed is None:
                        return None
                    levels[key] = needed
                    ahead.append(key)
        ordered: Answers = {}
        for item in levels:
            self._put(item, levels, ordered)
        return ordered

    def _put(self, item: str, levels: Answers, ordered: Answers) -> None:
        """Put an answer after those that it requires."""
        if item not in ordered:
            for key in self.unmet(item):
                self._put(key, levels, ordered)
            ordered[item] = levels[item]

    # Scoring again.

    def run(self, sets: Sequence[Mapping[str, int]]) -> Outcome:
        """Ask again, score and place the response with each set of answers."""
        rows = np.repeat(self.row, len(sets))
        bits = rows.view(self.plan.coder.wire)
        for place, answers in enumerate(sets):
            for item, answer in answers.items():
                bits[item][place] = answer
        self.plan.coder.apply_conditions(rows)
        columns = slice_columns(self.plan, rows)
        found = np.empty((2, len(self.plan.nodes), len(rows)))
        fill_scores(self.plan, columns, found)
        total = np.nansum(found[0], axis=0)
        index = found[0, self.plan.place_of(self.node)].copy()
        hide_scores(self.plan, found)
        stage = np.full(len(rows), NO_STAGE, dtype=np.int8)
        if self.rule is not None:
            stage = self.rule.find_stage(columns, found[0])
        return Outcome(index, total, stage)

    def name_stage(self, place: int) -> str | None:
        """Name the band at a place."""
        if self.rule is None or place == NO_STAGE:
            return None
        return self.rule.bands[place].key


def sum_effort(climb: Climb, answers: Mapping[str, int]) -> int:
    """Add up the effort of all answers."""
    return sum(climb.effort(item, bits) for item, bits in answers.items())


def required_by(climb: Climb, answers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Tell per item which others among some answers require it and lack it now."""
    listed = list(answers)
    return {
        key: tuple(one for one in listed if key in climb.unmet(one)) for key in listed
    }
