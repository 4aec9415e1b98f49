"""Thresholds: bounds that binary sums miss are still reached."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.study.diagnostics.pattern import (
    falls_below,
    first_reaching,
    percent,
    reaches,
)
from scoring.study.diagnostics.steps import Step

STEPS = [Step("a", 10, 0.0, 0.25), Step("a", 11, 0.25, 0.5), Step("a", 12, 0.5, 1.0)]


def test_a_gap_of_binary_sums_reaches_its_decimal_bound() -> None:
    gap = np.array([0.7 - 0.5])
    assert gap[0] < 0.2
    assert reaches(gap, 0.2).all()
    assert not falls_below(gap, 0.2).any()


def test_no_number_reaches_nothing_and_falls_below_nothing() -> None:
    nothing = np.array([np.nan])
    assert not reaches(nothing, 0.0).any()
    assert not falls_below(nothing, 1.0).any()


@pytest.mark.parametrize(("bound", "count"), [(0.2, 1), (0.5, 2), (0.6, 3), (1.1, 0)])
def test_steps_are_listed_until_a_bound_is_reached(bound: float, count: int) -> None:
    assert first_reaching({"a": STEPS}, "a", bound) == STEPS[:count]


def test_an_item_without_steps_reaches_nothing() -> None:
    assert first_reaching({}, "a", 0.5) == []


def test_shares_are_shown_from_0_to_100() -> None:
    assert percent(0.25) == 25
    assert percent(None) is None
