"""How often one unit stands above another."""

from __future__ import annotations

import numpy as np

from scoring.uncertainty.pairs import find_chance, find_neighbours

RANK = np.array([[1, 2, 3], [2, 1, 3], [1, 1, 0], [1, 2, 3]], dtype=np.int32)


def chance(first: int, second: int) -> float:
    return float(find_chance(RANK, np.array([first]), np.array([second]))[0])


def test_equal_ranks_are_neither_above_nor_below() -> None:
    assert chance(0, 1) == 2 / 4
    assert chance(1, 0) == 1 / 4


def test_draws_without_a_rank_do_not_count() -> None:
    assert chance(0, 2) == 3 / 3
    assert chance(2, 0) == 0


def test_where_no_draw_ranks_both_there_is_no_chance() -> None:
    rank = np.array([[1, 0], [0, 1]], dtype=np.int32)

    assert np.isnan(find_chance(rank, np.array([0]), np.array([1]))[0])


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
