from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.charts.chart import Look
from webapp.charts.dimensions import chart_dimensions
from webapp.charts.profile import chart_profile
from webapp.charts.rows import draw_rows, tabulate_rows, unit_points
from webapp.charts.tables import Points, shown

if TYPE_CHECKING:
    from webapp.charts.room import Room


def test_bands_and_medians_are_the_numbers_of_the_table(room: Room, desk: Look) -> None:
    bands, medians = draw_rows(room, room.parts, desk, joined=False)["data"][:2]
    table = tabulate_rows(room, room.parts, peers=True)

    for row, cells in enumerate(table.rows):
        lower, median, upper = (
            cell.shown for cell in cells[1:4] if isinstance(cell, Points)
        )
        assert bands["base"][row] == lower
        assert shown(bands["base"][row] + bands["x"][row]) == upper
        assert medians["x"][row] == median


def test_chosen_units_are_the_numbers_of_the_table(room: Room, desk: Look) -> None:
    traces = draw_rows(room, room.leaves, desk, joined=True)["data"][2:]
    table = tabulate_rows(room, room.leaves, peers=False)

    drawn = [list(values) for values in zip(*(t["x"] for t in traces), strict=True)]
    written = [
        [cell.shown for cell in row[1:] if isinstance(cell, Points)]
        for row in table.rows
    ]
    assert drawn == written
    assert [column.title for column in table.columns] == ["Part", "Dune", "Arva"]


def test_a_missing_score_breaks_the_line_and_is_no_zero(room: Room, desk: Look) -> None:
    gapped = replace(room, chosen=(2,))

    trace = draw_rows(gapped, room.leaves, desk, joined=True)["data"][2]

    assert trace["x"] == [70.0, None, 50.0]
    assert unit_points(gapped, room.leaves, 2) == [70.0, None, 50.0]


def test_the_number_of_traces_does_not_grow_with_the_room(
    room: Room, desk: Look
) -> None:
    figure = draw_rows(replace(room, chosen=()), room.parts, desk, joined=False)

    assert len(figure["data"]) == 2


def test_rows_run_from_the_top_in_the_declared_order(room: Room, desk: Look) -> None:
    heights = draw_rows(room, room.leaves, desk, joined=False)["data"][1]["y"]

    assert heights == sorted(heights, reverse=True)


def test_labels_keep_room_beside_the_rows_only_in_a_room_view(room: Room) -> None:
    at_desk = draw_rows(room, room.parts, Look(), joined=False)["layout"]["margin"]
    in_room = draw_rows(room, room.parts, Look(rtl=True, room=True), joined=False)

    assert at_desk["l"] == at_desk["r"]
    assert in_room["layout"]["margin"]["r"] > in_room["layout"]["margin"]["l"]


def test_band_and_line_are_named_beside_the_drawing(room: Room, desk: Look) -> None:
    for chart in (chart_profile(room, "", desk), chart_dimensions(room, "", desk)):
        assert chart.reading == (
            "Band: the middle half of the units. Line across it: their median."
        )
