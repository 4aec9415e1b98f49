from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from webapp.charts.profile import chart_profile, find_contrast

if TYPE_CHECKING:
    from webapp.charts.chart import Look
    from webapp.charts.room import Room


def test_several_units_are_told_apart_by_what_they_differ_in_most(room: Room) -> None:
    said = find_contrast(room, room.leaves)

    # Rules 90 - 30, networks 100 - 20, services 90 - 0.
    assert said == "They differ most in Services: Dune 90.0, Arva 0.0"


def test_one_unit_is_told_by_its_own_best_and_worst(room: Room) -> None:
    said = find_contrast(replace(room, chosen=(0,)), room.leaves)

    assert said == "Arva is strongest in Rules and weakest in Services"


def test_a_level_unit_has_no_best(room: Room) -> None:
    level = {key: np.full(4, 50.0) for key in room.scores}

    one = find_contrast(replace(room, scores=level, chosen=(0,)), room.leaves)
    two = find_contrast(replace(room, scores=level, chosen=(0, 1)), room.leaves)

    assert one == "Arva scores the same everywhere"
    assert two == "The chosen units do not differ"


def test_units_without_a_common_score_are_not_compared(room: Room) -> None:
    apart = {**room.scores, "rules": np.array([50.0, np.nan, np.nan, np.nan])}

    said = find_contrast(replace(room, scores=apart), room.leaves[:1])

    assert said == "The chosen units share no score to compare"


def test_the_profile_joins_the_marks_of_each_unit(room: Room, desk: Look) -> None:
    chart = chart_profile(room, "caption", desk)

    assert [trace["mode"] for trace in chart.figure["data"][2:]] == [
        "lines+markers"
    ] * 2
    assert [row[0] for row in chart.table.rows] == ["Rules", "Networks", "Services"]
