"""Stages: the highest band of a ladder whose bound and gates are all met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from instruments.model.conditions import Comparison
from scoring.kernel.codes import NOT_APPLICABLE, NOT_ASKED, state_of
from scoring.kernel.conditions import compile_condition
from scoring.kernel.rounding import STEP_EDGE, count_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from instruments.model.stages import Band, Gate, StageRule
    from scoring.kernel.codes import Columns
    from scoring.kernel.conditions import Test

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]

NO_STAGE = -1

_EDGE = 1e-12
"""Scores this close to a bound are on it: binary sums miss decimal bounds."""


@dataclass(frozen=True)
class NodeMinimum:
    """A gate on a node: not met by a node without a score."""

    gate: Gate
    place: int
    at_least: float

    def met(self, columns: Columns, score: Values) -> Truth:
        """Compare the node's score; `score` is (nodes, rows)."""
        del columns
        with np.errstate(invalid="ignore"):
            reached: Truth = score[self.place] >= self.at_least - _EDGE
        return reached


@dataclass(frozen=True)
class ItemMinimum:
    """A gate on an item: an item that does not apply leaves it."""

    gate: Gate
    item: str
    test: Test

    def met(self, columns: Columns, score: Values) -> Truth:
        """Compare the answer; not applicable and not asked pass."""
        del score
        state = state_of(columns[self.item])
        absent = (state == NOT_APPLICABLE) | (state == NOT_ASKED)
        passed: Truth = self.test.holds(columns) | absent
        return passed


Minimum = NodeMinimum | ItemMinimum


@dataclass(frozen=True)
class Rule:
    """A compiled stage rule.

    Attributes:
        place: the column of the node that is staged.
        gates: the minima of each band, in the order of the bands.
    """

    key: str
    place: int
    declared: StageRule
    gates: tuple[tuple[Minimum, ...], ...]

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands, rising."""
        return self.declared.bands

    def find_stage(self, columns: Columns, score: Values) -> NDArray[np.int8]:
        """Place each row: the index of its band, NO_STAGE for none.

        Args:
            columns: coded answers, for gates on items.
            score: printed scores, (nodes, rows).
        """
        value = score[self.place]
        held = ~np.isnan(value)
        stage = np.full(value.shape, NO_STAGE, dtype=np.int8)
        for number in range(len(self.bands)):
            held &= self.reaches(value, number)
            for gate in self.gates[number]:
                held &= gate.met(columns, score)
            stage += held
        return stage

    def reaches(self, value: Values, number: int) -> Truth:
        """Tell where a score has reached the lower bound of a band.

        The first band has no bound to reach: every score is in it at least.
        """
        if number == 0:
            return ~np.isnan(value)
        lower, edge = self.bands[number].lower, _EDGE
        if step := self.declared.round_to:
            value = count_steps(value, step)
            lower, edge = lower / step, STEP_EDGE
        with np.errstate(invalid="ignore"):
            if self.declared.edge == "included":
                reached: Truth = value >= lower - edge
            else:
                reached = value > lower + edge
        return reached


def compile_rule(instrument: Instrument, key: str, nodes: list[str]) -> Rule:
    """Compile a stage rule over the columns of the scored nodes."""
    declared = instrument.stages[key]
    gates = tuple(
        tuple(_compile_gate(instrument, gate, nodes) for gate in band.gates)
        for band in declared.bands
    )
    return Rule(key, nodes.index(declared.of), declared, gates)


def _compile_gate(instrument: Instrument, gate: Gate, nodes: list[str]) -> Minimum:
    if gate.node is not None:
        return NodeMinimum(gate, nodes.index(gate.node), float(gate.at_least))
    shape: dict[str, Any] = {"item": gate.item, "at_least": gate.at_least}
    test = compile_condition(instrument, Comparison(**shape))
    return ItemMinimum(gate, str(gate.item), test)
