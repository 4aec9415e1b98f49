"""Coefficients of agreement where they are certain; published tables are in oracles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from scoring.quality.coefficients import (
    INTRACLASS,
    correlate_within,
    fleiss_kappa,
    kappa_of_two,
    krippendorff_alpha,
    weighted_kappa,
)

_ = np.nan

RATINGS = arrays(np.float64, (3, 8), elements=st.sampled_from([0.0, 0.5, 1.0]))


def test_all_agree() -> None:
    same = np.tile([0.0, 0.5, 1.0, 0.5], (3, 1))

    assert kappa_of_two(same[0], same[1]) == 1
    assert krippendorff_alpha(same) == 1
    assert correlate_within(same.T)["ICC(A,1)"].value == pytest.approx(1)
    assert fleiss_kappa([[3, 0, 0], [0, 3, 0], [0, 0, 3], [0, 3, 0]]) == 1


def test_nothing_to_agree_about_has_no_figure() -> None:
    flat = np.ones((2, 4))

    assert np.isnan(kappa_of_two(flat[0], flat[1]))
    assert np.isnan(krippendorff_alpha(flat))
    assert np.isnan(correlate_within(flat.T)["ICC(A,1)"].value)
    assert np.isnan(fleiss_kappa([[2, 0], [2, 0]]))
    assert np.isnan(weighted_kappa([[4, 0], [0, 0]]))


def test_kappa_leaves_out_what_only_one_of_two_answered() -> None:
    first = np.array([0.0, 1.0, 0.5, _, 1.0])
    second = np.array([0.0, 1.0, _, 0.5, 0.0])

    assert kappa_of_two(first, second) == pytest.approx(
        kappa_of_two(np.array([0.0, 1, 1]), np.array([0.0, 1, 0]))
    )


def test_distances_follow_the_values_not_their_order() -> None:
    first, second = np.array([0.0, 0.1, 1, 1]), np.array([0.1, 0.0, 1, 1])
    # observed 2 * .1^2 / 4; expected: each of 0, .1 with .25 against .5 of 1
    observed = 2 * 0.1**2 / 4
    expected = 2 * (1 / 16 * 0.1**2 + 2 / 16 * 1**2 + 2 / 16 * 0.9**2)

    assert kappa_of_two(first, second) == pytest.approx(1 - observed / expected)


def test_consistency_forgives_a_respondent_who_is_stricter_throughout() -> None:
    lenient = np.array([0.25, 0.5, 0.75, 1.0])
    found = correlate_within(np.column_stack([lenient, lenient - 0.25]))

    assert found["ICC(C,1)"].value == pytest.approx(1)
    assert found["ICC(A,1)"].value < 0.9


def test_items_with_a_gap_are_left_out_of_the_intraclass_correlation() -> None:
    table = np.array([[1.0, 2], [2, 2], [4, 3], [5, 5]])

    assert correlate_within(np.vstack([table, [3, _]])) == correlate_within(table)


@pytest.mark.parametrize(
    "table",
    [[[1.0, 2.0], [2.0, 1.0]], [[1.0, 2.0]], [[1.0], [2.0]], [[1.0, _], [_, 2.0]]],
)
def test_too_few_ratings_have_no_intraclass_correlation(table: Any) -> None:
    found = correlate_within(table)

    assert tuple(found) == INTRACLASS
    assert all(np.isnan(one.value) for one in found.values())


def test_alpha_needs_an_item_that_two_answered() -> None:
    assert np.isnan(krippendorff_alpha([[0.0, _], [_, 1.0]]))


def test_an_item_that_one_alone_answered_moves_no_alpha() -> None:
    table = np.array([[0.0, 1, 0.5, 1], [0, 1, 1, 0.5]])
    more = np.column_stack([table, [0.25, _]])

    assert krippendorff_alpha(more) == krippendorff_alpha(table)


def test_thirds_reached_in_two_ways_are_one_answer() -> None:
    one, other = 1 / 3, 1 - 2 / 3
    assert one != other

    found = krippendorff_alpha([[one, 0.0], [other, 0.0]])

    assert found == 1


def test_no_coefficient_overflows() -> None:
    table = np.array([[0.0, 1, 0.5, 1], [0, 1, 1, 0.5]])

    assert krippendorff_alpha(table * 1e308) == pytest.approx(krippendorff_alpha(table))
    assert kappa_of_two(*table * 1e308) == pytest.approx(kappa_of_two(*table))
    huge = correlate_within(table.T * 1e308)["ICC(A,1)"].value
    assert huge == pytest.approx(correlate_within(table.T)["ICC(A,1)"].value)


@given(RATINGS, st.permutations(range(3)), st.permutations(range(8)))
def test_alpha_knows_no_order_of_respondents_or_items(
    ratings: np.ndarray[Any, np.dtype[np.float64]], by: list[int], of: list[int]
) -> None:
    assume(len(np.unique(ratings)) > 1)

    assert krippendorff_alpha(ratings[by][:, of]) == pytest.approx(
        krippendorff_alpha(ratings)
    )


@given(RATINGS)
def test_no_coefficient_exceeds_one(
    ratings: np.ndarray[Any, np.dtype[np.float64]],
) -> None:
    assume(len(np.unique(ratings[:2])) > 1)

    assert kappa_of_two(ratings[0], ratings[1]) <= 1 + 1e-12
    assert krippendorff_alpha(ratings) <= 1 + 1e-12
