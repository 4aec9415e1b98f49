from __future__ import annotations

from webapp.charts.tables import Points


def test_points_show_one_decimal_and_keep_the_exact_number() -> None:
    points = Points(57.349)

    assert points.shown == 57.3
    assert points.exact == 57.349


def test_no_score_is_not_zero() -> None:
    assert Points(None).shown is None
    assert Points(0.0).shown == 0
