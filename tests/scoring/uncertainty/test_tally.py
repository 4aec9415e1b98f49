"""What is counted while draws are scored."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.uncertainty.runs import Scored
from scoring.uncertainty.tally import (
    FEWEST_KEPT,
    MOST_KEPT,
    NodeTally,
    StageTally,
    count_kept,
    find_shift,
)

PUBLISHED = np.array([1, 2, 3], dtype=np.int32)


def test_the_shift_is_the_mean_distance_from_the_published_ranks() -> None:
    rank = np.array([[3, 2, 1], [1, 2, 3], [1, 0, 2]], dtype=np.int32)

    found = find_shift(rank, PUBLISHED)

    # without the unit that has no rank: (0 + 1) / 2
    assert found.tolist() == pytest.approx([(2 + 0 + 2) / 3, 0, 1 / 2])


def test_draws_go_to_their_own_places() -> None:
    tally = NodeTally.start(0, PUBLISHED, 12, 4)
    part = np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]])

    tally.add(Scored(np.array([1, 0]), [part], {}), 0)
    tally.add(Scored(np.array([0, 1]), [part], {}), 2)

    assert tally.score[[1, 0, 2, 3]].tolist() == np.tile(part, (2, 1)).tolist()
    assert tally.rank.tolist() == [[1, 2, 3], [3, 2, 1], [3, 2, 1], [1, 2, 3]]
    assert tally.shift.tolist() == pytest.approx([0, 4 / 3, 4 / 3, 0])


def test_of_very_many_units_only_the_first_draws_are_kept() -> None:
    assert count_kept(1000, 200) == 1000
    assert count_kept(1000, MOST_KEPT // 500) == 500
    assert count_kept(1000, MOST_KEPT) == FEWEST_KEPT


def test_bands_are_counted_for_each_unit() -> None:
    tally = StageTally.start(2, 2)

    tally.add(np.array([[0, -1], [1, 1], [0, 1]], dtype=np.int8))

    assert tally.counts.tolist() == [[0, 2, 1], [1, 0, 2]]
