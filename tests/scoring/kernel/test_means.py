"""What combining does whatever the shape of the arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.combination import Combination
from scoring.kernel.aggregation import compile_aggregation
from scoring.kernel.means import (
    claim_beyond,
    combine_rows,
    find_unscored,
    lies_below,
    share_known,
    take_mean,
)

NAN, INF = np.nan, np.inf
VALUES = st.lists(
    st.lists(st.floats(0, 1) | st.just(NAN), min_size=3, max_size=3),
    min_size=1,
    max_size=4,
)


def test_a_mean_is_of_what_is_known() -> None:
    children = [
        (np.array([1.0, NAN, NAN]), 1.0),
        (np.array([0.5, 0.5, NAN]), 3.0),
    ]

    with np.errstate(invalid="ignore"):
        found = take_mean(children, (3,))

    assert found[:2].tolist() == [(1 + 3 * 0.5) / 4, 0.5]
    assert np.isnan(found[2])


def test_without_weight_a_child_adds_nothing_not_even_an_infinity() -> None:
    children = [(np.array([-INF]), 0.0), (np.array([0.5]), 2.0)]

    with np.errstate(invalid="ignore"):
        assert take_mean(children, (1,)).tolist() == [0.5]


@given(VALUES, st.lists(st.integers(1, 9), min_size=8, max_size=8))
def test_draws_by_units_have_the_means_of_each_draw(
    values: list[list[float]], numbers: list[int]
) -> None:
    weights = np.array(numbers, dtype=np.float64).reshape(4, 2)[: len(values)]
    children = [np.array(value) for value in values]

    with np.errstate(invalid="ignore"):
        pairs = zip(children, weights[:, :, None], strict=True)
        together = take_mean([(v[None, :], w) for v, w in pairs], (2, 3))
        for draw in range(2):
            alone = list(zip(children, weights[:, draw].tolist(), strict=True))
            assert together[draw] == pytest.approx(take_mean(alone, (3,)), nan_ok=True)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("arithmetic", [(0.2 + 2 * 0.4 + 0.9) / 4, 0.4]),
        ("minimum", [0.2, 0.4]),
        ("maximum", [0.9, 0.4]),
        ("median", [0.4, 0.4]),
        ("borda", [NAN, NAN]),  # nothing was learned
    ],
)
def test_children_are_combined_as_they_are_declared(
    by: str, expected: list[float]
) -> None:
    aggregation = compile_aggregation(Combination.model_validate({"by": by}), 0.01)
    values = np.array([[0.2, NAN], [0.4, 0.4], [0.9, NAN]])

    found = combine_rows(aggregation, np.array([1.0, 2.0, 1.0]), values, None)

    assert found == pytest.approx(np.array(expected), nan_ok=True)


def test_a_share_is_below_another_by_more_than_rounding() -> None:
    shares = np.array([0.3, 0.1 + 0.2 - 1e-15, 0.299, NAN])

    assert lies_below(shares, 0.3).tolist() == [False, False, True, False]


def test_the_share_of_known_children_is_of_those_that_apply() -> None:
    scores = [np.array([0.5, NAN]), np.array([NAN, NAN]), np.array([0.5, 0.1])]
    covers = [np.array([1.0, NAN]), np.array([0.0, 0.0]), np.array([1.0, 1.0])]

    found = share_known([1.0, 2.0, 3.0], scores, covers)

    assert found.tolist() == [(1 + 3) / 6, 3 / 5]


@pytest.mark.parametrize(
    ("left_out", "every", "expected"),
    [
        (None, True, [False, True, False]),
        (None, False, [True, True, False]),
        ([np.array([True]), np.array([False])], True, [True, True, False]),
        ([np.array([False]), np.array([True])], False, [False, True, False]),
    ],
)
def test_unscored_children_are_found_among_those_that_are_not_left_out(
    left_out: list[np.ndarray] | None, every: bool, expected: list[bool]
) -> None:
    scores = [np.array([0.5, NAN, 0.1]), np.array([NAN, NAN, 0.2])]

    assert find_unscored(scores, left_out, every=every).tolist() == expected


def test_claims_beyond_the_share_that_may_be_count_as_0() -> None:
    claimed = np.array([1.0, 3.0])

    beyond, zeros = claim_beyond(claimed, 4.0, 0.25, np.array([-2.0]))

    assert beyond.tolist() == [0.0, 3 - 0.25 * 4]
    assert zeros.tolist() == [0.0, 2 * -2.0]
    with np.errstate(invalid="ignore"):
        _, zeros = claim_beyond(claimed, 4.0, 0.25, np.array([-INF]))
    assert zeros.tolist() == [0.0, -INF]
