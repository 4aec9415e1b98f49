"""Factors: weights from what children have in common."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from instruments.model.weighting import Weighting
from scoring.errors import AlikeChildrenError, FactorsError
from scoring.kernel.factors import (
    count_factors,
    find_loadings,
    turn_loadings,
    weigh_factors,
)

Values = NDArray[np.float64]


def draw_units(correlations: Values, units: int = 40) -> Values:
    """Draw units whose children have exactly these correlations."""
    noise = np.random.default_rng(3).normal(size=(units, len(correlations)))
    noise -= noise.mean(axis=0)
    plain = noise @ np.linalg.inv(np.linalg.cholesky(noise.T @ noise)).T
    drawn: Values = plain @ np.linalg.cholesky(correlations).T
    return drawn


def correlate(loadings: list[list[float]]) -> Values:
    """Give the correlations that factors of these loadings leave."""
    table = np.array(loadings)
    correlations: Values = table @ table.T
    np.fill_diagonal(correlations, 1.0)
    return correlations


def weigh(correlations: Values, **rule: Any) -> list[float]:
    children = [f"c{place}" for place in range(len(correlations))]
    declared = Weighting.model_validate(rule)
    weights: list[float] = weigh_factors(
        declared, children, draw_units(correlations)
    ).tolist()
    return weights


def test_one_common_factor_weighs_by_squared_loadings() -> None:
    correlations = correlate([[0.9], [0.8], [0.7], [0.6]])
    total = 0.9**2 + 0.8**2 + 0.7**2 + 0.6**2

    found = weigh(correlations, by="factor", factors=1)

    expected = [0.81 / total, 0.64 / total, 0.49 / total, 0.36 / total]
    assert found == pytest.approx(expected, abs=1e-6)


def test_two_groups_of_children_load_on_a_factor_each() -> None:
    high, low = 0.9, 0.6
    correlations = correlate([[high, 0]] * 3 + [[0, low]] * 3)
    total = 3 * (high**2 + low**2)

    found = weigh(correlations, by="factor")

    expected = [high**2 / total] * 3 + [low**2 / total] * 3
    assert found == pytest.approx(expected, abs=1e-6)


def test_components_of_two_pairs_load_alike_within_each() -> None:
    # A pair with correlation r has the eigenvalues 1 + r and 1 - r, and both of its
    # children load with the root of (1 + r) / 2.
    correlations = np.eye(4)
    correlations[0, 1] = correlations[1, 0] = 0.6
    correlations[2, 3] = correlations[3, 2] = 0.2

    found = weigh(correlations, by="pca")

    assert found == pytest.approx([0.8 / 2.8, 0.8 / 2.8, 0.6 / 2.8, 0.6 / 2.8])


def test_a_symmetrical_table_is_turned_to_its_simple_structure() -> None:
    # Two groups with a general factor and one between them: at 45 degrees each group
    # loads most on its own.
    loadings = np.array([[0.8, 0.3], [0.8, 0.3], [0.8, -0.3], [0.8, -0.3]])
    most, least = (0.8 + 0.3) / np.sqrt(2), (0.8 - 0.3) / np.sqrt(2)

    turned = np.abs(turn_loadings(loadings))

    assert np.sort(turned, axis=1) == pytest.approx(np.array([[least, most]] * 4))
    assert turned.argmax(axis=1).tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])


def test_turning_keeps_what_is_explained_of_each_child() -> None:
    loadings = np.random.default_rng(5).uniform(-0.5, 0.5, (8, 3))

    turned = turn_loadings(loadings)

    assert np.sum(turned**2, axis=1) == pytest.approx(np.sum(loadings**2, axis=1))


def test_factors_above_average_are_counted_and_at_least_one() -> None:
    pair = np.array([[1, 0.5], [0.5, 1]])

    assert count_factors(pair) == 1
    assert count_factors(np.eye(3)) == 1
    assert count_factors(np.kron(np.eye(2), pair)) == 2


@pytest.mark.parametrize("by", ["pca", "factor"])
def test_the_order_of_units_and_children_changes_no_weight(by: str) -> None:
    correlations = correlate([[0.9, 0.1], [0.8, 0], [0.7, 0.2], [0, 0.8], [0.1, 0.7]])
    values = draw_units(correlations)
    rule = Weighting.model_validate({"by": by, "factors": 2})
    children = list("abcde")
    mixed = [3, 0, 4, 2, 1]

    weights = weigh_factors(rule, children, values)
    again = weigh_factors(rule, children, values[::-1][:, mixed])

    assert again.tolist() == pytest.approx(weights[mixed].tolist(), abs=1e-6)


def test_scales_and_directions_change_no_weight() -> None:
    values = draw_units(correlate([[0.9], [0.8], [0.7], [0.6]]))
    rule, children = Weighting(by="pca"), list("abcd")

    weights = weigh_factors(rule, children, values)
    again = weigh_factors(rule, children, values * [1, -20, 3, 0.01] + 7)

    assert again.tolist() == pytest.approx(weights.tolist(), abs=1e-9)


def test_more_factors_than_children_are_refused() -> None:
    with pytest.raises(FactorsError) as caught:
        weigh(np.eye(3), by="pca", factors=4)

    assert (caught.value.factors, caught.value.children) == (4, 3)


def test_common_factors_of_children_that_share_nothing_are_refused() -> None:
    # 0.9 * 0.9 / 0.4 is above 1: one factor would explain more than all of the first.
    correlations = np.array([[1, 0.9, 0.9], [0.9, 1, 0.7], [0.9, 0.7, 1]])

    with pytest.raises(FactorsError):
        weigh(correlations, by="factor", factors=1)


def test_a_child_that_follows_from_the_others_is_refused_by_factor_only() -> None:
    values = draw_units(np.eye(3))
    values = np.column_stack([values, values.sum(axis=1)])
    children = list("abcd")

    with pytest.raises(AlikeChildrenError) as caught:
        find_loadings(Weighting(by="factor"), children, values)

    assert caught.value.children == tuple(children)
    assert find_loadings(Weighting(by="pca", factors=2), children, values).shape == (
        4,
        2,
    )
