from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from webapp.charts.dimensions import chart_dimensions, find_gap

if TYPE_CHECKING:
    from webapp.charts.chart import Look
    from webapp.charts.room import Room


def test_the_finding_counts_where_one_part_is_ahead(room: Room) -> None:
    assert find_gap(room) == "Law is ahead of Technology in 3 of 4 units"


def test_the_finding_counts_only_units_that_have_both(room: Room) -> None:
    scores = {**room.scores, "technology": np.array([10.0, 30.0, np.nan, 95.0])}

    said = find_gap(replace(room, scores=scores))

    assert said == "Law is ahead of Technology in 2 of 3 units"


def test_the_finding_says_so_when_nothing_is_ahead(room: Room) -> None:
    level = {**room.scores, "technology": room.scores["law"]}
    empty = {**room.scores, "law": np.full(4, np.nan), "technology": np.full(4, np.nan)}

    assert find_gap(replace(room, scores=level)) == "No part is ahead of the others"
    assert find_gap(replace(room, scores=empty)) == "No unit has a score yet"


def test_parts_keep_their_declared_order(room: Room, desk: Look) -> None:
    chart = chart_dimensions(room, "caption", desk)

    assert [row[0] for row in chart.table.rows] == ["Law", "Technology"]
    assert chart.table.columns[1].title == "Lower quartile"
