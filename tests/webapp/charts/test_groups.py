from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from webapp.charts.groups import (
    PeerGroup,
    chart_group_parts,
    chart_groups,
    gather_medians,
)
from webapp.charts.room import Measure, Participant, Room
from webapp.charts.tables import Points

if TYPE_CHECKING:
    from webapp.charts.chart import Look

NAN = float("nan")
TOP, LAW, TOOLS = Measure("top", "Top"), Measure("law", "Law"), Measure("t", "Tools")
GROUPS = [PeerGroup("North", (0, 1, 2)), PeerGroup("South", (3, 4, 5))]


@pytest.fixture
def room() -> Room:
    return Room(
        units=tuple(Participant(number, f"U{number}") for number in range(6)),
        top=TOP,
        parts=(LAW, TOOLS),
        leaves=(LAW, TOOLS),
        scores={
            "top": np.array([10.0, 20, 30, 60, 70, NAN]),
            "law": np.array([10.0, 20, 30, 40, 50, 60]),
            "t": np.array([0.0, 10, 20, 80, 90, 100]),
        },
        chosen=(4,),
    )


def test_a_group_has_its_own_count_and_quartiles(room: Room, desk: Look) -> None:
    chart = chart_groups(room, "Region", [*GROUPS[:1], GROUPS[1]], "caption", desk)

    assert chart.table.rows == (
        ("North", 3, Points(15.0), Points(20.0), Points(25.0)),
        ("South", 2, Points(62.5), Points(65.0), Points(67.5)),
    )
    assert chart.subject == "Top by Region"


def test_every_unit_with_a_score_is_a_dot_of_its_group(room: Room, desk: Look) -> None:
    figure = chart_groups(room, "Region", GROUPS, "caption", desk).figure

    _bands, dots, mark, _medians = figure["data"]
    assert dots["x"] == [10, 20, 30, 60]
    assert len(set(dots["y"])) == 2
    assert mark["x"] == [70.0]


def test_the_finding_compares_groups_of_three_or_more(room: Room, desk: Look) -> None:
    room.scores["top"][5] = 80.0

    whole = chart_groups(room, "Region", GROUPS, "caption", desk)
    small = chart_groups(room, "Region", [PeerGroup("N", (0, 1))], "caption", desk)

    assert whole.finding == (
        "South (3) has the highest median, 70.0; North (3) the lowest, 20.0"
    )
    assert small.finding.startswith("There are no two groups of three units")


def test_the_parts_show_the_medians_over_the_whole_room(room: Room, desk: Look) -> None:
    chart = chart_group_parts(room, "Region", GROUPS, "caption", desk)

    assert chart.finding == (
        "The groups differ most in Tools: South (3) 90.0, North (3) 10.0"
    )
    assert chart.table.rows == (
        ("Law", Points(20.0), Points(50.0)),
        ("Tools", Points(10.0), Points(90.0)),
    )
    _bands, medians, north, south = chart.figure["data"]
    assert medians["x"] == [35.0, 50.0], "of all units, and not of the groups"
    assert (north["x"], south["x"]) == ([20.0, 10.0], [50.0, 90.0])


def test_six_groups_are_drawn_and_those_are_the_largest(room: Room) -> None:
    sizes = [1, 2, 1, 1, 1, 1, 1, 3]
    groups = [PeerGroup(f"g{n}", tuple(range(size))) for n, size in enumerate(sizes)]

    found = gather_medians(room, groups)

    assert len(found.chosen) == 6
    assert {1, 7} <= set(found.chosen)
