from __future__ import annotations

import numpy as np
import pytest

from scoring.study.clustering import measure_distances, order_alike

NAN = float("nan")


def test_the_distance_is_the_mean_difference_of_what_both_have() -> None:
    scores = np.array([[10.0, 20, NAN], [30.0, 50, 90], [NAN, NAN, 80]])

    found = measure_distances(scores)

    assert found[0, 1] == (20 + 30) / 2
    assert found[1, 2] == 10
    # The first and the last share no score: as far as the farthest two that do.
    assert found[0, 2] == 25
    assert (np.diag(found) == 0).all()


def test_rows_that_score_alike_become_neighbours() -> None:
    scores = np.array([[90.0, 90], [10.0, 12], [88.0, 91], [12.0, 11], [50.0, 50]])

    order = order_alike(scores)

    assert {frozenset(order[:2]), frozenset(order[-2:])} == {
        frozenset({0, 2}),
        frozenset({1, 3}),
    }
    assert set(order[:2]) == {0, 2}, "the higher end comes first"


def test_the_order_is_the_shortest_walk_that_the_tree_allows() -> None:
    line = np.array([[5.0], [1.0], [4.0], [2.0], [3.0]])

    walked = line[order_alike(line), 0]

    assert walked.tolist() == [5, 4, 3, 2, 1]


def test_rows_without_a_score_come_last_as_they_stand() -> None:
    scores = np.array([[NAN, NAN], [1.0, 2], [NAN, NAN], [9.0, NAN], [2.0, 2]])

    order = order_alike(scores)

    assert order[-2:] == [0, 2]
    assert sorted(order) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_two_rows_have_no_order_to_find(rows: int) -> None:
    assert order_alike(np.full((rows, 3), 1.0)) == list(range(rows))
