"""Tallies: what is counted and kept of each node while draws are scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scoring.kernel.ranking import rank_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.uncertainty.runs import Scored

    Values = NDArray[np.float64]
    Ranks = NDArray[np.int32]

MOST_KEPT = 1 << 24
"""Draws times units of which scores and ranks are kept, per node (12 bytes each)."""

FEWEST_KEPT = 100
"""Draws of which they are kept however many units there are."""


def count_kept(draws: int, units: int) -> int:
    """Count the draws that intervals rest on; the first ones are kept.

    All of them up to MOST_KEPT draws times units.
    """
    return min(draws, max(MOST_KEPT // max(units, 1), FEWEST_KEPT))


@dataclass(frozen=True)
class NodeTally:
    """Scores and ranks of one node in the draws.

    Attributes:
        place: of the node among the nodes of the plan.
        reference: the published ranks, (units,); 0 for none.
        decimals: in which scores must differ to get different ranks.
        score: (kept draws, units); NaN for none.
        rank: (kept draws, units); 0 for none.
        shift: (draws,), the mean of |rank - published rank| over the units that have
            both.
    """

    place: int
    reference: Ranks
    decimals: int
    score: Values
    rank: Ranks
    shift: Values

    @classmethod
    def start(
        cls, place: int, reference: Ranks, decimals: int, draws: int
    ) -> NodeTally:
        """Make room for some draws."""
        units = len(reference)
        kept = count_kept(draws, units)
        return cls(
            place,
            reference,
            decimals,
            np.empty((kept, units)),
            np.empty((kept, units), dtype=np.int32),
            np.empty(draws),
        )

    def add(self, scored: Scored, start: int) -> None:
        """Take some draws in; the first of all the draws they belong to is `start`."""
        rows = scored.rows + start
        score = scored.score[self.place]
        rank = rank_rows(score, self.decimals)
        self.shift[rows] = find_shift(rank, self.reference)
        kept = rows < len(self.score)
        self.score[rows[kept]] = score[kept]
        self.rank[rows[kept]] = rank[kept]


def find_shift(rank: Ranks, reference: Ranks) -> Values:
    """Give R_S of each draw: the mean of |rank - published rank| over the units.

    Units that lack either rank are left out; 0 where there is none. Source: OECD/JRC
    Handbook (2008), step 7.

    Args:
        rank: (draws, units); 0 for none.
        reference: (units,); 0 for none.
    """
    both = (rank > 0) & (reference > 0)
    moved = np.where(both, np.abs(rank - reference), 0).sum(axis=1)
    shift: Values = moved / np.maximum(both.sum(axis=1), 1)
    return shift


@dataclass(frozen=True)
class StageTally:
    """How often each unit was in each band of one rule: (units, bands + 1).

    The first column counts the draws without a stage.
    """

    counts: NDArray[np.int64]

    @classmethod
    def start(cls, units: int, bands: int) -> StageTally:
        """Begin to count."""
        return cls(np.zeros((units, bands + 1), dtype=np.int64))

    def add(self, stage: NDArray[np.int8]) -> None:
        """Count some draws, (draws, units)."""
        for band in range(self.counts.shape[1]):
            self.counts[:, band] += (stage == band - 1).sum(axis=0)
