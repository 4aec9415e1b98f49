"""Scores of a round that count, as they were kept at submission."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from meter.comparison.frames import recall_results
from webapp.api import models
from webapp.api.base import ROUND, api, blueprint, needs, replies
from webapp.api.ownership import get_read_round
from webapp.api.paging import cut, link_next
from webapp.api.problems import refuse
from webapp.api.tokens import bearer, current_caller
from webapp.current import store
from webapp.masking import show_results
from webapp.security import policy

if TYPE_CHECKING:
    from typing import Any

    from meter.comparison.frames import RoundResults

NOT_SCORED = "The round is not scored: its instrument measures nothing."


@blueprint.get(f"{ROUND}/scores")
@policy(bearer("read:scores"))
@api.validate(
    query=models.PageQuery,
    resp=replies(models.ScoreList, 409),
    security=needs("read:scores"),
    tags=("scores",),
    operation_id="list_scores",
)
def scores(round_key: str) -> Any:
    """List the scores of the units whose results count, by the ids of the units.

    A researcher reads numbers in place of names and ids, as on the pages.
    """
    asked = get_read_round(round_key)
    if asked.method is None:
        refuse(409, NOT_SCORED)
    reader = current_caller().account.id
    results = show_results(asked, recall_results(store(), asked.id), reader)
    rows = sorted(range(len(results.units)), key=lambda row: results.units[row].id)
    part, cursor = cut(rows, lambda row: results.units[row].id)
    found = models.ScoreList(
        items=[describe_scores(results, row) for row in part],
        next=cursor,
        method=asked.method,
        method_fingerprint=results.plan.method_fingerprint,
    )
    return found, 200, link_next(cursor)


def describe_scores(results: RoundResults, row: int) -> models.Score:
    """Write the results of a unit, node by node."""
    unit, found = results.units[row], results.scores
    nodes = {
        key: models.NodeScore(
            score=_write(found.score[row, place]),
            coverage=_write(found.coverage[row, place]),
        )
        for place, key in enumerate(results.plan.nodes)
    }
    stages = {rule.key: found.stage_keys(rule.key)[row] for rule in results.plan.rules}
    return models.Score(unit=unit.id, name=unit.name, nodes=nodes, stages=stages)


def _write(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
