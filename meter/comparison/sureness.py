"""Sureness: how far the ranks of a round rest on what its method could have chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from meter.comparison.frames import recall_results, round_answers
from meter.comparison.shelf import shelf_of
from scoring.uncertainty.sensitivity import vary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.alternatives import Alternatives
    from meter.comparison.frames import RoundResults
    from meter.storage import Store
    from scoring.kernel.coding import Coded
    from scoring.uncertainty.spread import NodeSpread, StageSpread

MOST_DRAWS = 400_000
"""Draws times units: beyond it a method's own number of draws is cut."""

FEWEST_DRAWS = 200
"""So many draws are made for any room: the ends of a band rest on ten of them."""


SAME = 1e-9
"""Scores this close are the same."""


@dataclass(frozen=True, eq=False)
class Sureness:
    """How sure the ranks of a round are; units as in its results.

    Attributes:
        draws: how often all was drawn.
        seed: where chance began.
        nodes: the spread of each index and staged node.
        stages: the spread of each stage rule.
        moved: how many units score otherwise today than was kept; their bands are of
            today's scores.
    """

    draws: int
    seed: int
    nodes: Mapping[str, NodeSpread]
    stages: Mapping[str, StageSpread]
    moved: int = 0


def rate_sureness(store: Store, round_id: int) -> Sureness | None:
    """Find the bands of ranks and scores of a round; None without alternatives.

    They are drawn from the kept answers. What was drawn is kept until other answers
    count.

    Raises:
        NotFoundError: there is no such round.
        NotScoredError: its instrument measures nothing.
        LostScorecardError: a submitted response has no scorecard that fits.
        StaleCodesError: the answers have to be coded anew first.
        ScoringError: a relative method cannot learn from so few units.
    """
    results = recall_results(store, round_id)
    declared = results.plan.method.alternatives
    if declared is None or not results.units:
        return None
    answers = round_answers(store, round_id)
    row_of = {unit_id: row for row, unit_id in enumerate(answers.unit_ids)}
    coded = answers.coded[[row_of[unit.id] for unit in results.units]]
    key = (
        "sureness",
        results.plan.method_fingerprint,
        results.plan.instrument.meaning,
        declared.model_dump_json(),
        coded.tobytes(),
    )
    return shelf_of(store).take(key, lambda: _draw(results, declared, coded))


def _draw(results: RoundResults, declared: Alternatives, coded: Coded) -> Sureness:
    units = [str(unit.id) for unit in results.units]
    found = vary(results.plan, coded, units, count_draws(declared, len(units)))
    same = np.isclose(
        found.published.score, results.scores.score, atol=SAME, equal_nan=True
    )
    moved = int((~same.all(axis=1)).sum())
    return Sureness(found.draws, found.seed, found.nodes, found.stages, moved)


def count_draws(declared: Alternatives, units: int) -> int:
    """Count the draws that are made for a room: as declared, fewer for very many."""
    return min(declared.draws, max(FEWEST_DRAWS, MOST_DRAWS // units))
