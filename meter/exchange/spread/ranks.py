"""Ranks over all pieces: each leaves its scores in files, and is ranked among all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from meter.exchange.ranking import rank_among
from meter.exchange.whole_files import write_whole
from scoring.kernel.ranking import round_scores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Ranks = NDArray[np.int64]


class PieceRanking:
    """The scores of one piece, for one ranking, and then their ranks among all.

    What `Ranking` does for one process, with files that every machine sees. One object
    adds, when the piece is read first; another one takes, when all have been added.

    Attributes:
        folder: holds two files a piece: scores in the order of rows, and rising.
        piece: the number of this one.
    """

    def __init__(self, decimals: int, folder: Path, piece: int) -> None:
        self.folder, self.piece = folder, piece
        self._decimals = decimals
        self._added: list[Values] = []
        self._ranks: Ranks | None = None
        self._taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._added, self._ranks = [], None

    def add(self, score: Values) -> None:
        """Keep the scores of the next rows; NaN where there is none."""
        self._added.append(round_scores(score, self._decimals))

    def finish(self) -> None:
        """Leave the scores of this piece for all others.

        Raises:
            UnwritableFileError: there is no room for them.
        """
        scores = np.concatenate([*self._added, np.empty(0)])
        self.folder.mkdir(parents=True, exist_ok=True)
        _save(self._place("scores"), scores)
        _save(self._place("run"), np.sort(scores[~np.isnan(scores)]))

    @property
    def count(self) -> int:
        """How many scores there are in all pieces, without blanks."""
        return sum(len(run) for run in self._read_runs())

    def take(self, rows: int) -> Ranks:
        """Give the ranks of the next rows: 1 is best, ties share, 0 for no score."""
        if self._ranks is None:
            scores = np.load(self._place("scores"))
            self._ranks = rank_among(scores, self._read_runs())
        start, self._taken = self._taken, self._taken + rows
        return self._ranks[start : self._taken]

    def _place(self, kind: str) -> Path:
        return self.folder / f"{self.piece:05}.{kind}.npy"

    def _read_runs(self) -> Iterator[NDArray[Any]]:
        for path in sorted(self.folder.glob("*.run.npy")):
            yield np.load(path, mmap_mode="r")


def _save(path: Path, values: Values) -> None:
    with write_whole(path) as file:
        np.save(file, values)
