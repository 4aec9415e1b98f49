"""Scores: what a plan found for a batch of responses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.stages import NO_STAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from scoring.kernel.plan import Plan
    from scoring.kernel.stages import Rule

    Values = NDArray[np.float64]

_TIE = 12
"""Decimals in which two scores must differ to get different ranks."""


@dataclass(frozen=True)
class Scores:
    """Scores, coverage and stages of responses, one row each.

    Attributes:
        score: (responses, nodes), 0..1; NaN where there is no score.
        coverage: (responses, nodes), share of the weight that applies and is
            answered; NaN where nothing applies.
        stage: by stage rule the place of the band; -1 for none.
    """

    plan: Plan
    score: Values
    coverage: Values
    stage: dict[str, NDArray[np.int8]]

    def __len__(self) -> int:
        return len(self.score)

    def node(self, key: str) -> Values:
        """Give the scores of one node.

        Raises:
            UnknownNodeError: the plan scores no such node.
        """
        return self.score[:, self.plan.place_of(key)]

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

        Scores are compared to 12 decimals; 0 stands for a response without score.
        """
        return rank_scores(self.node(key))

    def to_frame(self, units: Sequence[str]) -> pd.DataFrame:
        """Write everything as a frame with one row a unit.

        Columns: unit, then per node, top down, `<node>` and `<node>.coverage`, for a
        staged node `<node>.stage` (a second rule: `<node>.stage.<rule>`), for an
        index `<node>.rank`.
        """
        import pandas as pd

        columns: dict[str, object] = {"unit": list(units)}
        for place, key in enumerate(self.plan.nodes):
            columns[key] = self.score[:, place]
            columns[f"{key}.coverage"] = self.coverage[:, place]
            rules = [rule for rule in self.plan.rules if rule.place == place]
            for number, rule in enumerate(rules):
                name = f"{key}.stage" + (f".{rule.key}" if number else "")
                columns[name] = self._name_stages(rule)
            if key in self.plan.indices:
                ranks = pd.Series(self.rank(key), dtype="Int64")
                columns[f"{key}.rank"] = ranks.mask(ranks == 0)
        return pd.DataFrame(columns)

    def _name_stages(self, rule: Rule) -> pd.Series[str]:
        import pandas as pd

        keys = pd.Index([band.key for band in rule.bands])
        return pd.Series(pd.Categorical.from_codes(self.stage[rule.key], keys))


def rank_scores(score: Values) -> NDArray[np.int64]:
    """Rank scores, best first; equal ones share the best rank; 0 where NaN.

    0.9, 0.7, 0.7, 0.2 are ranked 1, 2, 2, 4.
    """
    rounded = np.round(score, _TIE)
    known = rounded[~np.isnan(rounded)]
    rising = np.sort(known)
    above = known.size - np.searchsorted(rising, rounded, side="right")
    return np.where(np.isnan(rounded), 0, above + 1).astype(np.int64)
