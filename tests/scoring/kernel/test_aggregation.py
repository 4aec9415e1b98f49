"""Aggregation: means, minimum and maximum of children, as visible arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from drawn import LEVELS, draw, score_all
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.answers import Missing
from scoring.kernel.aggregation import Aggregation

if TYPE_CHECKING:
    from instruments.model.combination import Combine

FLOOR = 0.01
SHARES = st.floats(0, 1)


def combine(how: Combine, weights: dict[str, float], *levels: str) -> float:
    """Score an index of two nodes, each with one item at the given level."""
    instrument = draw(
        ["a", "b"],
        {"index": {"of": weights}, "first": ["a"], "second": ["b"]},
        combine={"index": how},
        floor=FLOOR,
    )
    answers = dict(zip("ab", levels, strict=True))
    return float(score_all(instrument, answers).node("index")[0])


EQUAL: dict[str, float] = {"first": 1, "second": 1}
TWO_TO_ONE: dict[str, float] = {"first": 2, "second": 1}


def mapped(value: float) -> float:
    return FLOOR + (1 - FLOOR) * value


def back(mean: float) -> float:
    return (mean - FLOOR) / (1 - FLOOR)


# levels: little 1/4, half 2/4, full 4/4
@pytest.mark.parametrize(
    ("how", "weights", "expected"),
    [
        ("arithmetic", EQUAL, (1 * 0.25 + 1 * 1.0) / 2),
        ("arithmetic", TWO_TO_ONE, (2 * 0.25 + 1 * 1.0) / 3),
        ("geometric", EQUAL, back(math.sqrt(mapped(0.25) * mapped(1)))),
        (
            "geometric",
            TWO_TO_ONE,
            back((mapped(0.25) ** 2 * mapped(1) ** 1) ** (1 / 3)),
        ),
        ("minimum", TWO_TO_ONE, 0.25),
        ("maximum", TWO_TO_ONE, 1.0),
    ],
)
def test_two_nodes_are_combined(
    how: Combine, weights: dict[str, float], expected: float
) -> None:
    assert combine(how, weights, "little", "full") == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "minimum", "maximum"])
def test_nothing_stays_nothing_and_everything_stays_everything(how: Combine) -> None:
    assert combine(how, TWO_TO_ONE, "none", "none") == 0
    assert combine(how, TWO_TO_ONE, "full", "full") == 1


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "minimum", "maximum"])
def test_items_are_combined_as_nodes_are(how: Combine) -> None:
    items = draw(
        ["a", "b"], {"index": {"items": {"a": 2, "b": 1}}}, combine={"index": how}
    )

    for first in LEVELS:
        found = score_all(items, {"a": first, "b": "half"}).node("index")[0]
        assert found == pytest.approx(
            combine(how, TWO_TO_ONE, first, "half"), abs=1e-12
        )


def test_a_geometric_mean_without_floor_is_zero_where_one_child_is() -> None:
    instrument = draw(["a", "b"], combine={"index": "geometric"}, floor=0)

    found = score_all(
        instrument, {"a": "none", "b": "full"}, {"a": "little", "b": "full"}
    )

    assert found.node("index").tolist() == pytest.approx([0, math.sqrt(0.25 * 1)])


def test_a_weak_child_costs_more_under_a_geometric_mean() -> None:
    uneven = combine("geometric", EQUAL, "none", "full")

    assert uneven < combine("arithmetic", EQUAL, "none", "full") == 0.5
    assert uneven == pytest.approx(back(math.sqrt(mapped(0) * mapped(1))), abs=1e-12)


@pytest.mark.parametrize("how", ["minimum", "maximum"])
def test_a_child_without_score_is_not_picked(how: Combine) -> None:
    instrument = draw(
        ["a", "b"],
        {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]},
        combine={"index": how},
    )

    found = score_all(
        instrument,
        {"a": Missing.NOT_APPLICABLE, "b": "half"},
        {"a": Missing.NOT_APPLICABLE, "b": Missing.NOT_APPLICABLE},
    )

    assert found.node("index")[0] == 2 / 4
    assert np.isnan(found.node("index")[1])


@pytest.mark.parametrize("how", ["minimum", "maximum"])
def test_an_item_that_does_not_apply_is_not_picked(how: Combine) -> None:
    instrument = draw(["a", "b", "c"], combine={"index": how})
    answers = {"a": Missing.NOT_APPLICABLE, "b": "half", "c": Missing.NOT_APPLICABLE}

    assert score_all(instrument, answers).node("index")[0] == 2 / 4


@given(SHARES)
def test_mapping_to_the_floor_and_back_changes_nothing(value: float) -> None:
    geometric = Aggregation("geometric", FLOOR)

    again = geometric.inverse(geometric.forward(np.array([value])))[0]

    assert again == pytest.approx(value, abs=1e-12)
    assert 0 <= again <= 1


@pytest.mark.parametrize("exponent", [-20.0, 20.0])
@pytest.mark.parametrize("floor", [0.0, 1e-300, 0.01])
def test_the_steepest_means_are_near_the_weakest_and_the_strongest(
    exponent: float, floor: float
) -> None:
    mean = Aggregation("power", floor, exponent)
    values = np.array([1e-12, 0.05, 0.5])

    taken = mean.inverse(np.array([mean.forward(values).mean()]))
    alike = mean.inverse(mean.forward(values))

    end = values.min() if exponent < 0 else values.max()
    assert taken[0] == pytest.approx(end, rel=0.06, abs=1e-3)
    assert alike == pytest.approx(values, abs=1e-12)
