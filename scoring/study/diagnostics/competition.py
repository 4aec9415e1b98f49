"""The competition fallacy: what rankings count runs ahead of what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.study.diagnostics.diagnosis import Sentence
from scoring.study.diagnostics.pattern import Criterion, percent, reaches
from scoring.study.diagnostics.steps import order_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from instruments.model.diagnostics import Competition
    from scoring.study.diagnostics.diagnosis import Level, Pair
    from scoring.study.diagnostics.earlier import Earlier
    from scoring.study.diagnostics.pattern import Numbers
    from scoring.study.diagnostics.samples import Sample, Values
    from scoring.study.diagnostics.steps import Ladders, Step

WORDS: dict[Level, str] = {
    "finding": (
        "Answers on what outside rankings count come to {visible} of 100, those on "
        "what it rests on to {foundation}: {gap} points less."
    ),
    "watch": (
        "Answers on what outside rankings count come to {visible} of 100, those on "
        "what it rests on to {foundation}; worth watching."
    ),
    "none": (
        "Answers on what outside rankings count ({visible} of 100) and on what it "
        "rests on ({foundation}) do not stand apart by more than chance explains, or "
        "by enough to matter."
    ),
}

FORMULA = (
    "V = mean(visible) - mean(foundation). With an earlier round K = share of the "
    "gain that came from visible items / their share of the weight, and rank_only is "
    "1 where an outside rank rose and the score did not. V gives a watch or a "
    "finding, K a watch."
)

GAIN = (
    "{gain} % of the gain since the earlier round came from items that outside "
    "rankings count; they carry {weight} % of the weight."
)

RANK = (
    "The rank rose from {rank_before} to {rank_now}, while the score on fixed "
    "goalposts went from {score_before} to {score_now}."
)


@dataclass(frozen=True)
class CompetitionPattern:
    """V = mean(visible) - mean(foundation); K = share of gain / share of weight.

    The gain is that of all items whose value rose since the earlier round, each times
    its share of the index. V gives a watch or a finding, K a watch.

    Attributes:
        index: the node of which the items' shares of the weight are taken.
        earlier: the earlier round; None leaves K out.
        score_before: the index then, under the plan of today.
    """

    declared: Competition
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    index: str
    earlier: Earlier | None = None
    score_before: float | None = None

    @property
    def formula(self) -> Sentence:
        """V, and with an earlier round K."""
        return Sentence(FORMULA)

    @property
    def nodes(self) -> tuple[str, ...]:
        """The index, where there is an earlier round to compare it with."""
        return () if self.earlier is None else (self.index,)

    @property
    def raisable(self) -> tuple[str, ...]:
        """What outside rankings rest on."""
        return self.behind

    def read(self, sample: Sample) -> Numbers:
        """Give V and the two means; with an earlier round K and the two shares."""
        visible, foundation = sample.mean(self.ahead), sample.mean(self.behind)
        numbers = {"visible": visible, "foundation": foundation}
        numbers["V"] = visible - foundation
        if sample.earlier is not None:
            numbers |= self._read_gain(sample, sample.earlier)
            numbers |= self._read_rank(sample.nodes[self.index])
        return numbers

    def _read_gain(self, sample: Sample, earlier: Values) -> Numbers:
        rise = np.maximum(sample.values - earlier, 0.0)
        weights = (
            np.where(np.isnan(rise), 0.0, sample.weights) * sample.shares[self.index]
        )
        gain = np.nan_to_num(rise) * weights
        visible = sample.places(self.ahead)
        with np.errstate(invalid="ignore", divide="ignore"):
            of_gain: Values = gain[:, visible].sum(axis=1) / gain.sum(axis=1)
            of_weight: Values = weights[:, visible].sum(axis=1) / weights.sum(axis=1)
            found: dict[str, Values] = {"K": of_gain / of_weight}
        return {**found, "gain_share": of_gain, "weight_share": of_weight}

    def _read_rank(self, score: Values) -> Numbers:
        """Flag with 1 that a rank rose while the score on fixed goalposts did not.

        NaN where the ranks are not known.
        """
        before = np.full_like(score, np.nan)
        if self.score_before is not None:
            before[:] = self.score_before
        earlier, flag = self.earlier, np.full_like(score, np.nan)
        if earlier is not None and earlier.rank and earlier.rank_now:
            flag[:] = reaches(before - score, 0.0) & (earlier.rank_now < earlier.rank)
        return {"score_before": before, "score_now": score, "rank_only": flag}

    def judge(self, numbers: Numbers) -> list[Criterion]:
        """Hold V against two thresholds, and K against its own."""
        declared = self.declared
        criteria = [
            Criterion(
                "finding", "finding", "V", reaches(numbers["V"], declared.finding)
            ),
            Criterion("watch", "watch", "V", reaches(numbers["V"], declared.watch)),
        ]
        if "K" in numbers:
            concentrated = reaches(numbers["K"], declared.concentration)
            criteria.append(Criterion("concentration", "watch", "K", concentrated))
        return criteria

    def thresholds(self) -> dict[str, float]:
        """Name the thresholds of V and K."""
        return {
            "V.watch": self.declared.watch,
            "V.finding": self.declared.finding,
            "K.watch": self.declared.concentration,
        }

    def measure(self, numbers: Mapping[str, float | None]) -> float:
        """Give V over its threshold."""
        return (numbers["V"] or 0.0) / (self.declared.finding or 1.0)

    def find_pairs(self, sample: Sample) -> tuple[Pair, ...]:
        """List none: this pattern is about means."""
        del sample
        return ()

    def plan_routes(
        self, sample: Sample, ladders: Ladders, level: Level
    ) -> Iterator[list[Step]]:
        """Raise foundation items: the lowest first, or what weighs most."""
        del level
        yield list(order_steps(ladders, self.behind))
        if sample.earlier is not None:
            share = sample.shares[self.index]
            weighed = order_steps(
                ladders, self.behind, lambda item: float(share[sample.columns[item]])
            )
            yield list(weighed)

    def say(self, level: Level, numbers: Mapping[str, float | None]) -> list[Sentence]:
        """Say the two means, where the gain came from, and a rise in rank alone."""
        facts = {
            "visible": percent(numbers["visible"]),
            "foundation": percent(numbers["foundation"]),
            "gap": percent(numbers["V"]),
        }
        said = [Sentence(WORDS[level], facts)]
        if numbers.get("K") is not None:
            gain = percent(numbers["gain_share"])
            weight = percent(numbers["weight_share"])
            said.append(Sentence(GAIN, {"gain": gain, "weight": weight}))
        return said + self._say_rank(numbers)

    def _say_rank(self, numbers: Mapping[str, float | None]) -> list[Sentence]:
        now, before = numbers.get("score_now"), numbers.get("score_before")
        if self.earlier is None or numbers.get("rank_only") != 1 or now is None:
            return []
        facts = {
            "rank_before": self.earlier.rank,
            "rank_now": self.earlier.rank_now,
            "score_before": percent(before),
            "score_now": percent(now),
        }
        return [Sentence(RANK, facts)]
