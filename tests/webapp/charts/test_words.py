from __future__ import annotations

from webapp.charts.words import count_units, share


def test_units_are_counted_in_words() -> None:
    assert count_units(1) == "1 unit"
    assert count_units(24) == "24 units"


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(1, 3) == "33%"
    assert share(0, 0) == "0%"
