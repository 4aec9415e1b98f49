from __future__ import annotations

import pytest

from webapp.timing import estimate_minutes


@pytest.mark.parametrize(
    ("items", "minutes"),
    [(0, 0), (1, 1), (2, 1), (3, 2), (12, 5), (107, 45)],  # 25 s each, rounded up
)
def test_minutes_are_25_seconds_an_item_rounded_up(items: int, minutes: int) -> None:
    assert estimate_minutes(items) == minutes
