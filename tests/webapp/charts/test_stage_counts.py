from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.charts.chart import Look
from webapp.charts.room import Ladder, Step
from webapp.charts.stage_counts import chart_stage_counts, find_stage

if TYPE_CHECKING:
    from webapp.charts.room import Room


def ladder_of(*counts: int, without: int = 0) -> Ladder:
    steps = tuple(
        Step(f"Stage {row}", tuple(f"unit {row}.{n}" for n in range(count)))
        for row, count in enumerate(counts)
    )
    return Ladder("Ladder", steps, tuple(f"none {n}" for n in range(without)))


def test_the_finding_names_the_stage_with_most_units(room: Room) -> None:
    assert room.ladder is not None
    assert find_stage(room.ladder) == "2 of 4 units stand at Enhanced"


def test_the_finding_counts_units_without_a_stage_among_all() -> None:
    assert find_stage(ladder_of(3, 1, without=2)) == "3 of 6 units stand at Stage 0"


def test_the_finding_says_so_when_stages_tie() -> None:
    said = find_stage(ladder_of(2, 2, 1))

    assert said == "The stages with most units, 2 each: Stage 0, Stage 1"


def test_the_finding_says_so_when_all_stand_together() -> None:
    assert find_stage(ladder_of(0, 3)) == "All units stand at Stage 1"
    assert find_stage(ladder_of(0, 0, without=1)) == "No unit holds a stage yet"


def test_figure_and_table_hold_the_same_counts(room: Room, desk: Look) -> None:
    assert room.ladder is not None

    chart = chart_stage_counts(room.ladder, "caption", desk)

    assert chart.figure["data"][0]["x"] == [1, 2, 1]
    # The highest stage is on top: last in the figure's rising rows, first in the table.
    assert [row[1] for row in chart.table.rows] == [1, 2, 1]
    assert [row[0] for row in chart.table.rows] == ["Connected", "Enhanced", "Emerging"]
    assert chart.table.rows[1][3] == ("Belo", "Cori")


def test_the_table_adds_a_row_for_units_without_a_stage(desk: Look) -> None:
    chart = chart_stage_counts(ladder_of(3, without=1), "caption", desk)

    assert chart.table.rows[-1] == ("No stage", 1, "25%", ("none 0",))


def test_bars_grow_in_reading_direction(room: Room) -> None:
    assert room.ladder is not None

    figure = chart_stage_counts(room.ladder, "caption", Look(rtl=True)).figure

    low, high = figure["layout"]["xaxis"]["range"]
    assert low > high
    assert high == 0


def test_every_ladder_of_up_to_ten_stages_can_be_drawn(desk: Look) -> None:
    for steps in range(2, 11):
        ladder = replace(ladder_of(*range(steps)))

        figure = chart_stage_counts(ladder, "caption", desk).figure

        assert len(figure["data"][0]["marker"]["color"]) == steps
