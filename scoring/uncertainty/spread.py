"""Spreads: what the draws say of one node, and of one stage rule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scoring.uncertainty.bands import Band, find_rank_band, find_score_band, say_band
from scoring.uncertainty.pairs import find_chance, find_neighbours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from instruments.model.stages import Band as StageBand
    from scoring.uncertainty.pairs import Neighbours
    from scoring.uncertainty.tally import NodeTally, StageTally

    Values = NDArray[np.float64]
    Ranks = NDArray[np.int32]


@dataclass(frozen=True)
class NodeSpread:
    """The scores and ranks of one node over the draws.

    Attributes:
        key: of the node.
        units: the names of the units.
        published_score: (units,), by the method as it is; NaN for none.
        published_rank: (units,); 0 for none.
        score: the band of each unit's score.
        rank: the band of each unit's rank.
        shift: by draw the mean of |rank - published rank| over the units.
        ranks: (draws, units), the ranks that bands and chances rest on; 0 for none.
    """

    key: str
    units: tuple[str, ...]
    published_score: Values
    published_rank: Ranks
    score: Band
    rank: Band
    shift: Values
    ranks: Ranks

    @classmethod
    def of(
        cls, key: str, units: tuple[str, ...], published: Values, tally: NodeTally
    ) -> NodeSpread:
        """Sum up what was kept of a node."""
        return cls(
            key,
            units,
            published,
            tally.reference,
            find_score_band(tally.score),
            find_rank_band(tally.rank),
            tally.shift,
            tally.rank,
        )

    @property
    def mean_shift(self) -> float:
        """The average shift of ranks R_S: the mean over draws and units."""
        return float(self.shift.mean())

    @cached_property
    def ranked(self) -> int:
        """How many units have a published rank."""
        return int((self.published_rank > 0).sum())

    @property
    def words(self) -> list[str]:
        """The rank band of each unit in words: "3-9 of 24"."""
        ends = zip(self.rank.low, self.rank.high, strict=True)
        of = max(self.ranked, int(self.ranks.max(initial=0)))
        return [say_band(low, high, of) for low, high in ends]

    def above(self, unit: str, other: str) -> float:
        """Give the share of draws in which one unit stands above another.

        Raises:
            ValueError: there is no such unit.
        """
        places = [np.array([self.units.index(name)]) for name in (unit, other)]
        return float(find_chance(self.ranks, places[0], places[1])[0])

    @cached_property
    def neighbours(self) -> Neighbours:
        """The units that follow each other in the published ranking."""
        return find_neighbours(self.ranks, self.published_rank)


@dataclass(frozen=True)
class StageSpread:
    """The stages of one rule over the draws.

    Attributes:
        key: of the stage rule.
        node: that is staged.
        bands: those of the rule, rising.
        published: (units,), the place of the band by the method as it is; -1 for none.
        reaches: (units, bands), the share of draws in which the unit is in the band or
            a higher one.
        holds: (units,), the share of draws in which the published stage comes out; for
            a unit without one that it has none.
    """

    key: str
    node: str
    bands: tuple[StageBand, ...]
    published: NDArray[np.int8]
    reaches: Values
    holds: Values

    @classmethod
    def of(
        cls,
        key: str,
        node: str,
        bands: tuple[StageBand, ...],
        published: NDArray[np.int8],
        tally: StageTally,
    ) -> StageSpread:
        """Sum up what was counted of a rule."""
        counts, draws = tally.counts, tally.counts[:1].sum()
        upward = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
        held = counts[np.arange(len(counts)), published.astype(np.intp) + 1]
        return cls(key, node, bands, published, upward[:, 1:] / draws, held / draws)
