"""The integration loophole: claims to residents without the work behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.study.diagnostics.covering import cheapest_support
from scoring.study.diagnostics.diagnosis import Pair, Sentence
from scoring.study.diagnostics.pattern import (
    Criterion,
    falls_below,
    first_reaching,
    percent,
    reaches,
)
from scoring.study.diagnostics.steps import order_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from instruments.model.diagnostics import Integration
    from scoring.study.diagnostics.diagnosis import Level
    from scoring.study.diagnostics.pattern import Numbers
    from scoring.study.diagnostics.samples import Sample
    from scoring.study.diagnostics.steps import Ladders, Step
    from scoring.study.diagnostics.values import Edge

    Truth = NDArray[np.bool_]

WORDS: dict[Level, str] = {
    "finding": (
        "{unsupported} of {claims} claims to residents and businesses rest on work "
        "inside the administration that is not yet reported."
    ),
    "watch": (
        "{unsupported} of {claims} claims to residents and businesses rest on work "
        "inside the administration that is not yet reported; worth watching."
    ),
    "none": (
        "What residents meet ({front} of 100) is not ahead of the work behind it "
        "({back}) by more than chance explains, or by enough to matter."
    ),
}

FORMULA = (
    "R = unsupported claims / claims. A claim is a front item worth {claimed} of 100 "
    "or more; it is unsupported where a back item that it requires is worth less than "
    "{met}. G = mean(front) - mean(back). R gives a watch; with enough claims and G a "
    "finding."
)


@dataclass(frozen=True)
class IntegrationPattern:
    """R = claims without the work behind them / claims; G = mean(front) - mean(back).

    A claim is a front item of a value that makes one; work behind it is a back item
    that it requires. A requirement that does not apply is no gap.

    Attributes:
        edges: front items and the back items that they require.
    """

    declared: Integration
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    edges: tuple[Edge, ...]

    @property
    def formula(self) -> Sentence:
        """R and G, and what a claim is."""
        claimed, met = percent(self.declared.claimed), percent(self.declared.met)
        return Sentence(FORMULA, {"claimed": claimed, "met": met})

    @property
    def nodes(self) -> tuple[str, ...]:
        """None: this pattern is about items."""
        return ()

    @property
    def raisable(self) -> tuple[str, ...]:
        """The back items."""
        return self.behind

    def read(self, sample: Sample) -> Numbers:
        """Give R with its two counts, and G with its two means."""
        front, back = sample.mean(self.ahead), sample.mean(self.behind)
        claims, unmet = self._find_claims(sample), self._find_unmet(sample)
        unsupported = claims & ((unmet.astype(np.int64) @ self._incidence()) > 0)
        weights = sample.weights[:, sample.places(self.ahead)]
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = (weights * unsupported).sum(axis=1) / (weights * claims).sum(axis=1)
        return {
            "claims": claims.sum(axis=1).astype(np.float64),
            "unsupported": unsupported.sum(axis=1).astype(np.float64),
            "R": ratio,
            "front": front,
            "back": back,
            "G": front - back,
        }

    def _find_claims(self, sample: Sample) -> Truth:
        """Tell which front items are claims: (rows, front items)."""
        return reaches(sample.of(self.ahead), self.declared.claimed)

    def _find_unmet(self, sample: Sample) -> Truth:
        """Tell which requirements are not met: (rows, edges)."""
        return falls_below(sample.of(back for _, back in self.edges), self.declared.met)

    def _incidence(self) -> NDArray[np.int64]:
        """Tell which edges belong to which front item: (edges, front items)."""
        fronts = np.array([front for front, _ in self.edges], dtype=np.str_)
        incidence: NDArray[np.int64] = (
            fronts[:, None] == np.array(self.ahead)[None, :]
        ).astype(np.int64)
        return incidence

    def judge(self, numbers: Numbers) -> list[Criterion]:
        """Hold R against its threshold; a finding has claims and a gap beside it."""
        declared = self.declared
        hollow = reaches(numbers["R"], declared.finding)
        enough = reaches(numbers["claims"], declared.least_claims)
        ahead = reaches(numbers["G"], declared.gap)
        return [
            Criterion("finding", "finding", "G", hollow & enough & ahead),
            Criterion("watch", "watch", "G", hollow),
        ]

    def thresholds(self) -> dict[str, float]:
        """Name the thresholds of R, of the claims, of G and of values."""
        return {
            "R.finding": self.declared.finding,
            "R.watch": self.declared.finding,
            "G.finding": self.declared.gap,
            "claims.finding": float(self.declared.least_claims),
            "front.claimed": self.declared.claimed,
            "back.met": self.declared.met,
        }

    def measure(self, numbers: Mapping[str, float | None]) -> float:
        """Give R over its threshold."""
        return (numbers["R"] or 0.0) / (self.declared.finding or 1.0)

    def find_pairs(self, sample: Sample) -> tuple[Pair, ...]:
        """List the claims of the first row with each unmet requirement."""
        claims = dict(zip(self.ahead, self._find_claims(sample)[0], strict=True))
        unmet = self._find_unmet(sample)[0]
        value = {
            item: float(sample.values[0, at]) for item, at in sample.columns.items()
        }
        return tuple(
            Pair(front, back, value[front], value[back])
            for (front, back), is_unmet in zip(self.edges, unmet, strict=True)
            if is_unmet and claims[front]
        )

    def plan_routes(
        self, sample: Sample, ladders: Ladders, level: Level
    ) -> Iterator[list[Step]]:
        """Support the claims that need least, or bring the back nearer as a whole."""
        pairs = self.find_pairs(sample)
        needs: dict[str, frozenset[str]] = {}
        for pair in pairs:
            needs[pair.front] = needs.get(pair.front, frozenset()) | {pair.back}
        claims = int(self._find_claims(sample)[0].sum())
        allowed = int(np.ceil(self.declared.finding * claims - 1e-9)) - 1
        supports = {
            pair.back: first_reaching(ladders, pair.back, self.declared.met)
            for pair in pairs
        }
        costs = {back: len(steps) for back, steps in supports.items() if steps}
        chosen = cheapest_support(costs, list(needs.values()), len(needs) - allowed)
        yield [step for back in chosen or () for step in supports[back]]
        if level == "finding":
            yield list(order_steps(ladders, self.behind))

    def say(self, level: Level, numbers: Mapping[str, float | None]) -> list[Sentence]:
        """Say how many claims are unsupported, or that front and back are near."""
        facts = {
            "unsupported": int(numbers["unsupported"] or 0),
            "claims": int(numbers["claims"] or 0),
            "front": percent(numbers["front"]),
            "back": percent(numbers["back"]),
        }
        return [Sentence(WORDS[level], facts)]
