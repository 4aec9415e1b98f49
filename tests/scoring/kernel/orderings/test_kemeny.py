"""Kemeny: the order of all units that the children support most."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from scoring.errors import KemenySizeError
from scoring.kernel.orderings import kemeny
from scoring.kernel.orderings.kemeny import count_above, find_circles, point_order
from scoring.kernel.orderings.pairs import outranking

Values = NDArray[np.float64]

CIRCLE = np.array([[3.0, 1, 2], [2, 3, 1], [1, 2, 3]])
"""A beats B, B beats C and C beats A, two children to one."""

TABLES = arrays(np.float64, (6, 3), elements=st.integers(0, 5).map(float))
WEIGHTS = np.array([0.5, 0.3, 0.2])


def support(order: tuple[int, ...], table: Values) -> float:
    return sum(
        float(table[unit, behind])
        for place, unit in enumerate(order)
        for behind in order[place + 1 :]
    )


def test_units_on_which_children_agree_stand_in_their_order() -> None:
    values = np.array([[1.0, 10], [3, 30], [2, 20]])

    assert count_above(values, np.ones(2) / 2).tolist() == [2, 0, 1]


def test_equal_units_share_a_place() -> None:
    values = np.array([[1.0, 1], [2, 2], [2, 2], [3, 3]])

    assert count_above(values, np.ones(2) / 2).tolist() == [3, 1, 1, 0]


def test_a_circle_is_cut_where_the_weight_is_least() -> None:
    # A beats B by 0.7, B beats C by 0.8, C beats A by 0.5 to 0.5: a tie.
    assert count_above(CIRCLE, np.array([0.5, 0.3, 0.2])).tolist() == [0, 1, 2]
    assert count_above(CIRCLE, np.array([0.2, 0.5, 0.3])).tolist() == [2, 0, 1]


def test_of_equally_good_orders_the_one_nearest_to_borda_is_taken() -> None:
    # All rotations of the circle have the same support, and all units the same Borda
    # score: the values decide, the first child first.
    weights = np.ones(3) / 3

    assert count_above(CIRCLE, weights).tolist() == [0, 1, 2]
    assert count_above(CIRCLE[[2, 0, 1]], weights).tolist() == [2, 0, 1]


@given(TABLES)
def test_no_order_has_more_support(values: Values) -> None:
    table = outranking(values, WEIGHTS)
    most = max(support(order, table) for order in permutations(range(6)))

    found = count_above(values, WEIGHTS)

    order = tuple(np.argsort(found, kind="stable").tolist())
    assert support(order, table) == pytest.approx(most)


@given(TABLES, st.permutations(range(6)))
def test_mixing_the_units_mixes_their_places(values: Values, mixed: list[int]) -> None:
    found = count_above(values, WEIGHTS)

    assert count_above(values[mixed], WEIGHTS).tolist() == found[mixed].tolist()


def test_a_whole_knot_of_forty_is_untied() -> None:
    values = np.random.default_rng(2).uniform(size=(40, 5))
    weights = np.ones(5) / 5
    table = outranking(values, weights)

    found = count_above(values, weights)

    order = np.argsort(found)
    assert sorted(found.tolist()) == list(range(40))
    for place, unit in enumerate(order):  # no unit gains by moving elsewhere
        lead = (table - table.T)[unit, order]
        assert np.cumsum(lead[:place][::-1]).max(initial=0) <= 1e-9
        assert np.cumsum(-lead[place + 1 :]).max(initial=0) <= 1e-9


def test_larger_knots_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kemeny, "LARGEST_KNOT", 2)

    with pytest.raises(KemenySizeError) as caught:
        count_above(CIRCLE, np.ones(3) / 3)

    assert (caught.value.units, caught.value.limit) == (3, 2)
    # An agreed order of any length is no knot.
    assert count_above(np.arange(300.0)[:, None], np.ones(1))[0] == 299


def test_a_row_from_outside_is_put_where_it_has_most_support() -> None:
    reference = np.array([[9.0, 9, 9], [6, 6, 6], [3, 3, 3]])
    above = count_above(reference, WEIGHTS)
    rows = np.array([[10.0, 10, 10], [7, 4, 4], [3, 3, 3], [5, 9, 1]])

    points, others = point_order(reference, above, WEIGHTS, rows)

    assert points.tolist() == [
        [1, 1, 1],
        [0, 1, 1],  # 0.5 for and 0.5 against the second: the higher place
        [0, 0, 0],  # the third itself
        [0, 0, 1],  # only 0.3 favours it over the second
    ]
    assert others.tolist() == [3, 3, 2, 3]


def test_nobody_has_no_order() -> None:
    assert count_above(np.empty((0, 3)), WEIGHTS).tolist() == []


def test_circles_are_found_in_either_direction() -> None:
    # Pairs (0, 1), (0, 2), (1, 2): 0 over 1, 2 over 0, 1 over 2.
    rule = find_circles(np.array([1.0, 0.0, 1.0]))

    assert rule is not None
    table, _, highest = rule
    assert table.toarray().tolist() == [[1, -1, 1]]  # x01 + (1 - x02) + x12 <= 2
    assert np.array(highest).tolist() == [1]
    assert find_circles(np.array([1.0, 1.0, 1.0])) is None
    assert find_circles(np.array([0.0, 1.0, 0.0])) is not None
