from __future__ import annotations

import pytest

from instruments.model.consistency import rate_consistency


@pytest.mark.parametrize(
    ("largest", "children", "expected"),
    [
        (2, 2, (0, 0)),
        (3, 3, (0, 0)),
        (3.5, 3, (0.5 / 2, 0.25 / 0.58)),
        (2.9999999, 3, (0, 0)),
        # Above 15 children the random index is that of a line.
        (22, 20, (2 / 19, (2 / 19) / ((2.7699 * 20 - 4.3513 - 20) / 19))),
    ],
)
def test_comparisons_are_held_against_random_ones(
    largest: float, children: int, expected: tuple[float, float]
) -> None:
    assert rate_consistency(largest, children) == pytest.approx(expected)
