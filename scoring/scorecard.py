"""The scorecard: one response's results with the fingerprints of their origin."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.kernel.results import Scores
from scoring.kernel.stages import NO_STAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Rule


@dataclass(frozen=True, slots=True)
class NodeScore:
    """The result of one node.

    Attributes:
        score: 0..1; None where there is none.
        coverage: 0..1; None where nothing applies.
        stage: band of the node's first stage rule; None without rule or stage.
    """

    score: float | None
    coverage: float | None
    stage: str | None


@dataclass(frozen=True)
class Scorecard:
    """A response's results, kept as they were when it was scored.

    Attributes:
        instrument: key of the instrument.
        version: its version.
        meaning: fingerprint of what its answers mean.
        method: key of the method.
        method_fingerprint: hash of all that turned answers into scores.
        nodes: results by node, top down.
        stages: band by stage rule; None for no stage.
    """

    instrument: str
    version: str
    meaning: str
    method: str
    method_fingerprint: str
    nodes: dict[str, NodeScore]
    stages: dict[str, str | None]

    def to_document(self) -> dict[str, Any]:
        """Write the scorecard as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Scorecard:
        """Read what `to_document` wrote."""
        nodes = {key: NodeScore(**node) for key, node in document["nodes"].items()}
        return cls(**{**document, "nodes": nodes})

    def fits(self, plan: Plan) -> bool:
        """Tell whether it holds the nodes and stage rules of a plan, and no others.

        The method behind it may still be another one: its fingerprint tells.
        """
        if set(self.nodes) != set(plan.nodes):
            return False
        places = {rule.key: _number_bands(rule) for rule in plan.rules}
        return set(self.stages) == set(places) and all(
            band in places[rule] for rule, band in self.stages.items()
        )


def make_scorecard(plan: Plan, scores: Scores, row: int = 0) -> Scorecard:
    """Take one response's row out of a batch."""
    instrument = plan.instrument
    stages = {rule.key: _band(scores, rule.key, row) for rule in plan.rules}
    main = {plan.nodes[rule.place]: stages[rule.key] for rule in reversed(plan.rules)}
    nodes = {
        key: NodeScore(_known(score), _known(coverage), main.get(key))
        for key, score, coverage in zip(
            plan.nodes,
            scores.score[row].tolist(),
            scores.coverage[row].tolist(),
            strict=True,
        )
    }
    return Scorecard(
        instrument.key,
        instrument.version,
        instrument.meaning,
        plan.method_key,
        plan.method_fingerprint,
        nodes,
        stages,
    )


def make_scores(plan: Plan, scorecards: Sequence[Scorecard]) -> Scores:
    """Put scorecards back into a batch, a row each; nothing is computed.

    Args:
        plan: what the arrays are laid out by.
        scorecards: all of them fit the plan.
    """
    shape = len(scorecards), len(plan.nodes)
    rows = [[card.nodes[key] for key in plan.nodes] for card in scorecards]
    scores = [node.score for row in rows for node in row]
    coverages = [node.coverage for row in rows for node in row]
    return Scores(
        plan,
        np.array(scores, dtype=np.float64).reshape(shape),
        np.array(coverages, dtype=np.float64).reshape(shape),
        {rule.key: _place(rule, scorecards) for rule in plan.rules},
    )


def _place(rule: Rule, scorecards: Sequence[Scorecard]) -> NDArray[np.int8]:
    places = _number_bands(rule)
    held = [places[card.stages[rule.key]] for card in scorecards]
    return np.array(held, dtype=np.int8)


def _number_bands(rule: Rule) -> dict[str | None, int]:
    places: dict[str | None, int] = {None: NO_STAGE}
    for place, band in enumerate(rule.bands):
        places[band.key] = place
    return places


def _band(scores: Scores, rule: str, row: int) -> str | None:
    place = int(scores.stage[rule][row])
    return None if place == NO_STAGE else scores.plan.rule_of(rule).bands[place].key


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
