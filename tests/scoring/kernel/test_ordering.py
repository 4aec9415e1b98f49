"""Orderings: ranking combinations, fitted once on a reference of units."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from instruments.model.combination import Combination
from scoring.errors import NegativeValuesError, SharesError
from scoring.kernel.ordering import Ordering, fit_ordering

Values = NDArray[np.float64]

NAN = math.nan
ALL = ("borda", "copeland", "kemeny", "benefit_of_the_doubt")
COMPLETE = ("kemeny", "benefit_of_the_doubt")
WEIGHTS = np.array([3.0, 2.0, 1.0])
TENTHS = st.integers(0, 10).map(lambda n: n / 10)
TABLES = arrays(np.float64, (6, 3), elements=TENTHS)
GAPPED = arrays(np.float64, (6, 3), elements=st.one_of(TENTHS, st.just(NAN)))


def fit(by: str, values: Any, weights: Values = WEIGHTS, **declared: Any) -> Ordering:
    combination = Combination.model_validate({"by": by, **declared})
    return fit_ordering(combination, weights, np.array(values, dtype=float))


def same(found: Values, expected: Values) -> bool:
    return found.tobytes() == expected.tobytes()


def test_each_combination_scores_by_its_own_rule() -> None:
    values = np.array([[0.9, 0.1, 0.2], [0.4, 0.8, 0.3], [0.1, 0.3, 0.9]])

    assert fit("borda", values).score(values).tolist() == pytest.approx(
        [(3 * 2 + 2 * 0 + 0) / 12, (3 * 1 + 2 * 2 + 1) / 12, (0 + 2 * 1 + 2) / 12]
    )
    # The first child's 3 tie with the 2 + 1 of the others; the second beats the third.
    assert fit("copeland", values).score(values).tolist() == [
        (1 / 2 + 1 / 2) / 2,
        (1 / 2 + 1) / 2,
        (1 / 2 + 0) / 2,
    ]
    assert fit("kemeny", values).score(values).tolist() == [1 / 2, 2 / 2, 0 / 2]
    assert fit("benefit_of_the_doubt", values).score(values).tolist() == pytest.approx(
        [1, 1, 1]
    )


@pytest.mark.parametrize("by", ALL)
@given(values=GAPPED, rows=GAPPED)
def test_a_row_scores_the_same_alone_and_in_any_batch(
    by: str, values: Values, rows: Values
) -> None:
    ordering = fit(by, values)
    batch = np.concatenate([rows, values])

    together, parts = ordering.score(batch), ordering.share(batch)

    for place in range(len(batch)):
        alone = batch[place : place + 1]
        assert same(ordering.score(alone), together[place : place + 1])
        assert same(ordering.share(alone), parts[place : place + 1])


@pytest.mark.parametrize("by", ALL)
@given(values=GAPPED, rows=GAPPED)
def test_scores_are_between_0_and_1_and_their_parts_sum_to_them(
    by: str, values: Values, rows: Values
) -> None:
    ordering = fit(by, values)
    batch = np.concatenate([rows, values])

    score, parts = ordering.score(batch), ordering.share(batch)

    known = ~np.isnan(score)
    assert ((score[known] >= 0) & (score[known] <= 1)).all()
    assert (parts[known] >= 0).all()
    assert parts[known].sum(axis=1) == pytest.approx(score[known], abs=1e-12)
    assert np.isnan(parts[~known]).all()


@pytest.mark.parametrize("by", ALL)
@given(values=TABLES, mixed=st.permutations(range(6)))
def test_mixing_the_units_mixes_their_scores(
    by: str, values: Values, mixed: list[int]
) -> None:
    score = fit(by, values).score(values)

    again = fit(by, values[mixed]).score(values[mixed])

    assert again == pytest.approx(score[mixed], abs=1e-9)


@pytest.mark.parametrize("by", ALL)
@given(values=TABLES, place=st.integers(0, 5), more=st.integers(0, 2))
def test_a_unit_that_is_at_least_as_high_in_all_scores_no_less(
    by: str, values: Values, place: int, more: int
) -> None:
    ordering = fit(by, values)
    row = values[place : place + 1].copy()
    row[0, more] += 0.05

    assert ordering.score(row)[0] >= ordering.score(values)[place] - 1e-9


@pytest.mark.parametrize("by", ALL)
def test_the_scale_of_the_weights_does_not_matter(by: str) -> None:
    values = np.random.default_rng(4).uniform(size=(7, 3))

    one, other = fit(by, values), fit(by, values, WEIGHTS * 50)

    assert same(one.score(values), other.score(values))


@pytest.mark.parametrize("by", COMPLETE)
def test_a_row_that_lacks_a_child_has_no_score_where_all_are_needed(by: str) -> None:
    values = np.array([[0.1, 0.2, 0.3], [0.4, NAN, 0.6], [0.7, 0.8, 0.9]])

    ordering = fit(by, values)

    assert ordering.reference.tolist() == [[0.1, 0.2, 0.3], [0.7, 0.8, 0.9]]
    assert np.isnan(ordering.score(values)).tolist() == [False, True, False]


@pytest.mark.parametrize("by", ["borda", "copeland"])
def test_a_row_is_scored_by_the_children_it_has_where_that_will_do(by: str) -> None:
    values = np.array([[0.1, 0.2, 0.3], [0.4, NAN, 0.6], [0.7, 0.8, 0.9], [NAN] * 3])

    found = fit(by, values).score(values)

    assert found[:3].tolist() == [0 / 2, 1 / 2, 2 / 2]
    assert math.isnan(found[3])


@pytest.mark.parametrize("by", ALL)
def test_a_child_of_no_weight_counts_for_nothing(by: str) -> None:
    values = np.random.default_rng(6).uniform(size=(5, 3))
    wider = np.column_stack([values, [NAN, 9, 5, -1, NAN]])

    found = fit(by, wider, np.array([*WEIGHTS, 0]))

    assert found.score(wider).tolist() == fit(by, values).score(values).tolist()
    assert found.share(wider)[:, 3].tolist() == [0] * 5
    assert found.weights_of(wider)[:, 3].tolist() == [0] * 5


@pytest.mark.parametrize("by", ALL)
def test_nobody_to_learn_from_leaves_no_score(by: str) -> None:
    ordering = fit(by, np.full((2, 3), NAN))

    assert np.isnan(ordering.score(np.ones((1, 3)))).all()
    assert np.isnan(ordering.share(np.ones((1, 3)))).all()
    assert ordering.score(np.ones((0, 3))).tolist() == []


@pytest.mark.parametrize("by", ["borda", "copeland", "kemeny"])
def test_a_unit_alone_is_above_nobody(by: str) -> None:
    values = np.array([[0.1, 0.2, 0.3]])

    assert np.isnan(fit(by, values).score(values)).all()


def test_contributions_follow_what_put_a_unit_above_the_others() -> None:
    values = np.array([[0.9, 0.1, 0.2], [0.4, 0.8, 0.3], [0.1, 0.3, 0.9]])

    # Over each of the others the first unit has half a point, by its first child.
    assert fit("copeland", values).share(values)[0].tolist() == [1 / 2, 0, 0]
    # The second stands above the first by two children, above the third by two.
    assert fit("kemeny", values).share(values)[1].tolist() == pytest.approx(
        [3 / 5 / 2, (2 / 3 + 2 / 5) / 2, 1 / 3 / 2]
    )


def test_weights_of_a_row_are_its_own_under_the_benefit_of_the_doubt() -> None:
    values = np.array([[0.9, 0.1, 0.2], [0.4, 0.8, 0.3], [NAN, 0.3, 0.9]])
    ordering = fit("benefit_of_the_doubt", values, least_share=0.2, most_share=0.6)

    found = ordering.weights_of(values)

    assert found[0].tolist() == pytest.approx([0.6, 0.2, 0.2])
    assert np.isnan(found[2]).all()
    assert fit("borda", values).weights_of(values)[2].tolist() == [0, 2 / 3, 1 / 3]


def test_shares_that_cannot_sum_to_one_are_refused() -> None:
    with pytest.raises(SharesError) as least:
        fit("benefit_of_the_doubt", np.ones((2, 3)), least_share=0.4)
    with pytest.raises(SharesError):
        fit("benefit_of_the_doubt", np.ones((2, 3)), most_share=0.3)

    assert least.value.children == 3
    fit("benefit_of_the_doubt", np.ones((2, 3)), least_share=1 / 3, most_share=1 / 3)


def test_the_benefit_of_the_doubt_learns_from_values_of_zero_and_more() -> None:
    with pytest.raises(NegativeValuesError) as caught:
        fit("benefit_of_the_doubt", [[0.1, -0.2, 0.3]])

    assert caught.value.lowest == -0.2


@pytest.mark.parametrize("least", [0, 0.2])
def test_a_value_below_all_units_counts_as_0_under_the_benefit_of_the_doubt(
    least: float,
) -> None:
    values = [[0.9, 0.1, 0.2], [0.4, 0.8, 0.3]]
    ordering = fit("benefit_of_the_doubt", values, least_share=least)
    below, lowest = np.array([[0.5, -3.0, 0.3]]), np.array([[0.5, 0.0, 0.3]])

    assert same(ordering.score(below), ordering.score(lowest))
    assert same(ordering.share(below), ordering.share(lowest))
    assert same(ordering.weights_of(below), ordering.weights_of(lowest))
    assert ordering.score(np.array([[-1.0, -0.1, -2.0]])).tolist() == [0]


def test_no_weights_make_a_score_of_an_infinity() -> None:
    ordering = fit("benefit_of_the_doubt", [[0.9, 0.1, 0.2], [np.inf, 0.8, 0.3]])

    assert ordering.reference.tolist() == [[0.9, 0.1, 0.2]]
    assert np.isnan(ordering.score(np.array([[0.5, np.inf, 0.3]]))).all()
    assert ordering.score(np.array([[0.9, -np.inf, 0.2]])).tolist() == [1]
