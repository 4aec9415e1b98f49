"""Rounding half up, though half is seldom half in binary."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.kernel.rounding import count_steps


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        (0.12345, 0.0001, 1235),
        (0.12335, 0.0001, 1234),
        (0.12344, 0.0001, 1234),
        (0.3375, 0.005, 68),
        (2.5, 1.0, 3),
        (-0.5, 1.0, 0),
        (-1.5, 1.0, -1),
        (0.1234567895, 1e-9, 123456790),
    ],
)
def test_half_goes_up(value: float, step: float, expected: float) -> None:
    assert count_steps(np.array([value]), step)[0] == expected


@given(st.integers(-(10**7), 10**7), st.integers(1, 5))
def test_so_it_is_for_every_decimal_number(digits: int, decimals: int) -> None:
    exact = Decimal(digits) / 10 ** (decimals + 1)

    found = count_steps(np.array([float(exact)]), 10.0**-decimals)[0]

    half_up = (exact * 10**decimals + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    assert found == int(half_up)


def test_what_is_no_number_stays_so() -> None:
    found = count_steps(np.array([np.nan, np.inf, -np.inf]), 0.1)
    np.testing.assert_equal(found, [np.nan, np.inf, -np.inf])
