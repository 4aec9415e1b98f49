"""Drift: kept scorecards that are not what the kept answers score today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meter.comparison.errors import LostScorecardError, StaleCodesError
from meter.comparison.frames import round_answers, round_results
from meter.fieldwork.rounds import get_round
from meter.storage.repository import rounds
from scoring.kernel.engine import score_coded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from meter.records import Round, Unit
    from meter.storage import Store
    from scoring.kernel.results import Scores

SCORE_DRIFT_MAX = 1e-12
"""How far apart two sums of the same scores may be."""

MOST_NAMES = 10
"""How many units a sentence names."""


def list_score_drift(store: Store, round_id: int) -> list[Unit]:
    """Score the answers of a round again; list the units whose scorecard differs.

    It differs in a score, a coverage, a stage or the fingerprint of the method.
    Nothing is changed.

    Raises:
        NotFoundError: there is no such round.
        NotScoredError: its instrument measures nothing.
        LostScorecardError: a submitted response has no scorecard that fits.
        StaleCodesError: the answers have to be coded anew first.
    """
    kept = round_results(store, round_id, whole=True)
    answers = round_answers(store, round_id, whole=True)
    row_of = {unit_id: row for row, unit_id in enumerate(answers.unit_ids)}
    coded = answers.coded[[row_of[unit.id] for unit in kept.units]]
    moved = _differ(kept.scores, score_coded(kept.plan, coded))
    otherwise = {unit.id for unit in kept.scored_otherwise}
    return [
        unit
        for unit, has_moved in zip(kept.units, moved.tolist(), strict=True)
        if has_moved or unit.id in otherwise
    ]


def check_scores(store: Store) -> Iterator[str]:
    """Check the scorecards of every round; say a sentence for each that is off."""
    with store.read() as connection:
        asked = [get_round(connection, n) for n in rounds.list_round_ids(connection)]
    for one in asked:
        if one.method is not None:
            yield from _check_round(store, one)


def _check_round(store: Store, asked: Round) -> Iterator[str]:
    try:
        moved = list_score_drift(store, asked.id)
    except (LostScorecardError, StaleCodesError) as error:
        yield str(error)
        return
    if moved:
        yield (
            f'In the round "{asked.key}" the answers of {_name(moved)} score otherwise'
            " than their scorecards say."
        )


def _differ(one: Scores, other: Scores) -> NDArray[np.bool_]:
    """Tell by row whether scores, coverages or stages differ."""
    differs = np.zeros(len(one), dtype=np.bool_)
    for a, b in ((one.score, other.score), (one.coverage, other.coverage)):
        same = np.isclose(a, b, rtol=0, atol=SCORE_DRIFT_MAX, equal_nan=True)
        differs |= ~same.all(axis=1)
    for rule, held in one.stage.items():
        differs |= held != other.stage[rule]
    return differs


def _name(units: list[Unit]) -> str:
    names = ", ".join(unit.name for unit in units[:MOST_NAMES])
    more = len(units) - MOST_NAMES
    return f"{names} and {more} more" if more > 0 else names
