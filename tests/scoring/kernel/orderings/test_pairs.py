"""Pairs: by how much weight one unit stands above another."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scoring.kernel.orderings.pairs import (
    cut_rows,
    divide_points,
    find_places,
    outranking,
    same_zero,
    weigh_pairs,
)

NAN = math.nan
TABLES = arrays(np.float64, (5, 3), elements=st.sampled_from([0, 1, 2, NAN]))
WEIGHTS = np.array([3.0, 2.0, 1.0])


def test_weights_go_to_the_unit_with_the_higher_value() -> None:
    above, below = weigh_pairs(
        np.array([[5.0, 1, 4]]), np.array([[4.0, 2, 4], [NAN, 0, 0]]), WEIGHTS
    )

    assert above.tolist() == [[3, 2 + 1]]
    assert below.tolist() == [[2, 0]]


def test_a_tie_counts_half_and_a_gap_is_left_out() -> None:
    reference = np.array([[5.0, 1, 4], [4, 1, NAN]])

    table = outranking(reference, WEIGHTS)

    assert table.tolist() == [[0, (3 + 2 / 2) / 5], [(0 + 2 / 2) / 5, 0]]


def test_units_without_a_common_child_stand_at_one_half() -> None:
    reference = np.array([[1.0, NAN], [NAN, 1]])

    assert outranking(reference, np.ones(2)).tolist() == [[0, 1 / 2], [1 / 2, 0]]


@given(TABLES)
def test_the_two_shares_of_a_pair_sum_to_one(
    reference: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    table = outranking(reference, WEIGHTS)

    assert table + table.T == pytest.approx(1 - np.eye(5))
    assert table.min() >= 0


def test_a_row_is_found_whatever_form_its_zeros_and_gaps_have() -> None:
    reference = np.array([[1.0, 2], [0.0, NAN], [1, 2]])
    values = np.array([[-0.0, -NAN], [1, 2], [1, 3]])

    assert find_places(values, reference).tolist() == [1, 0, -1]
    assert same_zero(np.array([-0.0])).tobytes() == np.array([0.0]).tobytes()


def test_points_go_to_the_children_that_favour_the_row_by_weight() -> None:
    values, reference = np.array([[5.0, 5, 5]]), np.array([[4.0, 9, 4], [9, 4, 5]])

    parts = divide_points(np.array([[1.0, 1.0]]), values, reference, WEIGHTS)

    assert parts.tolist() == [[3 / 4, 1, 1 / 4]]


def test_points_that_no_child_earned_go_to_all_that_there_are() -> None:
    values, reference = np.array([[1.0, 1, NAN]]), np.array([[1.0, 1, 1]])

    parts = divide_points(np.array([[0.5]]), values, reference, WEIGHTS)

    assert parts.tolist() == [[0.5 * 3 / 5, 0.5 * 2 / 5, 0]]


def test_rows_are_cut_without_a_gap() -> None:
    cuts = list(cut_rows(10, 1_000_000))

    assert [cut.indices(10)[:2] for cut in cuts] == [(0, 4), (4, 8), (8, 10)]
    assert list(cut_rows(0, 5)) == []
