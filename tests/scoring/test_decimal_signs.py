"""Decimal signs: a column whose numbers can be read in one way only."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scoring.columns import is_plain
from scoring.decimal_signs import DecimalSigns


def find(*batches: list[Any]) -> list[dict[int, str]]:
    """Look at some batches of cells."""
    signs, found = DecimalSigns(), []
    for values in batches:
        numbers = np.array([float(v) if is_plain(v) else np.nan for v in values])
        odd = np.flatnonzero(np.isnan(numbers)).tolist()
        found.append(dict(signs.find_mixed(values, numbers, odd)))
    return found


@pytest.mark.parametrize("comma", ["3,5", "1.234,5", "1 234,5", "1.234.567", "-0,25"])
def test_a_point_beside_decimal_commas_may_part_thousands(comma: str) -> None:
    (found,) = find([comma, "2", " 1.234 ", "0.5"])

    assert list(found) == [2]
    assert found[2] == (
        f"'1.234' may mean 1.234 or 1234 beside '{comma}' in this column. Write no "
        "sign between thousands, and the same before decimals."
    )


@pytest.mark.parametrize(
    "values",
    [
        ["1.234", "2.5", "1234"],
        ["3,5", "0.123", "12.34", "1234.567"],
        ["1,234.5", "1.234"],
        [1.234, "3,5", None],
    ],
)
def test_other_columns_can_be_read(values: list[Any]) -> None:
    assert find(values) == [{}]


def test_what_was_read_with_a_point_before_refuses_a_comma_after() -> None:
    assert [list(one) for one in find(["1.234"], ["2"], ["7", "3,5"])] == [[], [], [1]]


def test_what_a_comma_has_shown_holds_for_the_rows_after() -> None:
    assert [list(one) for one in find(["3,5"], ["2"], ["7", "1.234"])] == [[], [], [1]]
