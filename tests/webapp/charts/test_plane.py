from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from webapp.charts.chart import Look
from webapp.charts.plane import Axis, Corner, Plane, chart_plane
from webapp.charts.room import Participant
from webapp.charts.tables import Change, Points

if TYPE_CHECKING:
    from webapp.charts.chart import Chart

NAN = float("nan")
PLANE = Plane(
    units=tuple(
        Participant(number, name) for number, name in enumerate(("A", "B", "C", "D"))
    ),
    across=Axis("Behind", np.array([20.0, 50.0, 10.0, NAN])),
    up=Axis("Front", np.array([40.0, 40.0, 95.0, 5.0])),
    corner=Corner("The gap", 20.0),
    chosen=(1,),
)


def draw(plane: Plane, look: Look | None = None) -> Chart:
    return chart_plane(plane, "caption", look or Look())


def test_who_lies_in_the_corner_is_counted_and_told() -> None:
    chart = draw(PLANE)

    # A leads by exactly the gap.
    assert chart.finding == "2 of 3 units lie where the The gap begins"
    assert [(row[0], row[3], row[4]) for row in chart.table.rows] == [
        ("C", Change(85.0), "Yes"),
        ("A", Change(20.0), "Yes"),
        ("B", Change(-10.0), "No"),
        ("D", Change(None), "No"),
    ]
    assert chart.table.rows[-1][1] == Points(None)


def test_the_corner_has_its_least_score() -> None:
    bounded = replace(PLANE, corner=Corner("The gap", 20.0, least=50.0))

    assert draw(bounded).finding.startswith("1 of 3 units lie")
    (shape, _line) = draw(bounded).figure["layout"]["shapes"]
    assert shape["path"] == "M0,50.0 L30.0,50.0 L80.0,100 L0,100 Z"


def test_without_a_corner_the_finding_says_who_is_ahead() -> None:
    chart = draw(replace(PLANE, corner=None))

    assert chart.finding == "Front is ahead of Behind in 2 of 3 units"
    assert len(chart.table.columns) == 4
    assert len(chart.figure["layout"]["shapes"]) == 1


def test_every_unit_with_both_measures_is_drawn_once() -> None:
    dots, mark = draw(PLANE).figure["data"]

    assert list(zip(dots["x"], dots["y"], strict=True)) == [(20, 40), (10, 95)]
    assert (mark["x"], mark["y"]) == ([50.0], [40.0])


def test_it_runs_in_reading_direction() -> None:
    low, high = draw(PLANE, Look(rtl=True)).figure["layout"]["xaxis"]["range"]

    assert low > high
