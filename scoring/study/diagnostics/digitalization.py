"""The digitalization fallacy: technology runs ahead of law, policy and organisation."""

from __future__ import annotations

import warnings
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.study.diagnostics.diagnosis import Sentence
from scoring.study.diagnostics.pattern import Criterion, percent, reaches
from scoring.study.diagnostics.steps import order_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from instruments.model.diagnostics import Digitalization
    from scoring.study.diagnostics.diagnosis import Level, Pair
    from scoring.study.diagnostics.pattern import Numbers
    from scoring.study.diagnostics.samples import Sample, Values
    from scoring.study.diagnostics.steps import Ladders, Step

WORDS: dict[Level, str] = {
    "strong": (
        "{node} stands at {score} of 100, the others at a median of {median}: {gap} "
        "points less. More equipment alone is unlikely to help; what it needs around "
        "it is far behind."
    ),
    "finding": (
        "{node} stands at {score} of 100, the others at a median of {median}: {gap} "
        "points less. More equipment alone is unlikely to help."
    ),
    "watch": (
        "{node} stands at {score} of 100, the others at a median of {median}; worth "
        "watching."
    ),
    "none": (
        "{node} ({score} of 100) is not ahead of the others (median {median}) by more "
        "than chance explains, or by enough to matter."
    ),
}

FORMULA = (
    "D = T - the median of the other nodes' scores, T being the score of {node}. D "
    "gives a level where T is high enough."
)

_PAST = 1e-7
"""How far a median has to pass the bound that it must not stand on."""


@dataclass(frozen=True)
class DigitalizationPattern:
    """D = T - median of the other nodes, where T is at least a minimum.

    T and the others are the nodes' exact scores. For the two guards they move as the
    means of their items do, weighted down the tree.

    Attributes:
        ahead: the items below the node of technology.
        behind: the items below the other nodes.
        title: the node's title.
    """

    declared: Digitalization
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    title: str

    @property
    def formula(self) -> Sentence:
        """T and D."""
        return Sentence(FORMULA, {"node": self.title})

    @property
    def nodes(self) -> tuple[str, ...]:
        """Technology first, then the others."""
        return (self.declared.node, *self.declared.others)

    @property
    def raisable(self) -> tuple[str, ...]:
        """The items below the other nodes."""
        return self.behind

    def read(self, sample: Sample) -> Numbers:
        """Give T, the median of the others that have a score, and D."""
        score = sample.nodes[self.declared.node]
        others = np.array([sample.nodes[node] for node in self.declared.others])
        median = _median_known(others)
        return {"T": score, "median": median, "D": score - median}

    def judge(self, numbers: Numbers) -> list[Criterion]:
        """Hold D against three thresholds where T is high enough."""
        declared = self.declared
        high = reaches(numbers["T"], declared.at_least)
        levels: list[tuple[Level, float]] = [
            ("strong", declared.strong),
            ("finding", declared.finding),
            ("watch", declared.watch),
        ]
        return [
            Criterion(level, level, "D", high & reaches(numbers["D"], bound))
            for level, bound in levels
        ]

    def thresholds(self) -> dict[str, float]:
        """Name the thresholds of T and D."""
        return {
            "T.at_least": self.declared.at_least,
            "D.watch": self.declared.watch,
            "D.finding": self.declared.finding,
            "D.strong": self.declared.strong,
        }

    def measure(self, numbers: Mapping[str, float | None]) -> float:
        """Give D over its threshold."""
        return (numbers["D"] or 0.0) / (self.declared.finding or 1.0)

    def find_pairs(self, sample: Sample) -> tuple[Pair, ...]:
        """List none: this pattern is about nodes."""
        del sample
        return ()

    def plan_routes(
        self, sample: Sample, ladders: Ladders, level: Level
    ) -> Iterator[list[Step]]:
        """Raise the other nodes where the median rises with the fewest steps.

        Exact where they are arithmetic means; what they lack else is made up by the
        steps that come after.
        """
        score = float(sample.nodes[self.declared.node][0])
        watch = level == "watch"
        bound = self.declared.watch if watch else self.declared.finding
        walks = [
            self._walk(sample, ladders, node)
            for node in self.declared.others
            if not np.isnan(sample.nodes[node][0])
        ]
        chosen = find_fewest([walk for walk, _ in walks], score - bound + _PAST)
        planned = [
            step
            for count, (_, steps) in zip(chosen, walks, strict=True)
            for step in steps[:count]
        ]
        made = {(step.item, step.bits) for step in planned}
        rest = order_steps(ladders, self.behind)
        yield planned + [step for step in rest if (step.item, step.bits) not in made]

    def _walk(
        self, sample: Sample, ladders: Ladders, node: str
    ) -> tuple[list[float], list[Step]]:
        """Give the scores of a node after 0, 1, 2 ... steps, and the steps."""
        shares = sample.shares[node] * ~np.isnan(sample.values[0])
        shares = shares / (shares.sum() or 1.0)
        share = {item: float(shares[place]) for item, place in sample.columns.items()}
        below = [item for item in ladders if share[item] > 0]
        steps = list(order_steps(ladders, below, share.__getitem__))
        gains = [share[step.item] * step.gain for step in steps]
        start = float(sample.nodes[node][0])
        return [start, *(start + np.cumsum(gains)).tolist()], steps

    def say(self, level: Level, numbers: Mapping[str, float | None]) -> list[Sentence]:
        """Say T, the median and D."""
        facts = {
            "node": self.title,
            "score": percent(numbers["T"]),
            "median": percent(numbers["median"]),
            "gap": percent(numbers["D"]),
        }
        return [Sentence(WORDS[level], facts)]


