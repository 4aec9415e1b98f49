from __future__ import annotations

from webapp.charts.words import count_units, say_points, share


def test_points_are_written_to_one_decimal() -> None:
    assert say_points(57.349) == "57.3"
    assert say_points(0) == "0.0"


def test_units_are_counted_in_words() -> None:
    assert count_units(1) == "1 unit"
    assert count_units(24) == "24 units"


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(1, 3) == "33%"
    assert share(0, 0) == "0%"
