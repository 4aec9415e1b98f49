"""The climb: one response, the steps that raise a node, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.codes import NOT_APPLICABLE, NOT_ASKED, state_of
from scoring.kernel.stages import NO_STAGE
from scoring.study.requirements import Requirements
from scoring.study.rescoring import change_rows, rescore
from scoring.study.rungs import Rungs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Rule

    Values = NDArray[np.float64]


@dataclass(frozen=True)
class Outcome:
    """What became of some sets of answers.

    Attributes:
        index: the score of the node in question, whatever its coverage; NaN for none.
        total: the sum of all nodes' scores, to tell sets of equal index.
        stage: the place of the band held; -1 for none, and without a rule.
    """

    index: Values
    total: Values
    stage: NDArray[np.int8]

    def cut(self, rows: slice) -> Outcome:
        """Take some of the sets."""
        return Outcome(self.index[rows], self.total[rows], self.stage[rows])


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
    def items(self) -> dict[str, Rungs]:
        """All items by key."""
        asked = self.row.copy()
        self.plan.coder.apply_conditions(asked)
        closed = {NOT_APPLICABLE, NOT_ASKED}
        return {
            key: Rungs(self.plan, self.row, key, state_of(asked[key])[0] not in closed)
            for key in self.plan.instrument.items
        }

    @cached_property
    def requirements(self) -> Requirements:
        """What the items require of each other."""
        return Requirements(self.items)

    @cached_property
    def rungs(self) -> dict[str, list[int]]:
        """The better answers to each item that bears on the node, one step apart."""
        reached = self._find_reachable()
        found = {k: one.steps for k, one in self.items.items() if k in reached}
        return {key: steps for key, steps in found.items() if steps}

    def _find_reachable(self) -> set[str]:
        """Find what bears on the node, and all that this requires."""
        found: set[str] = set()
        ahead = [key for step in self.plan.walk(self.node) for key in step.items]
        for step in self.plan.walk(self.node):
            ahead += [key for gate in step.gates for key in gate.items]
        while ahead:
            key = ahead.pop()
            if key not in found:
                found.add(key)
                ahead += self.requirements.of(key)
        return found

    def sum_effort(self, answers: Mapping[str, int]) -> int:
        """Add up the effort of all answers."""
        return sum(self.items[key].effort(bits) for key, bits in answers.items())

    def run(self, sets: Sequence[Mapping[str, int]]) -> Outcome:
        """Ask again, score and place the response with each set of answers."""
        found = rescore(self.plan, change_rows(self.plan, self.row, sets))
        stage = np.full(len(sets), NO_STAGE, dtype=np.int8)
        if self.rule is not None:
            stage = self.rule.find_stage(found.columns, found.score)
        return Outcome(found.raw[self.plan.place_of(self.node)], found.total, stage)

    def name_stage(self, place: int) -> str | None:
        """Name the band at a place."""
        if self.rule is None or place == NO_STAGE:
            return None
        return self.rule.bands[place].key
