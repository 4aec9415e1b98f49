"""Copeland: how many of the other units a unit beats by weighted majority."""

from __future__ import annotations

import math

import numpy as np

from scoring.kernel.orderings.copeland import point_majorities

NAN = math.nan
REFERENCE = np.array([[3.0, 1, 1], [2, 2, 2], [1, 3, 3]])


def test_a_unit_has_a_point_where_more_weight_favours_it() -> None:
    points, others = point_majorities(REFERENCE, np.array([0.6, 0.2, 0.2]), REFERENCE)

    assert points.tolist() == [[0, 1, 1], [0, 0, 1], [0, 0, 0]]
    assert others.tolist() == [2, 2, 2]


def test_weights_that_sum_to_the_same_but_for_rounding_tie() -> None:
    weights = np.array([0.3, 0.1, 0.2])  # 0.1 + 0.2 is no 0.3 to a computer

    points, _ = point_majorities(REFERENCE, weights, REFERENCE)

    assert points.tolist() == [[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]]


def test_a_unit_is_never_held_against_itself_but_against_its_like() -> None:
    reference = np.array([[1.0], [1.0], [2.0]])

    points, others = point_majorities(reference, np.ones(1), reference[:1])

    assert points.tolist() == [[0, 0.5, 0]]
    assert others.tolist() == [2]


def test_a_row_from_outside_is_held_against_all() -> None:
    points, others = point_majorities(REFERENCE, np.ones(3) / 3, np.array([[9.0] * 3]))

    assert points.tolist() == [[1, 1, 1]]
    assert others.tolist() == [3]


def test_only_children_that_both_have_are_compared() -> None:
    points, _ = point_majorities(
        REFERENCE, np.array([0.2, 0.3, 0.5]), np.array([[2.5, NAN, NAN]])
    )

    assert points.tolist() == [[0, 1, 1]]


def test_a_unit_alone_has_nobody_to_be_held_against() -> None:
    _, others = point_majorities(REFERENCE[:1], np.ones(3), REFERENCE[:1])

    assert np.isnan(others).all()
