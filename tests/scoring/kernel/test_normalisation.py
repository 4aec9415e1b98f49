"""Normalisation: points and measurements between 0 and 1."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from drawn import draw, options
from hypothesis import given
from hypothesis import strategies as st

from instruments.model.answers import Answer, Missing
from scoring.kernel.coding import code_answers
from scoring.kernel.normalisation import is_scored, value_item, value_options


def value_of(fields: dict[str, Any], answer: Answer) -> float:
    instrument = draw({"q": fields})
    column = code_answers(instrument, [{"q": answer}])["q"]
    return float(value_item(instrument, instrument.items["q"], column)[0])


def values_of(**fields: Any) -> list[float]:
    instrument = draw({"q": fields})
    values: list[float] = value_options(instrument, instrument.items["q"]).tolist()
    return values


def test_points_stand_between_the_lowest_and_the_highest() -> None:
    assert values_of(type="single", options=options(a=0, b=1, c=4)) == [
        (0 - 0) / (4 - 0),
        (1 - 0) / (4 - 0),
        (4 - 0) / (4 - 0),
    ]


def test_a_scale_need_not_begin_at_zero() -> None:
    assert values_of(type="single", options=options(a=1, b=2, c=5)) == [
        (1 - 1) / (5 - 1),
        (2 - 1) / (5 - 1),
        (5 - 1) / (5 - 1),
    ]


def test_a_reversed_item_counts_from_the_other_end() -> None:
    reverse = values_of(type="single", reverse=True, options=options(a=0, b=1, c=4))

    assert reverse == [(4 - 0) / 4, (4 - 1) / 4, (4 - 4) / 4]


def test_an_option_without_points_has_no_value() -> None:
    values = values_of(type="single", options=options(a=0, b=None, c=2))

    assert values[0] == 0
    assert np.isnan(values[1])
    assert values[2] == 1


def test_options_of_equal_points_are_worth_nothing() -> None:
    assert values_of(type="single", options=options(a=2, b=2)) == [0, 0]


@pytest.mark.parametrize(
    ("goalposts", "number", "expected"),
    [
        ({"low": 0, "high": 50}, 20.0, (20 - 0) / (50 - 0)),
        ({"low": 10, "high": 50}, 20.0, (20 - 10) / (50 - 10)),
        ({"low": 10, "high": 50}, 5.0, 0),
        ({"low": 10, "high": 50}, 80.0, 1),
        # less is better
        ({"low": 8, "high": 2}, 5.0, (5 - 8) / (2 - 8)),
        ({"low": 8, "high": 2}, 9.0, 0),
        ({"low": 8, "high": 2}, 1.0, 1),
    ],
)
def test_a_number_stands_between_its_goalposts(
    goalposts: dict[str, float], number: float, expected: float
) -> None:
    assert value_of({"type": "number", "goalposts": goalposts}, number) == expected


@pytest.mark.parametrize("number", [0.0, -5.0])
def test_what_has_no_logarithm_lies_beyond_the_lower_goalpost(number: float) -> None:
    up = {"low": 100, "high": 75000, "log": True}
    down = {"low": 75000, "high": 100, "log": True}
    fields = {"type": "number"}

    assert value_of({**fields, "goalposts": up}, number) == 0
    assert value_of({**fields, "goalposts": down}, number) == 1


def test_a_number_on_its_low_goalpost_is_zero_and_not_minus_zero() -> None:
    fields = {"type": "number", "goalposts": {"low": 20, "high": -5}}

    assert math.copysign(1, value_of(fields, 20.0)) == 1


@pytest.mark.parametrize(
    ("fields", "chosen", "expected"),
    [
        ({}, ("a", "c"), (1 + 3) / (1 + 2 + 3)),
        ({}, (), 0),
        ({"full": 4}, ("a", "b"), (1 + 2) / 4),
        ({"full": 4}, ("b", "c"), 1),
        ({"reverse": True}, ("a", "b"), 1 - (1 + 2) / 6),
    ],
)
def test_chosen_points_are_divided_by_the_full_ones(
    fields: dict[str, Any], chosen: tuple[str, ...], expected: float
) -> None:
    several = {"type": "multiple", "options": options(a=1, b=2, c=3), **fields}

    assert value_of(several, chosen) == pytest.approx(expected, abs=1e-15)


def test_points_below_zero_do_not_take_a_set_below_zero() -> None:
    several = {"type": "multiple", "options": options(a=1, b=-2)}

    assert value_of(several, ("b",)) == 0
    assert value_of(several, ("a",)) == 1


@pytest.mark.parametrize("reason", list(Missing))
def test_a_missing_answer_is_worth_nothing(reason: Missing) -> None:
    number = {"type": "number", "goalposts": {"low": 0, "high": 1}}

    assert value_of({}, reason) == value_of(number, reason) == 0


def test_items_without_points_or_goalposts_are_not_scored() -> None:
    items: dict[str, Any] = {
        "level": {},
        "measured": {"type": "number", "goalposts": {"low": 0, "high": 1}},
        "counted": {"type": "number"},
        "kind": {"type": "single", "options": options(a=None, b=None)},
        "said": {"type": "text"},
    }
    instrument = draw(items)

    scored = [key for key in items if is_scored(instrument, instrument.items[key])]

    assert scored == ["level", "measured"]


@given(
    st.lists(st.integers(-5, 5), min_size=2, max_size=6),
    st.integers(-4, 4),
    st.integers(1, 5),
)
def test_values_do_not_depend_on_the_unit_of_points(
    points: list[int], shift: int, factor: int
) -> None:
    first = values_of(
        type="single", options=options(**{f"o{k}": p for k, p in enumerate(points)})
    )
    other = {f"o{k}": p * factor + shift for k, p in enumerate(points)}
    second = values_of(type="single", options=options(**other))

    assert first == pytest.approx(second, abs=1e-12)
    assert all(0 <= value <= 1 for value in first)
