from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.charts.pairs import Pair
from webapp.charts.published import chart_published
from webapp.charts.tables import Change, Points

if TYPE_CHECKING:
    from webapp.charts.chart import Look

PAIRS = [Pair("Arva", 60.0, 50.0), Pair("Belo", 20.0, 70.0), Pair("Cori", None, 10.0)]


def test_the_largest_gap_upwards_stands_first(desk: Look) -> None:
    chart = chart_published("Readiness", "EGDI", PAIRS, "caption", desk)

    assert chart.table.rows == (
        ("Belo", Points(70.0), Points(20.0), Change(50.0)),
        ("Arva", Points(50.0), Points(60.0), Change(-10.0)),
        ("Cori", Points(10.0), Points(None), Change(None)),
    )
    assert chart.finding == (
        "Readiness is above EGDI in 1 of 2 units; the middle gap is -10.0"
    )
    _lines, published, own = chart.figure["data"]
    assert (published["x"], own["x"]) == ([20, 60], [70, 50])
    flags = [one["hovertext"] for one in chart.figure["layout"]["annotations"]]
    assert flags == ["EGDI", "Readiness"]


def test_without_both_figures_of_anybody_there_is_no_gap(desk: Look) -> None:
    chart = chart_published("Readiness", "EGDI", PAIRS[2:], "caption", desk)

    assert chart.finding == "No unit has both figures"
