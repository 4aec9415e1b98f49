"""Benefit of the doubt: each unit under the weights that suit it best."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from scoring.kernel.orderings.doubt import find_best_weights, find_frontier

Values = NDArray[np.float64]

TABLES = arrays(np.float64, (6, 3), elements=st.integers(0, 8).map(lambda n: n / 8))


def score(reference: Values, values: Values, least: float, most: float) -> Values:
    frontier = find_frontier(reference)
    weights = find_best_weights(frontier, values, least, most)
    found: Values = (weights * values).sum(axis=1)
    return found


def test_units_that_another_covers_limit_nothing() -> None:
    reference = np.array(
        [[1.0, 0], [0.5, 0], [0, 1], [0.6, 0.6], [0.6, 0.6], [0.6, 0.1]]
    )

    found = find_frontier(reference)

    assert sorted(found.tolist()) == [[0, 1], [0.6, 0.6], [1, 0]]


def test_whoever_is_best_in_something_may_count_that_alone() -> None:
    reference = np.array([[1.0, 0.2], [0.4, 0.8], [0.5, 0.1]])

    found = score(reference, reference, 0, 1)

    assert found.tolist() == pytest.approx([1, 1, 0.5])


def test_equal_shares_leave_the_mean_over_the_highest_mean() -> None:
    reference = np.array([[1.0, 0.2], [0.4, 0.6]])

    found = score(reference, reference, 0.5, 0.5)

    assert found.tolist() == pytest.approx([0.6 / 0.6, 0.5 / 0.6])


def test_shares_of_the_weights_keep_within_their_bounds() -> None:
    reference = np.array([[1.0, 0.0, 0.5], [0.2, 1.0, 0.4], [0.3, 0.3, 1.0]])

    weights = find_best_weights(find_frontier(reference), reference, 0.2, 0.5)

    shares = weights / weights.sum(axis=1, keepdims=True)
    assert shares.min() == pytest.approx(0.2)
    assert shares.max() == pytest.approx(0.5)


def test_a_row_of_zeros_scores_zero_under_equal_weights() -> None:
    reference = np.array([[1.0, 0.5], [0, 0]])

    weights = find_best_weights(find_frontier(reference), np.zeros((1, 2)), 0, 1)

    assert weights[0, 0] == weights[0, 1] == 1 / (1 + 0.5)


def test_a_row_of_next_to_nothing_has_equal_weights_too() -> None:
    row = np.array([[1e-300, 0.0]])

    weights = find_best_weights(np.array([[1.0, 0.5]]), row, 0, 1)

    assert weights[0, 0] == weights[0, 1] > 0


def test_a_row_from_outside_limits_itself() -> None:
    assert score(np.array([[0.5, 0.5]]), np.array([[3.0, 2.0]]), 0, 1).tolist() == [1]


@given(TABLES)
def test_scores_are_the_best_that_some_weights_give(values: Values) -> None:
    found = score(values, values, 0.2, 0.5)

    assert found.max() <= 1 + 1e-12
    for shares in ([0.2, 0.3, 0.5], [0.5, 0.3, 0.2], [0.3, 0.4, 0.3]):
        means = values @ np.array(shares)
        best = means.max() if means.any() else 1.0
        assert (found >= means / best - 1e-9).all()
