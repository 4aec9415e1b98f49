from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from webapp.charts import palette
from webapp.charts.chart import Look
from webapp.charts.heatmap import chart_heatmap, find_weakest, list_columns, shade_of
from webapp.charts.room import Measure, Participant, Room
from webapp.charts.tables import Points

if TYPE_CHECKING:
    from webapp.charts.chart import Chart


def cells(chart: Chart) -> list[list[float | None]]:
    return [
        [cell.shown for cell in row[1:] if isinstance(cell, Points)]
        for row in chart.table.rows
    ]


def states(count: int, leaves: int) -> Room:
    measures = tuple(Measure(f"l{n}", f"Leaf {n}") for n in range(leaves))
    top = Measure("top", "Top")
    scores = {
        part.key: np.random.default_rng(row).uniform(0, 100, count)
        for row, part in enumerate((top, *measures))
    }
    units = tuple(Participant(n, f"State {n}") for n in range(count))
    return Room(units, top, measures, measures, scores)


def test_the_finding_names_the_weakest_leaf(room: Room) -> None:
    # Medians: rules 60, networks 20, services (40 + 50) / 2.
    assert find_weakest(room) == (
        "Networks is the weakest, median 20.0: 2 of 3 units are below 50"
    )


def test_map_and_table_hold_the_same_numbers_in_the_same_order(
    room: Room, desk: Look
) -> None:
    chart = chart_heatmap(room, "caption", desk, room.top)

    assert chart.figure["data"][0]["z"] == cells(chart)
    assert cells(chart)[0] == [80.0, 90.0, 100.0, 90.0]
    assert [row[0] for row in chart.table.rows] == ["Dune", "Cori", "Belo", "Arva"]


def test_rows_follow_the_column_that_sorts(room: Room, desk: Look) -> None:
    networks = room.leaves[1]

    chart = chart_heatmap(room, "caption", desk, networks)

    assert [row[0] for row in chart.table.rows] == ["Dune", "Arva", "Belo", "Cori"]
    assert "sorted by Networks" in chart.table.caption


def test_every_column_of_scores_can_sort(room: Room, desk: Look) -> None:
    columns = chart_heatmap(room, "caption", desk, room.top).table.columns

    assert [column.key for column in columns[1:]] == [
        part.key for part in list_columns(room)
    ]


def test_a_cell_without_a_score_stays_empty(room: Room, desk: Look) -> None:
    shades, numbers = chart_heatmap(room, "caption", desk, room.top).figure["data"]

    assert shades["z"][1][2] is None
    assert (2, 1) not in zip(numbers["x"], numbers["y"], strict=True)


def test_each_cell_writes_its_own_number(room: Room, desk: Look) -> None:
    shades, numbers = chart_heatmap(room, "caption", desk, room.top).figure["data"]

    for x, y, text in zip(numbers["x"], numbers["y"], numbers["text"], strict=True):
        assert float(text) == shades["z"][y][x]


@pytest.mark.parametrize(
    ("points", "shade"), [(0, 0), (19.9, 0), (20, 1), (59.9, 2), (60, 3), (100, 4)]
)
def test_shades_are_five_steps_of_twenty(points: float, shade: int) -> None:
    assert shade_of(points) == shade


def test_numbers_are_ink_on_light_and_white_on_dark(room: Room, desk: Look) -> None:
    shades, numbers = chart_heatmap(room, "caption", desk, room.top).figure["data"]

    cells = zip(numbers["x"], numbers["y"], numbers["textfont"]["color"], strict=True)
    for x, y, colour in cells:
        dark = shade_of(shades["z"][y][x]) >= 3
        assert colour == (palette.PAPER if dark else palette.INK)


def test_names_and_columns_mirror(room: Room) -> None:
    layout = chart_heatmap(room, "caption", Look(rtl=True), room.top).figure["layout"]

    assert layout["yaxis"]["side"] == "right"
    assert layout["xaxis"]["range"][0] > layout["xaxis"]["range"][1]
    assert layout["margin"]["l"] == 110


@pytest.mark.parametrize(("count", "leaves"), [(193, 3), (193, 18)])
def test_a_round_of_all_states_is_light(count: int, leaves: int) -> None:
    room = states(count, leaves)

    figure = chart_heatmap(room, "caption", Look(), room.top).figure

    assert len(figure["data"]) <= 2
    assert len(json.dumps(figure)) < 60_000


def test_numbers_are_written_only_into_as_many_cells_as_can_be_read() -> None:
    few, many = states(193, 3), states(193, 18)

    drawn = [
        chart_heatmap(room, "caption", Look(), room.top).figure["data"]
        for room in (few, many)
    ]

    assert [len(traces) for traces in drawn] == [2, 1]


def test_those_that_score_alike_stand_side_by_side(room: Room, desk: Look) -> None:
    order = room.top

    plain = chart_heatmap(room, "caption", desk, order)
    alike = chart_heatmap(room, "caption", desk, order, alike=True)

    names = [row[0] for row in alike.table.rows]
    assert sorted(map(str, names)) == sorted(str(row[0]) for row in plain.table.rows)
    assert names[0] == "Dune", "the end with the higher scores comes first"
    assert alike.table.columns[1] == plain.table.columns[1], "the whole stays first"
    assert {column.key for column in alike.table.columns} == {
        column.key for column in plain.table.columns
    }
    shown = [cell.shown for cell in alike.table.rows[0][1:] if isinstance(cell, Points)]
    assert shown == alike.figure["data"][0]["z"][0]
    assert "side by side" in alike.reading
    assert plain.reading == ""


def test_of_many_units_a_page_holds_some(room: Room) -> None:
    second = chart_heatmap(room, "caption", Look(first=1, most=2), room.top)

    assert [row[0] for row in second.table.rows] == ["Cori", "Belo"]
    assert len(second.figure["data"][0]["z"]) == 2
    assert second.table.total == 4
