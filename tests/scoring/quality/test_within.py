"""Figures about one response, on cases worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from scoring.quality.within import (
    average,
    correlate_halves,
    measure_acquiescence,
    measure_distance,
    share_extreme,
    spread_within,
)

_ = np.nan


def rows(*answers: list[float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array(answers, dtype=np.float64)


def test_a_row_is_averaged_over_what_is_there() -> None:
    first, second = average(rows([1, _, 3], [_, _, _]))

    assert first == (1 + 3) / 2
    assert np.isnan(second)


def test_spread_is_the_deviation_of_a_sample() -> None:
    # mean 2, squares 1 + 0 + 1 over 3 - 1
    assert spread_within(rows([1, 2, 3, _]))[0] == pytest.approx(math.sqrt(2 / 2))


def test_one_answer_has_no_spread() -> None:
    assert np.isnan(spread_within(rows([2, _]))[0])


def test_extremes_are_both_ends_of_the_scale() -> None:
    assert share_extreme(rows([0, 1, 0.5, 0.25, _]))[0] == 2 / 4


def test_who_agrees_to_a_statement_and_its_opposite_acquiesces() -> None:
    pairs = [(0, 1), (2, 3)]
    found = measure_acquiescence(
        rows([1, 1, 0.75, 1], [1, 0, 0, 1], [0, 0, 0.25, 0], [0.5, 0.5, _, 1]), pairs
    )

    assert found.tolist() == [1, 0.5, 0, 0.5]


def test_without_a_whole_pair_there_is_no_acquiescence() -> None:
    assert np.isnan(measure_acquiescence(rows([1, _]), [(0, 1)])[0])
    assert np.isnan(measure_acquiescence(rows([1, 1]), [])[0])


NODES = [[0, 1], [2, 3], [4, 5]]


def test_equal_halves_are_wholly_consistent() -> None:
    found = correlate_halves(rows([0, 0, 0.5, 0.5, 1, 1]), NODES)

    assert found[0] == pytest.approx(1)


def test_halves_are_stepped_up_to_full_length() -> None:
    # odd 0 .5 1, even 0 1 .5: r = .25 / .5 = .5, 2 r / (1 + r) = 2 / 3
    found = correlate_halves(rows([0, 0, 0.5, 1, 1, 0.5]), NODES)

    assert found[0] == pytest.approx(2 * 0.5 / (1 + 0.5))


def test_opposite_halves_are_no_less_than_minus_one() -> None:
    assert correlate_halves(rows([0, 1, 0.5, 0.5, 1, 0]), NODES)[0] == -1


@pytest.mark.parametrize(
    ("row", "nodes"),
    [
        ([0, 0, 0.5, 0.5, 1, 1], NODES[:2]),
        ([0, _, 0.5, 0.5, 1, 1], NODES),
        ([1, 0, 1, 0.5, 1, 1], NODES),
    ],
)
def test_halves_need_three_nodes_and_must_vary(
    row: list[float], nodes: list[list[int]]
) -> None:
    assert np.isnan(correlate_halves(rows(row), nodes)[0])


def test_a_missing_answer_leaves_its_node_out_of_the_halves() -> None:
    nodes = [*NODES, [6, 7]]

    found = correlate_halves(rows([0, 0, 0.5, 0.5, 1, 1, _, 0]), nodes)

    assert found[0] == pytest.approx(1)


def test_distance_of_a_single_item_is_its_squared_z() -> None:
    column = np.array([1.0, 2, 3, 4, 10])
    z = (column - column.mean()) / column.std(ddof=1)

    distance, chance = measure_distance(column[:, None])

    assert distance == pytest.approx(z**2)
    assert chance == pytest.approx(chi2.sf(z**2, 1))


@given(st.integers(2, 5), st.integers(0, 1000))
def test_distances_add_up_to_freedom_times_items(k: int, seed: int) -> None:
    places = np.random.default_rng(seed).normal(size=(20, k))

    distance, _ = measure_distance(places)

    assert distance.sum() == pytest.approx((20 - 1) * k)


def test_rows_with_gaps_have_no_distance_and_move_no_other() -> None:
    column = np.array([[1.0, 0], [2, 1], [3, 1], [4, 0], [5, 3]])
    gap = np.vstack([column, [[2, _]]])

    alone, _chance = measure_distance(column)
    found, _chance = measure_distance(gap)

    assert found[:5] == pytest.approx(alone)
    assert np.isnan(found[5])


def test_items_that_do_not_vary_are_left_out_of_the_distance() -> None:
    column = np.array([[1.0, 2], [2, 2], [4, 2], [3, 2]])

    found, _chance = measure_distance(column)

    assert found == pytest.approx(measure_distance(column[:, :1])[0])


@pytest.mark.parametrize(
    "places",
    [
        np.zeros((3, 0)),
        np.ones((5, 2)),
        np.array([[1.0, 0], [2, 1], [3, 1]]),
        np.array([[1.0, 2], [2, 4], [3, 6], [4, 8], [9, 18]]),
        np.full((2, 2), np.nan),
    ],
)
def test_too_few_rows_or_items_that_follow_from_each_other_have_no_distance(
    places: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> None:
    distance, chance = measure_distance(places)

    assert np.isnan(distance).all()
    assert np.isnan(chance).all()
