"""Ranges: the lowest and the highest that can be made of values."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn import draw
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.combination import Combination, Combine
from scoring import compile_plan
from scoring.kernel.aggregation import Aggregation, compile_aggregation
from scoring.kernel.bounds.ranges import Range, combine_children, combine_ranges
from scoring.kernel.means import combine_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Truth = NDArray[np.bool_]

NONE = np.array([False])


def one(low: float, high: float, *, loose: bool = False) -> Range:
    return Range(np.array([low]), np.array([high]), np.array([loose]))


def ends_of(found: Range) -> tuple[float, float, bool]:
    return float(found.low[0]), float(found.high[0]), bool(found.loose[0])


def test_what_surely_becomes_zero_is_zero_where_there_is_a_value() -> None:
    rows = np.array([True])

    assert ends_of(one(0.25, 0.5).become(rows, 0)) == (0, 0, False)
    assert not one(np.nan, np.nan).become(rows, 0).known[0]
    assert ends_of(one(0.25, 0.5).widen(rows, 0)) == (0, 0.5, False)
    assert ends_of(one(0.25, 0.5).loosen(rows)) == (0.25, 0.5, True)
    assert not one(0.25, 0.5, loose=True).drop(rows).known[0]


def test_what_falls_turns_its_ends() -> None:
    turned = one(0.25, 0.5).move(lambda values: 1 - values)
    assert ends_of(turned) == (0.5, 0.75, False)


def take_log(values: Values) -> Values:
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(values)
    return np.where(np.isfinite(logs), logs, np.nan)


def test_beyond_where_values_end_nothing_is_known() -> None:
    assert ends_of(one(0, 1).move(take_log)) == (-np.inf, np.inf, True)
    assert ends_of(one(-np.inf, -1).move(take_log)) == (-np.inf, np.inf, True)
    assert not one(-2, -1).move(take_log).known[0]


VALUES = st.floats(0, 1, allow_subnormal=False)
CHILD = st.tuples(VALUES, VALUES, st.booleans(), st.sampled_from([1.0, 2.0, 5.0]))
WAYS: list[Combine] = [
    "arithmetic",
    "geometric",
    "harmonic",
    "median",
    "minimum",
    "maximum",
]


@pytest.mark.parametrize("by", WAYS)
@given(children=st.lists(CHILD, min_size=1, max_size=5))
def test_the_ends_are_those_of_all_that_may_count(
    by: Combine, children: list[tuple[float, float, bool, float]]
) -> None:
    low = np.array([[min(first, last)] for first, last, _, _ in children])
    high = np.array([[max(first, last)] for first, last, _, _ in children])
    loose = np.array([[is_loose] for _, _, is_loose, _ in children])
    weights = np.array([weight for *_, weight in children])
    combine = partial(_combine, compile_aggregation(Combination(by=by), 0.01), weights)

    found = combine_ranges(Range(low, high, loose), combine)

    made = [
        [combine(np.where(taken | ~loose, end, np.nan))[0] for end in (low, high)]
        for taken in _choose(len(children))
    ]
    known = np.array(made)[~np.isnan(made).any(axis=1)]
    np.testing.assert_allclose(found.low[0], known[:, 0].min())
    np.testing.assert_allclose(found.high[0], known[:, 1].max())
    assert found.loose[0] == loose.all()


def _choose(count: int) -> Iterator[Truth]:
    for taken in itertools.product([False, True], repeat=count):
        yield np.array(taken)[:, None]


def _combine(aggregation: Aggregation, weights: Values, values: Values) -> Values:
    with np.errstate(divide="ignore", invalid="ignore"):
        return combine_rows(aggregation, weights, values, None)


def test_a_geometric_mean_of_what_may_be_below_nothing_is_not_known() -> None:
    step = compile_plan(draw(["a", "b"], combine={"index": "geometric"})).steps[0]
    children = Range(
        np.array([[-1.0], [0.5]]), np.array([[1.0], [0.5]]), np.array([NONE, NONE])
    )

    with np.errstate(invalid="ignore"):
        found = combine_children(step, children, np.ones(2))

    assert ends_of(found) == (0, np.inf, True)
