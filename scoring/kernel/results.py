"""Scores: what a plan found for a batch of responses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.ranking import rank_rows
from scoring.kernel.stages import NO_STAGE
from scoring.provenance import MADE_BY, Provenance

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Rule

    Values = NDArray[np.float64]

_TIE = 12
"""Decimals in which two scores must differ, unless a method says otherwise."""


@dataclass(frozen=True)
class Scores:
    """Scores, coverage and stages of responses, one row each.

    Attributes:
        score: (responses, nodes), 0..1; NaN where there is no score.
        coverage: (responses, nodes), share of the weight that applies and is
            answered; NaN where nothing applies.
        stage: by stage rule the place of the band; -1 for none.
        bounds: the scores if all that is open were answered worst, and best, each
            (responses, nodes); None unless the method prints them.
    """

    plan: Plan
    score: Values
    coverage: Values
    stage: dict[str, NDArray[np.int8]]
    bounds: tuple[Values, Values] | None = None

    def __len__(self) -> int:
        return len(self.score)

    def node(self, key: str) -> Values:
        """Give the scores of one node.

        Raises:
            UnknownNodeError: the plan scores no such node.
        """
        return self.score[:, self.plan.place_of(key)]

    def take(self, rows: Sequence[int]) -> Scores:
        """Give the scores of some responses, in the order of `rows`."""
        places = np.asarray(rows, dtype=np.intp)
        bounds = self.bounds
        return replace(
            self,
            score=self.score[places],
            coverage=self.coverage[places],
            stage={key: held[places] for key, held in self.stage.items()},
            bounds=None if bounds is None else (bounds[0][places], bounds[1][places]),
        )

    def coverage_of(self, key: str) -> Values:
        """Give the coverage of one node.

        Raises:
            UnknownNodeError: the plan scores no such node.
        """
        return self.coverage[:, self.plan.place_of(key)]

    def stage_keys(self, rule: str | None = None) -> list[str | None]:
        """Name the band of each response by a rule; None takes the first rule.

        Raises:
            UnknownRuleError: the method uses no such rule.
        """
        found = self.plan.rule_of(rule)
        keys = [band.key for band in found.bands]
        places = self.stage[found.key].tolist()
        return [None if place == NO_STAGE else keys[place] for place in places]

    def rank(self, key: str) -> NDArray[np.int64]:
        """Rank the responses by a node: 1 is best, ties share the best rank.

        Scores are compared to the decimals that the method declares; 0 stands for a
        response without score.
        """
        return rank_scores(self.node(key), self.plan.method.rank_decimals)

    def class_keys(self, rule: str | None = None) -> list[str | None]:
        """Name the class of equal count that each response is in, within its band.

        None where the band has no classes; equal scores share one.

        Raises:
            UnknownRuleError: the method uses no such rule.
        """
        found = self.plan.rule_of(rule)
        held = self.stage[found.key]
        keys: list[str | None] = [None] * len(self)
        for number, band in enumerate(found.bands):
            rows = np.flatnonzero(held == number)
            if band.classes and rows.size:
                decimals = self.plan.method.rank_decimals
                ranks = rank_scores(self.score[rows, found.place], decimals)
                places = place_in_classes(ranks, rows.size, len(band.classes))
                for row, place in zip(rows.tolist(), places.tolist(), strict=True):
                    keys[row] = band.classes[place]
        return keys

    def to_frame(self, units: Sequence[str]) -> pd.DataFrame:
        """Write everything as a frame with one row a unit.

        Columns: unit, then per node, top down, `<node>` and `<node>.coverage`, for a
        method with bounds `<node>.low` and `<node>.high`, for a staged node
        `<node>.stage` and, where bands have classes, `<node>.class` (a second rule:
        `<node>.stage.<rule>`, `<node>.class.<rule>`), for an index `<node>.rank`. By
        what they were made stands in `attrs["made_by"]`.
        """
        import pandas as pd

        columns: dict[str, object] = {"unit": list(units)}
        for place in range(len(self.plan.nodes)):
            columns |= self._write_node(place)
        frame = pd.DataFrame(columns)
        frame.attrs[MADE_BY] = Provenance.of(self.plan).to_mapping()
        return frame

    def _write_node(self, place: int) -> dict[str, object]:
        import pandas as pd

        key = self.plan.nodes[place]
        columns: dict[str, object] = {key: self.score[:, place]}
        columns[f"{key}.coverage"] = self.coverage[:, place]
        if self.bounds is not None:
            for name, bound in zip(("low", "high"), self.bounds, strict=True):
                columns[f"{key}.{name}"] = bound[:, place]
        rules = [rule for rule in self.plan.rules if rule.place == place]
        for number, rule in enumerate(rules):
            ending = f".{rule.key}" if number else ""
            columns[f"{key}.stage{ending}"] = self._name_stages(rule)
            if any(band.classes for band in rule.bands):
                classes = pd.Series(self.class_keys(rule.key), dtype="str")
                columns[f"{key}.class{ending}"] = classes
        if key in self.plan.indices:
            ranks = pd.Series(self.rank(key), dtype="Int64")
            columns[f"{key}.rank"] = ranks.mask(ranks == 0)
        return columns

    def _name_stages(self, rule: Rule) -> pd.Series[str]:
        import pandas as pd

        keys = pd.Index([band.key for band in rule.bands])
        return pd.Series(pd.Categorical.from_codes(self.stage[rule.key], keys))


def place_in_classes(
    ranks: NDArray[np.int64], count: int, classes: int
) -> NDArray[np.int64]:
    """Place ranks within a band in classes of equal count, 0 for the lowest.

    Of n responses and m classes, rank p stands in class floor(m (p - 1) / n) + 1 from
    the top, so that the best is always in the highest.

    Args:
        ranks: competition ranks among those in the band; 0 for a response that is not.
        count: how many responses the band has.
        classes: how many classes.
    """
    return classes - 1 - classes * (ranks - 1) // max(count, 1)


def rank_scores(score: Values, decimals: int = _TIE) -> NDArray[np.int64]:
    """Rank scores, best first; equal ones share the best rank; 0 where NaN.

    0.9, 0.7, 0.7, 0.2 are ranked 1, 2, 2, 4.

    Args:
        score: one a response.
        decimals: in which two scores must differ to get different ranks.
    """
    ranks: NDArray[np.int64] = rank_rows(score[None], decimals)[0].astype(np.int64)
    return ranks
