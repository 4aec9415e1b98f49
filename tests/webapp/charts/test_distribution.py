from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from webapp.charts.chart import Look
from webapp.charts.distribution import (
    MOST_DOTS,
    chart_distribution,
    count_bins,
    find_spread,
    stack_dots,
)
from webapp.charts.room import Measure, Participant, Room
from webapp.charts.tables import Points

if TYPE_CHECKING:
    from typing import Any

TOP = Measure("top", "Top")


def room_of(scores: list[float], **more: Any) -> Room:
    units = tuple(Participant(n, f"unit {n}") for n in range(len(scores)))
    return Room(units, TOP, (), (), {"top": np.array(scores)}, **more)


def test_the_finding_says_where_the_middle_half_lies() -> None:
    said = find_spread(room_of([10.0, 20.0, 30.0, 40.0, 50.0]))

    assert said == (
        "The middle half of 5 units lies between 20.0 and 40.0, the median at 30.0"
    )


def test_the_finding_of_few_units_says_what_there_is() -> None:
    assert find_spread(room_of([42.0])) == "One unit has a score: 42.0"
    assert find_spread(room_of([float("nan")])) == "No unit has a score yet"


def test_every_unit_with_a_score_is_a_dot_at_its_own_score(
    room: Room, desk: Look
) -> None:
    chart = chart_distribution(room, "caption", desk)

    drawn = sorted(x for trace in chart.figure["data"] for x in trace["x"])

    # 40.04 is drawn as the table shows it.
    assert drawn == [20.0, 40.0, 60.0, 80.0]


def test_the_table_lists_the_same_units_highest_first(room: Room, desk: Look) -> None:
    table = chart_distribution(room, "caption", desk).table

    assert [row[0] for row in table.rows] == ["Dune", "Cori", "Belo", "Arva"]
    assert table.rows[2][1] == Points(40.04)


def test_band_and_table_state_the_same_quartiles(room: Room, desk: Look) -> None:
    chart = chart_distribution(room, "caption", desk)

    band, median = chart.figure["layout"]["shapes"]
    said = [row[1] for row in chart.table.summary]

    assert [cell.shown for cell in said if isinstance(cell, Points)] == [
        band["x1"],
        median["x0"],
        band["x0"],
    ]


def test_chosen_units_are_marked_and_named(room: Room, desk: Look) -> None:
    figure = chart_distribution(room, "caption", desk).figure

    flags = {part["hovertext"] for part in figure["layout"]["annotations"]}
    assert {"Dune", "Arva"} < flags
    assert [trace["marker"]["symbol"] for trace in figure["data"][1:]] == [
        "circle",
        "square",
    ]


def test_a_chosen_unit_without_a_score_is_left_out_of_the_drawing(desk: Look) -> None:
    room = room_of([10.0, float("nan")], chosen=(1,))

    figure = chart_distribution(room, "caption", desk).figure

    assert len(figure["data"]) == 1


@given(st.lists(st.floats(0, 100), min_size=1, max_size=150))
def test_dots_on_one_line_never_cover_each_other(scores: list[float]) -> None:
    room = room_of(scores)
    width = 2.4 if room.size <= 60 else 1.2

    dots = stack_dots(room)

    assert len(dots) == room.size
    exact = {place: float(room.scores["top"][place]) for place, _x, _y in dots}
    for line in {height for _place, _points, height in dots}:
        row = sorted(exact[place] for place, _x, height in dots if height == line)
        assert all(b - a >= width - 1e-9 for a, b in pairwise(row))


def test_hundreds_of_units_stay_in_one_trace_and_a_bounded_height() -> None:
    room = room_of([50.0] * 1000)

    figure = chart_distribution(room, "caption", Look()).figure

    assert len(figure["data"]) == 1
    assert figure["layout"]["height"] < 500


def test_a_room_without_scores_draws_an_empty_scale(desk: Look) -> None:
    chart = chart_distribution(replace(room_of([float("nan")])), "caption", desk)

    assert chart.figure["layout"]["shapes"] == []
    assert chart.table.summary == ()


def test_of_very_many_units_a_bar_counts_those_of_two_points(desk: Look) -> None:
    points = np.array([*np.linspace(0, 100, MOST_DOTS + 1), np.nan])
    many = Room(
        units=tuple(Participant(n, f"U{n}") for n in range(len(points))),
        top=Measure("top", "Top"),
        parts=(),
        leaves=(),
        scores={"top": points},
        chosen=(3,),
    )

    chart = chart_distribution(many, "caption", desk)

    counts = count_bins(many)
    bars, mark = chart.figure["data"]
    assert sum(counts) == MOST_DOTS + 1
    assert bars["y"] == counts
    assert bars["x"][0] == 1
    assert mark["x"] == [0.8]
    assert len(chart.table.rows) == 200
    assert chart.table.total == MOST_DOTS + 2
