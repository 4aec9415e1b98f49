"""How often one unit stands above another."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.uncertainty.errors import ManyUnitsError
from scoring.uncertainty.pairs import (
    MOST_UNITS,
    find_all_chances,
    find_chance,
    find_neighbours,
)

RANK = np.array([[1, 2, 3], [2, 1, 3], [1, 1, 0], [1, 2, 3]], dtype=np.int32)


def test_equal_ranks_are_neither_above_nor_below() -> None:
    found = find_all_chances(RANK)

    assert found[0, 1] == 2 / 4
    assert found[1, 0] == 1 / 4
    assert np.isnan(found.diagonal()).all()


def test_draws_without_a_rank_do_not_count() -> None:
    found = find_all_chances(RANK)

    assert found[0, 2] == 3 / 3
    assert found[2, 0] == 0


def test_all_pairs_are_each_pair() -> None:
    rank = np.random.default_rng(3).integers(0, 5, (40, 6)).astype(np.int32)

    every = find_all_chances(rank)

    for first in range(6):
        others = np.array([k for k in range(6) if k != first])
        single = find_chance(rank, np.full(5, first), others)
        assert every[first, others].tolist() == single.tolist()


def test_neighbours_follow_each_other_in_the_published_order() -> None:
    published = np.array([2, 1, 0], dtype=np.int32)

    found = find_neighbours(RANK, published)

    assert (found.first.tolist(), found.second.tolist()) == ([1], [0])
    assert found.chance.tolist() == [1 / 4]
    assert found.sure == 0


def test_an_order_is_sure_if_it_holds_in_95_of_100_draws() -> None:
    rank = np.array([[1, 2]] * 95 + [[2, 1]] * 5, dtype=np.int32)
    published = np.array([1, 2], dtype=np.int32)

    assert find_neighbours(rank, published).sure == 1
    assert find_neighbours(rank[1:], published).sure == 0


def test_too_many_units_are_compared_two_at_a_time() -> None:
    with pytest.raises(ManyUnitsError, match="above"):
        find_all_chances(np.ones((1, MOST_UNITS + 1), dtype=np.int32))
