from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.charts.chart import Look
from webapp.charts.radar import chart_radar
from webapp.charts.tables import Points

if TYPE_CHECKING:
    from webapp.charts.room import Room


def three_parts(room: Room) -> Room:
    return replace(room, parts=room.leaves)


def test_each_chosen_unit_is_one_closed_line(room: Room, desk: Look) -> None:
    figure = chart_radar(three_parts(room), "caption", desk).figure

    assert [trace["type"] for trace in figure["data"]] == ["scatterpolar"] * 2
    for trace in figure["data"]:
        assert trace["r"][0] == trace["r"][-1]
        assert trace["theta"] == [0.0, 120.0, 240.0, 0.0]


def test_the_lines_are_the_numbers_of_the_table(room: Room, desk: Look) -> None:
    chart = chart_radar(three_parts(room), "caption", desk)

    for column, trace in enumerate(chart.figure["data"], start=1):
        cells = [row[column] for row in chart.table.rows]
        written = [cell.shown for cell in cells if isinstance(cell, Points)]
        assert trace["r"][:-1] == written


def test_the_radial_scale_is_zero_based(room: Room, desk: Look) -> None:
    polar = chart_radar(three_parts(room), "caption", desk).figure["layout"]["polar"]

    assert polar["radialaxis"]["range"] == [0, 100]


def test_the_parts_go_round_in_reading_direction(room: Room) -> None:
    for look, way in ((Look(), "clockwise"), (Look(rtl=True), "counterclockwise")):
        polar = chart_radar(room, "caption", look).figure["layout"]["polar"]
        assert polar["angularaxis"]["direction"] == way
