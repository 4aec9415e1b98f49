"""Outliers: pulled in a few at a time, or put on a logarithm."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.kernel.outliers import Limits, find_limits, is_too_skewed, measure_shape

EVEN = np.arange(1.0, 21.0)


def test_skewness_and_kurtosis_are_corrected_for_few_values() -> None:
    # 1, 2, 3, 10: mean 4, deviations -3 -2 -1 6; m2 = 50/4, m3 = 180/4, m4 = 1394/4.
    n, m2, m3, m4 = 4, 50 / 4, 180 / 4, 1394 / 4
    g1 = m3 / m2**1.5 * (n * (n - 1)) ** 0.5 / (n - 2)
    g2 = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2**2 - 3) + 6)

    assert measure_shape(np.array([1.0, 2, 3, 10])) == pytest.approx((g1, g2))


def test_even_values_are_left_alone() -> None:
    assert find_limits(EVEN, 5) == Limits()


def test_one_outlier_is_pulled_in_to_its_neighbour() -> None:
    values = np.append(EVEN, 1000.0)

    limits = find_limits(values, 5)

    assert is_too_skewed(values)
    assert limits.high == 20
    assert limits.apply(np.array([1000.0, 7.0])).tolist() == [20, 7]


def test_an_outlier_below_is_pulled_up() -> None:
    assert find_limits(np.append(EVEN, -1000.0), 5).low == 1


def test_too_many_outliers_are_put_on_a_logarithm() -> None:
    values = np.concatenate([EVEN, 10.0 ** np.arange(3, 9)])

    limits = find_limits(values, 2)

    low, high = 1.0, 1e8
    assert limits.origin == low - 0.01 * (high - low)
    assert limits.apply(np.array([50.0]))[0] == pytest.approx(
        np.log(50 - (low - 0.01 * (high - low)))
    )


def test_equal_values_are_not_skewed() -> None:
    assert not is_too_skewed(np.ones(10))


def test_the_shape_is_the_same_on_any_scale() -> None:
    values = np.array([1.0, 2, 3, 10, -4])

    for scale in (1e-200, 1e100, 1e307):
        assert measure_shape(values * scale) == pytest.approx(measure_shape(values))


def test_values_that_differ_little_from_their_mean_have_a_shape() -> None:
    steps = np.array([0.0, 1, 2, 3, 40])

    assert measure_shape(1e15 + steps) == pytest.approx(measure_shape(steps))


def test_an_outlier_beyond_all_squares_is_pulled_in() -> None:
    assert find_limits(np.append(EVEN, 1e300), 5).high == 20
