"""Candidates for twinning: the units of a round, as the study of twins reads them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scoring.study.similarity import context_of
from scoring.study.twinning import Candidate
from scoring.study.weights import share_nominal

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from meter.comparison.frames import RoundResults
    from meter.records import Unit
    from scoring.kernel.plan import Plan


def list_candidates(
    results: RoundResults,
    *,
    taking_part: Container[int],
    naming: Container[int] = (),
    documented: Mapping[int, frozenset[str]] | None = None,
) -> list[Candidate]:
    """List the units of a round by name, each with its scores of the lowest nodes.

    What makes two units alike are all facts that the instrument's profile asks for.

    Args:
        results: the scored responses; a candidate is called as its unit is, and units
            of a round have different names.
        taking_part: ids of the units that agreed to be twinned.
        naming: ids of those that agreed that a twin sees their scores.
        documented: by id of the unit, the lowest nodes of which it has shown evidence:
            all that it can teach, none where it is not named. None asks for no
            evidence.
    """
    levels = {key: results.scores.node(key) for key in weigh_themes(results)}
    fields = [field.key for field in results.instrument.profile]
    return [
        Candidate(
            unit.name,
            {key: _known(scores[row]) for key, scores in levels.items()},
            context_of(results.instrument, unit.profile, fields),
            unit.id in taking_part,
            unit.id in naming,
            _shown_by(unit, documented),
        )
        for row, unit in enumerate(results.units)
    ]


def weigh_themes(results: RoundResults) -> dict[str, float]:
    """Weigh the lowest nodes of the first index: shares of it, which add up to 1.

    A node's share is the product of its nominal weights on the way down; one that is
    reached by several ways has the sum of theirs.
    """
    return _weigh_below(results.plan, results.plan.indices[0])


def _weigh_below(plan: Plan, node: str) -> dict[str, float]:
    if not plan.step_of(node).children:
        return {node: 1.0}
    found: dict[str, float] = {}
    for child, share in share_nominal(plan, node).items():
        for leaf, part in _weigh_below(plan, child).items():
            found[leaf] = found.get(leaf, 0.0) + share * part
    return found


def _known(score: float) -> float | None:
    return None if math.isnan(score) else float(score)


def _shown_by(
    unit: Unit, documented: Mapping[int, frozenset[str]] | None
) -> frozenset[str] | None:
    return None if documented is None else documented.get(unit.id, frozenset())
