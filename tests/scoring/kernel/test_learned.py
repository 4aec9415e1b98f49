"""What a normalisation learns: a few numbers, and all values only for ranks."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.kernel.learned import Learned, learn, scale_down

VALUES = np.array([10.0, 4.0, np.nan, 2.0, 4.0])


def test_a_population_is_learned_without_its_gaps() -> None:
    found = learn(VALUES, 1, ranks=True)

    assert (found.low, found.high, found.mean) == (2, 10, 20 / 4)
    assert found.sd == pytest.approx(((9 + 1 + 1 + 25) / 3) ** 0.5)
    assert found.rising.tolist() == [2, 4, 4, 10]


def test_equal_or_too_few_values_have_no_deviation() -> None:
    assert np.isnan(learn(np.array([0.1, 0.1, 0.1]), 0, ranks=False).sd)
    assert np.isnan(learn(np.array([0.1]), 1, ranks=False).sd)


def test_nobody_teaches_nothing() -> None:
    nothing = learn(np.array([np.nan]), 1, ranks=True)
    np.testing.assert_array_equal(nothing.numbers, Learned().numbers)


def test_the_order_of_the_units_changes_no_bit() -> None:
    values = np.random.default_rng(3).random(1000)
    one, other = (learn(v, 1, ranks=False) for v in (values, values[::-1]))
    assert one.numbers.tobytes() == other.numbers.tobytes()


def test_what_is_not_finite_teaches_nothing() -> None:
    with_logs_of_0 = np.array([-np.inf, *VALUES, np.inf])

    found = learn(with_logs_of_0, 1, ranks=True)

    assert found.numbers.tolist() == learn(VALUES, 1, ranks=True).numbers.tolist()


def test_values_near_the_end_of_all_numbers_have_a_mean_and_a_deviation() -> None:
    found = learn(np.array([1e308, 1.5e308, 0.5e308]), 1, ranks=False)

    assert found.mean == pytest.approx(1e308)
    assert found.sd == pytest.approx(0.5e308)


def test_a_deviation_beyond_all_numbers_is_none() -> None:
    found = learn(np.array([1.7e308, -1.7e308]), 1, ranks=False)

    assert found.mean == 0
    assert np.isnan(found.sd)


def test_scaling_down_loses_no_digit() -> None:
    values = np.array([0.1, -5.3, 4.0])

    scaled, power = scale_down(values)

    assert np.abs(scaled).max() < 1
    assert np.ldexp(scaled, power).tolist() == values.tolist()
