"""Omega of matrices whose loadings are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.quality.omega import estimate_omega


def correlate(
    loadings: list[float],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Make the correlations that one factor of these loadings explains in full."""
    found = np.outer(loadings, loadings)
    np.fill_diagonal(found, 1.0)
    return found


def test_loadings_that_made_the_correlations_are_found_again() -> None:
    loadings = [0.9, 0.8, 0.7, 0.6]
    common = sum(loadings) ** 2
    own = sum(1 - one**2 for one in loadings)

    found = estimate_omega(correlate(loadings), 100)

    assert found.one == pytest.approx(common / (common + own), abs=1e-4)
    assert found.reason == ""


@settings(max_examples=25)
@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=8))
def test_omega_of_one_factor_is_never_below_alpha(loadings: list[float]) -> None:
    correlations = correlate(loadings)
    k = len(loadings)
    alpha = k / (k - 1) * (1 - k / correlations.sum())

    found = estimate_omega(correlations, 200)

    assert alpha - 1e-4 <= found.one <= 1


def test_items_may_be_turned_round_together() -> None:
    loadings = [0.8, 0.7, 0.6]

    same = estimate_omega(correlate(loadings), 50)
    turned = estimate_omega(correlate([-one for one in loadings]), 50)

    assert turned.one == pytest.approx(same.one, abs=1e-6)


def test_three_groups_have_a_general_factor_above_them() -> None:
    own = [0.9, 0.8, 0.7, 0.6, 0.8, 0.9, 0.7, 0.8, 0.6]
    general = [0.8, 0.7, 0.6]  # what the three factors load on the one above them
    between = correlate(general)
    groups = np.kron(np.eye(3), np.ones((3, 1))) * np.array(own)[:, None]
    correlations = groups @ between @ groups.T
    np.fill_diagonal(correlations, 1.0)
    whole = correlations.sum()

    found = estimate_omega(correlations, 300)

    unique = sum(1 - one**2 for one in own)
    assert found.total == pytest.approx(1 - unique / whole, abs=1e-4)
    loads = sum(one * general[place // 3] for place, one in enumerate(own))
    assert found.hierarchical == pytest.approx(loads**2 / whole, abs=1e-4)


def test_factors_that_exclude_each_other_have_no_general_one() -> None:
    own = np.array([0.9, 0.8, 0.7, 0.6, 0.8, 0.9, 0.7, 0.8, 0.6])
    groups = np.kron(np.eye(3), np.ones((3, 1))) * own[:, None]
    between = np.array([[1, -0.4, 0.4], [-0.4, 1, 0.4], [0.4, 0.4, 1]])
    correlations = groups @ between @ groups.T
    np.fill_diagonal(correlations, 1.0)

    found = estimate_omega(correlations, 300)

    assert found.total > 0
    assert np.isnan(found.hierarchical)


def test_fewer_than_six_items_have_no_three_factors() -> None:
    found = estimate_omega(correlate([0.8, 0.7, 0.6, 0.5, 0.6]), 100)

    assert found.one > 0
    assert np.isnan(found.total)


@pytest.mark.parametrize(
    ("correlations", "n", "said"),
    [
        (correlate([0.8, 0.7]), 100, "3 items"),
        (correlate([0.8, 0.7, 0.6]), 3, "more complete answers"),
        (np.ones((3, 3)), 100, "follow from the others"),
        (np.array([[1, 0.9, 0.1], [0.9, 1, 0.9], [0.1, 0.9, 1]]), 50, "follow|factor"),
    ],
)
def test_where_no_factor_can_be_found_a_reason_is_given(
    correlations: np.ndarray[tuple[int, ...], np.dtype[np.float64]], n: int, said: str
) -> None:
    import re

    found = estimate_omega(correlations, n)

    assert np.isnan(found.one)
    assert re.search(said, found.reason)
