"""Each piece is ranked among all pieces, as one process ranks all rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meter.exchange.ranking import Ranking
from meter.exchange.spread.ranks import PieceRanking

if TYPE_CHECKING:
    from pathlib import Path

PIECES = (
    np.array([0.5, np.nan, 0.25]),
    np.array([], dtype=np.float64),
    np.array([0.5, 0.75, 0.2500001, np.nan, 0.0]),
)
DECIMALS = 3


def test_pieces_get_the_ranks_of_one_process(tmp_path: Path) -> None:
    for number, scores in enumerate(PIECES):
        with PieceRanking(DECIMALS, tmp_path, number) as adding:
            adding.add(scores[:1])
            adding.add(scores[1:])
            adding.finish()
    with Ranking(DECIMALS) as alone:
        alone.add(np.concatenate(PIECES))
        alone.finish()
        wanted = [alone.take(len(scores)).tolist() for scores in PIECES]

    given = []
    for number, scores in enumerate(PIECES):
        taking = PieceRanking(DECIMALS, tmp_path, number)
        given.append([*taking.take(1).tolist(), *taking.take(len(scores) - 1).tolist()])
        assert taking.count == alone.count == 6

    assert given[::2] == wanted[::2] == [[2, 0, 4], [2, 1, 4, 0, 6]]


def test_a_piece_that_is_done_again_leaves_the_same_files(tmp_path: Path) -> None:
    def leave() -> dict[str, bytes]:
        ranking = PieceRanking(DECIMALS, tmp_path, 0)
        ranking.add(PIECES[2])
        ranking.finish()
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert leave() == leave()
    assert sorted(leave()) == ["00000.run.npy", "00000.scores.npy"]
