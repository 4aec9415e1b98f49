"""The scorecard: one response's results with the fingerprints of their origin."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from scoring.kernel.stages import NO_STAGE

if TYPE_CHECKING:
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores


@dataclass(frozen=True)
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


def _band(scores: Scores, rule: str, row: int) -> str | None:
    place = int(scores.stage[rule][row])
    return None if place == NO_STAGE else scores.plan.rule_of(rule).bands[place].key


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
