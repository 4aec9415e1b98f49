"""Ranks over all rows of a file, whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from meter.exchange.spool import explaining_room, open_temporary
from scoring.kernel.ranking import round_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Ranks = NDArray[np.int64]

AT_ONCE = 1 << 20
"""Scores that are sorted, and ranked, at a time."""


def rank_among(scores: Values, runs: Iterable[Values]) -> Ranks:
    """Rank scores by how many of all stand above: 1 is best, 0 for no score.

    Args:
        scores: some of them, NaN where there is none.
        runs: all of them without blanks, in parts that rise each.
    """
    order = np.argsort(scores)
    rising = scores[order]
    above = np.zeros(len(scores), dtype=np.int64)
    for run in runs:
        above += len(run) - np.searchsorted(run, rising, side="right")
    ranks = np.empty_like(above)
    ranks[order] = np.where(np.isnan(rising), 0, above + 1)
    return ranks


class Ranking:
    """Scores in the order of rows, then their ranks in the same order.

    Memory holds AT_ONCE scores; the others wait in a temporary file, eight bytes each,
    and once more in sorted runs. Every part of the rows is compared with every run.

    Attributes:
        count: how many scores there are, without blanks.
    """

    def __init__(self, decimals: int) -> None:
        self.count = 0
        self._decimals = decimals
        self._waiting: list[Values] = []
        self._held = 0
        self._scores, self._runs = open_temporary(), open_temporary()
        self._lengths: list[int] = []
        self._ranks: Ranks = np.empty(0, dtype=np.int64)
        self._parts: Iterator[Ranks] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._scores.close()
        self._runs.close()

    def add(self, score: Values) -> None:
        """Keep the scores of the next rows; NaN where there is none.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        rounded = round_scores(score, self._decimals)
        self._waiting.append(rounded)
        self._held += len(rounded)
        with explaining_room():
            self._scores.write(rounded.tobytes())
            if self._held >= AT_ONCE:
                self._write_run()

    def _write_run(self) -> None:
        scores = np.concatenate([*self._waiting, np.empty(0)])
        run = np.sort(scores[~np.isnan(scores)])
        self._runs.write(run.tobytes())
        self._lengths.append(len(run))
        self.count += len(run)
        self._waiting, self._held = [], 0

    def finish(self) -> None:
        """End the adding: from now on ranks can be taken.

        Raises:
            UnwritableFileError: there is no room for temporary files.
        """
        with explaining_room():
            self._write_run()
        self._parts = self._rank_parts()

    def take(self, rows: int) -> Ranks:
        """Give the ranks of the next rows: 1 is best, ties share, 0 for no score."""
        while len(self._ranks) < rows and self._parts is not None:
            part = next(self._parts, None)
            if part is None:
                break
            self._ranks = np.concatenate([self._ranks, part])
        taken, self._ranks = self._ranks[:rows], self._ranks[rows:]
        return taken

    def _rank_parts(self) -> Iterator[Ranks]:
        self._scores.seek(0)
        while part := self._scores.read(8 * AT_ONCE):
            yield self._rank(np.frombuffer(part, dtype=np.float64))

    def _rank(self, scores: Values) -> Ranks:
        """Rank each score by how many of all stand above it."""
        return rank_among(scores, self._read_runs())

    def _read_runs(self) -> Iterator[NDArray[Any]]:
        self._runs.seek(0)
        for length in self._lengths:
            yield np.frombuffer(self._runs.read(8 * length), dtype=np.float64)
