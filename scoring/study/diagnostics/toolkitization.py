"""The toolkitization syndrome: tools are in place, what joins them is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.study.diagnostics.covering import cheapest_sum
from scoring.study.diagnostics.diagnosis import Sentence
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

    from instruments.model.diagnostics import Toolkitization
    from scoring.study.diagnostics.diagnosis import Level, Pair
    from scoring.study.diagnostics.pattern import Numbers
    from scoring.study.diagnostics.samples import Sample, Values
    from scoring.study.diagnostics.steps import Ladders, Step
    from scoring.study.diagnostics.values import Edge

    Truth = NDArray[np.bool_]

WORDS: dict[Level, str] = {
    "finding": (
        "Tools in place: {in_place}. The standards, governance and data that join "
        "them come to {glue} of 100, the tools to {tool}; {open} % of their links are "
        "open."
    ),
    "watch": (
        "Tools in place: {in_place}. The standards, governance and data that join "
        "them come to {glue} of 100, the tools to {tool}; worth watching."
    ),
    "none": (
        "Tools ({tool} of 100) and what joins them ({glue}) do not stand apart by more "
        "than chance explains, or by enough to matter."
    ),
}

FORMULA = (
    "B = mean(tool) - mean(glue). Pi = var / (m (1 - m)) of the themes' scores, m "
    "being their mean: 0 where all are alike, 1 where each is nothing or full. E = "
    "links with both ends in place / links with either; a link is a tool and an item "
    "that it requires, in place from {met} of 100. B gives a watch; with Pi or E a "
    "finding."
)


@dataclass(frozen=True)
class ToolkitizationPattern:
    """B = mean(tool) - mean(glue), with patchiness Pi and edge completion E.

    Pi = var(themes) / (m (1 - m)) with the mean m of their scores: 0 where all are
    alike, 1 where each is nothing or full. E = edges of tools with both ends in place /
    those with either; an edge is a tool and an item that it requires.

    Attributes:
        edges: tools and the items that they require.
    """

    declared: Toolkitization
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    edges: tuple[Edge, ...]

    @property
    def formula(self) -> Sentence:
        """B, Pi and E, and what is in place."""
        return Sentence(FORMULA, {"met": percent(self.declared.met)})

    @property
    def nodes(self) -> tuple[str, ...]:
        """The themes."""
        return self.declared.themes

    @property
    def raisable(self) -> tuple[str, ...]:
        """What joins the tools, and what they require."""
        return tuple(dict.fromkeys([*self.behind, *(to for _, to in self.edges)]))

    def read(self, sample: Sample) -> Numbers:
        """Give B with its two means, Pi, E and how many tools are in place."""
        tool, glue = sample.mean(self.ahead), sample.mean(self.behind)
        placed = reaches(sample.of(self.ahead), self.declared.met)
        return {
            "in_place": placed.sum(axis=1).astype(np.float64),
            "tool": tool,
            "glue": glue,
            "B": tool - glue,
            "Pi": measure_patchiness(np.array([sample.nodes[n] for n in self.nodes])),
            "E": self._complete(*self._find_ends(sample)),
        }

    def _find_ends(self, sample: Sample) -> tuple[Truth, Truth]:
        """Tell which edges have both ends in place and which either: (rows, edges)."""
        ends = [sample.of(edge[end] for edge in self.edges) for end in (0, 1)]
        known = ~np.isnan(ends[0]) & ~np.isnan(ends[1])
        first, second = (known & reaches(end, self.declared.met) for end in ends)
        return first & second, first | second

    def _complete(self, both: Truth, either: Truth) -> Values:
        with np.errstate(invalid="ignore", divide="ignore"):
            share: Values = both.sum(axis=1) / either.sum(axis=1)
        return share

    def judge(self, numbers: Numbers) -> list[Criterion]:
        """Hold B against two thresholds; a finding has Pi or E beside it."""
        declared = self.declared
        patchy = reaches(numbers["Pi"], declared.patchiness)
        loose = falls_below(numbers["E"], declared.links)
        wide = reaches(numbers["B"], declared.finding)
        return [
            Criterion("finding", "finding", "B", wide & (patchy | loose)),
            Criterion("watch", "watch", "B", reaches(numbers["B"], declared.watch)),
        ]

    def thresholds(self) -> dict[str, float]:
        """Name the thresholds of B, Pi and E, and of values."""
        return {
            "B.watch": self.declared.watch,
            "B.finding": self.declared.finding,
            "Pi.finding": self.declared.patchiness,
            "E.finding": self.declared.links,
            "tool.met": self.declared.met,
        }

    def measure(self, numbers: Mapping[str, float | None]) -> float:
        """Give B over its threshold."""
        return (numbers["B"] or 0.0) / (self.declared.finding or 1.0)

    def find_pairs(self, sample: Sample) -> tuple[Pair, ...]:
        """List none: claims are looked at elsewhere."""
        del sample
        return ()

    def plan_routes(
        self, sample: Sample, ladders: Ladders, level: Level
    ) -> Iterator[list[Step]]:
        """Raise what joins the tools, or complete links where these alone are short."""
        yield list(order_steps(ladders, self.behind))
        if level == "finding":
            yield self._complete_links(sample, ladders)

    def _complete_links(self, sample: Sample, ladders: Ladders) -> list[Step]:
        """Put in place the required items that bring E to its bound at the least cost.

        One that is put in place closes the links to tools that are, and opens those
        to tools that are not.
        """
        both, either = (ends[0] for ends in self._find_ends(sample))
        value = {
            item: float(sample.values[0, at]) for item, at in sample.columns.items()
        }
        gains: dict[str, float] = {}
        for place, (tool, to) in enumerate(self.edges):
            if value[to] < self.declared.met and not np.isnan(value[tool]):
                worth = 1.0 if either[place] else -self.declared.links
                gains[to] = gains.get(to, 0.0) + worth
        raises = {to: first_reaching(ladders, to, self.declared.met) for to in gains}
        costs = {to: len(steps) for to, steps in raises.items() if steps}
        needed = self.declared.links * either.sum() - both.sum()
        chosen = cheapest_sum(costs, gains, float(needed))
        return [step for to in chosen or () for step in raises[to]]

    def say(self, level: Level, numbers: Mapping[str, float | None]) -> list[Sentence]:
        """Say how many tools there are, how far apart they and their glue stand."""
        complete = numbers["E"]
        facts = {
            "in_place": int(numbers["in_place"] or 0),
            "tool": percent(numbers["tool"]),
            "glue": percent(numbers["glue"]),
            "open": 0.0 if complete is None else percent(1 - complete),
        }
        return [Sentence(WORDS[level], facts)]


def measure_patchiness(themes: Values) -> Values:
    """Give var / (m (1 - m)) of the scores of themes, (themes, rows); 0 at 0 and at 1.

    The variance is that of the themes themselves, divided by their number.
    """
    known = ~np.isnan(themes)
    count = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(themes, axis=0) / count
        spread = np.nansum((themes - mean) ** 2, axis=0) / count
        patchiness: Values = spread / (mean * (1 - mean))
    flat = (count > 0) & (spread < _FLAT)
    return np.where(flat, 0.0, patchiness)


_FLAT = 1e-15
"""A variance that is none."""
