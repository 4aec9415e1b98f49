"""Borda: the weighted mean of the places that a unit takes in each child."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scoring.kernel.orderings.borda import learn_columns, place_values, share_borda

NAN = math.nan


def place(reference: list[float], *values: float) -> list[float]:
    columns = learn_columns(np.array(reference)[:, None])
    places: list[float] = place_values(columns, np.array(values)[:, None])[
        :, 0
    ].tolist()
    return places


def test_places_are_shares_of_the_others_that_are_lower() -> None:
    assert place([10, 30, 20], 10, 20, 30) == [0 / 2, 1 / 2, 2 / 2]


def test_equal_values_share_the_lower_rank() -> None:
    assert place([1, 5, 5, 9], 5, 9) == [1 / 3, 3 / 3]


def test_a_value_that_no_unit_has_takes_the_rank_of_the_next_higher_one() -> None:
    assert place([10, 20, 30], 5, 15, 99) == [0 / 2, 1 / 2, 2 / 2]


def test_only_units_with_a_value_are_ranked() -> None:
    found = place([10, NAN, 30, NAN, 20], 20, NAN)

    assert found[0] == 1 / 2
    assert math.isnan(found[1])


def test_a_single_unit_is_above_nobody() -> None:
    assert math.isnan(place([7, NAN], 7)[0])


def test_the_other_children_share_the_weight_of_a_missing_one() -> None:
    columns = learn_columns(np.array([[1.0, 1, 1], [2, 2, 2], [3, 3, 3]]))
    weights = np.array([0.5, 0.3, 0.2])

    parts = share_borda(columns, weights, np.array([[3, NAN, 2], [NAN, NAN, NAN]]))

    assert parts[0] == pytest.approx(np.array([0.5 * 1 / 0.7, 0, 0.2 * 0.5 / 0.7]))
    assert np.isnan(parts[1]).all()