def _median_known(others: Values) -> Values:
    """Take the median of each column over what is known; NaN for nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        median: Values = np.nanmedian(others, axis=0)
    return median


def find_fewest(walks: Sequence[Sequence[float]], bound: float) -> list[int]:
    """Find the fewest steps after which the median of some numbers reaches a bound.

    Of n numbers the median is at least b where, for some x up to b, n // 2 + 1 of them
    are at least x, and (n + 1) // 2 of those at least 2 b - x. For odd n that is x = b.

    Args:
        walks: by number what it is after 0, 1, 2 ... steps, rising.
        bound: what the median has to reach.

    Returns:
        How many steps of each number; none where the bound is out of reach.
    """
    lows = {bound}
    if len(walks) % 2 == 0:
        values = {value for walk in walks for value in walk}
        lows |= {min(value, 2 * bound - value) for value in values}
    plans = [_plan_steps(walks, low, 2 * bound - low) for low in sorted(lows)]
    found = [plan for plan in plans if plan is not None]
    return min(found, key=sum, default=[0] * len(walks))


def _plan_steps(
    walks: Sequence[Sequence[float]], low: float, high: float
) -> list[int] | None:
    """Bring (n + 1) // 2 numbers to the high bound, and of an even n one to the low."""
    to_low = [_count_steps(walk, low) for walk in walks]
    to_high = [_count_steps(walk, high) for walk in walks]
    plans = []
    for extra in range(len(walks)) if len(walks) % 2 == 0 else [-1]:
        others = sorted(set(range(len(walks))) - {extra}, key=to_high.__getitem__)
        lifted = others[: (len(walks) + 1) // 2]
        plan = [to_high[k] if k in lifted else 0.0 for k in range(len(walks))]
        if extra >= 0:
            plan[extra] = to_low[extra]
        plans.append(plan)
    best = min(plans, key=sum)
    return None if np.isinf(sum(best)) else [int(count) for count in best]


def _count_steps(walk: Sequence[float], bound: float) -> float:
    """Count the steps until a number reaches a bound; infinite if it never does."""
    count = bisect_left(walk, bound)
    return count if count < len(walk) else np.inf
