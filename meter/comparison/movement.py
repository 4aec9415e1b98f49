"""Movement: how far units have come from one round to a later one.

Scores are read as they were kept. What the two rounds did not ask and count alike is
left out of the movement by linking the later scores to the former ones
(`scoring.study.chaining`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from meter.comparison.frames import recall_results, round_answers
from meter.comparison.moved_items import list_moved_items
from meter.fieldwork.rounds import list_rounds
from scoring.study.chaining import NO_ROUND, Fielding, chain_scores

if TYPE_CHECKING:
    from meter.comparison.frames import RoundResults
    from meter.comparison.moved_items import MovedItem
    from meter.records import Round, Unit
    from meter.storage import Store
    from scoring.study.breaks import Break
    from scoring.study.chaining import Chain


@dataclass(frozen=True)
class Moved:
    """One unit's scores of a node in two rounds, 0..1; None for no score.

    Attributes:
        linked: the later score linked to the former one, beyond 0..1 too; None where
            the rounds have nothing in common for the node.
        change: the linked score less the former one.
    """

    unit: Unit
    former: float | None
    later: float | None
    linked: float | None

    @property
    def change(self) -> float | None:
        """The linked score less the former one; None where either is missing."""
        if self.former is None or self.linked is None:
            return None
        return self.linked - self.former


@dataclass(frozen=True)
class Movement:
    """Two rounds side by side.

    Attributes:
        fieldings: the answers of the former and of the later round.
        units: those that have submitted in both, by name.
        only_former, only_later: those that have submitted in one alone.
    """

    former: RoundResults
    later: RoundResults
    fieldings: tuple[Fielding, Fielding]
    chain: Chain
    units: tuple[Unit, ...]
    only_former: tuple[Unit, ...]
    only_later: tuple[Unit, ...]

    def list_moved(self, node: str) -> list[Moved]:
        """List the units in both rounds with their scores of a node both score."""
        column = self.chain.nodes.index(node)
        before, after = self.chain.rounds
        there, here = (_number(one.units) for one in (before, after))
        goes_on = after.former[:, column] != NO_ROUND
        linked = np.where(goes_on, after.linked[:, column], np.nan)
        return [
            Moved(
                unit,
                _known(before.raw[there[str(unit.id)], column]),
                _known(after.raw[here[str(unit.id)], column]),
                _known(linked[here[str(unit.id)]]),
            )
            for unit in self.units
        ]

    @cached_property
    def items(self) -> tuple[MovedItem, ...]:
        """The items that both rounds asked alike, with how far the room moved."""
        return tuple(list_moved_items(*self.fieldings))

    def find_break(self, node: str) -> Break | None:
        """Find what keeps the two rounds' scores of a node from being compared."""
        return self.chain.rounds[1].breaks.get((0, node))


def _number(units: tuple[str, ...]) -> dict[str, int]:
    return {unit: row for row, unit in enumerate(units)}


def _known(score: float) -> float | None:
    return None if np.isnan(score) else float(score)


def compare_rounds(store: Store, former_id: int, later_id: int) -> Movement:
    """Compare the submitted responses of two rounds of one instrument.

    Raises:
        NotFoundError: there is no such round.
        NotScoredError: an instrument measures nothing.
        LostScorecardError: a submitted response has no scorecard that fits.
        StaleCodesError: answers have to be coded anew first.
    """
    former, later = (recall_results(store, one) for one in (former_id, later_id))
    fieldings = _field(store, former_id, former), _field(store, later_id, later)
    shared = [node for node in later.plan.nodes if node in former.plan.nodes]
    before, after = ({unit.id: unit for unit in r.units} for r in (former, later))
    return Movement(
        former,
        later,
        fieldings,
        chain_scores(fieldings, shared),
        tuple(unit for key, unit in after.items() if key in before),
        tuple(unit for key, unit in before.items() if key not in after),
        tuple(unit for key, unit in after.items() if key not in before),
    )


def _field(store: Store, round_id: int, results: RoundResults) -> Fielding:
    answers = round_answers(store, round_id)
    row_of = {unit_id: row for row, unit_id in enumerate(answers.unit_ids)}
    coded = answers.coded[[row_of[unit.id] for unit in results.units]]
    units = [str(unit.id) for unit in results.units]
    return Fielding(answers.round.key, results.plan, units, coded, results.scores)


def list_former_rounds(store: Store, asked: Round) -> list[Round]:
    """List the owner's earlier scored rounds of the same instrument, newest first."""
    return [
        one
        for one in list_rounds(store, asked.owner_id)
        if one.id < asked.id
        and one.instrument_key == asked.instrument_key
        and one.method is not None
    ]
