"""The drawings of a room hold the numbers that its comparison page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import responses
from meter.reports.blocks import Section, Table
from meter.reports.room_blocks import Bars, Dots, HeatMap, Ladder, MapCell
from tests.webapp.pack.rooms import id_of, make_document, read
from webapp.charts.chart import Look
from webapp.compare.drawing import Drawing, draw_charts
from webapp.compare.room import make_room
from webapp.languages import speaking
from webapp.pack.naming import Naming
from webapp.pack.room import (
    make_cell,
    tell_differences,
    tell_lacks,
    tell_ladder,
    tell_map,
    tell_spread,
)

if TYPE_CHECKING:
    from meter.comparison.frames import RoundResults
    from meter.comparison.occasions import Fielded
    from meter.records import Round
    from tests.webapp.desk import Desk
    from webapp.charts.chart import Chart
    from webapp.charts.room import Room
    from webapp.charts.tables import Table as ChartTable

pytestmark = pytest.mark.usefixtures("_reading")


class Seen:
    """A round as its pack and its comparison page read it."""

    def __init__(self, desk: Desk, asked: Round) -> None:
        self.fielded: Fielded
        self.fielded, self.wording = read(desk, asked)
        assert self.fielded.results is not None
        self.results: RoundResults = self.fielded.results
        self.room: Room = make_room(self.results, self.wording.instrument, "whole")
        drawing = Drawing(self.room, "", Look())
        self.charts: dict[str, Chart] = draw_charts(drawing)


@pytest.fixture(scope="module")
def seen(desk: Desk, asked: Round) -> Seen:
    with desk.app.test_request_context("/"):
        return Seen(desk, asked)


def say(table: ChartTable) -> list[list[str]]:
    """Write the cells of a chart's table as its page does."""
    return [
        [f"{cell.shown:.1f}" if hasattr(cell, "shown") else str(cell) for cell in row]
        for row in table.rows
    ]


def test_the_ladder_counts_and_names_as_the_comparison_does(seen: Seen) -> None:
    told = tell_ladder(seen.room, seen.results, Naming())

    assert isinstance(told, Section)
    (ladder,) = told.blocks
    assert isinstance(ladder, Ladder)
    assert told.title == seen.charts["stages"].finding
    steps = [(one.title, one.count, one.share) for one in reversed(ladder.steps)]
    assert steps == [tuple(row[:3]) for row in seen.charts["stages"].table.rows]
    # Whole: Ankor 40, Belm 50, Corin 70, Dalo 55, Esk 30, Fyn 50.
    assert [one.names for one in ladder.steps] == [
        "Ankor, Esk",
        "Belm, Corin, Dalo, Fyn",
    ]
    assert ladder.alt == "Low: 2; High: 4"
    assert [one.shade for one in ladder.steps] == [1, 5]


def test_on_the_ladder_only_those_are_named_who_agreed(seen: Seen) -> None:
    belm = id_of(seen.fielded, "Belm")

    told = tell_ladder(seen.room, seen.results, Naming({belm}))

    assert told is not None
    assert isinstance(told.blocks[0], Ladder)
    assert [one.names for one in told.blocks[0].steps] == [
        "2 units that are not named",
        "Belm, 3 units that are not named",
    ]


def test_the_spread_is_that_of_the_comparison(seen: Seen) -> None:
    told = tell_spread(seen.room)

    assert told is not None
    dots, table = told.blocks
    assert isinstance(dots, Dots)
    assert isinstance(table, Table)
    assert told.title == dots.alt == seen.charts["distribution"].finding
    assert (dots.lower, dots.median, dots.upper) == pytest.approx((42.5, 50, 53.75))
    assert sorted(one.points for one in dots.dots) == [30, 40, 50, 50, 55, 70]
    assert table.rows[0] == ("Whole", "6", "42.5", "50.0", "53.8")
    assert table.rows[1][0] == "Law"


def test_the_map_has_the_numbers_of_the_heat_map_in_its_order(seen: Seen) -> None:
    told = tell_map(seen.room, seen.results, Naming())

    assert told is not None
    (drawn,) = told.blocks
    assert isinstance(drawn, HeatMap)
    assert told.title == seen.charts["heatmap"].finding
    rows = [[row.name, *(cell.said for cell in row.cells)] for row in drawn.rows]
    assert rows == say(seen.charts["heatmap"].table)
    assert rows[0] == ["Corin", "70.0", "90.0", "20.0", "100.0"]


def test_the_map_leaves_out_who_may_not_be_named(seen: Seen) -> None:
    told = tell_map(seen.room, seen.results, Naming({id_of(seen.fielded, "Esk")}))

    assert told is not None
    (drawn,) = told.blocks
    assert isinstance(drawn, HeatMap)
    assert [row.name for row in drawn.rows] == ["Esk"]
    assert told.notes[0].startswith("5 units that have not agreed")
    assert tell_map(seen.room, seen.results, Naming(())) is None


@pytest.mark.parametrize(
    ("points", "shade"),
    [(0, 1), (19.99, 1), (20, 2), (60, 4), (79.9, 4), (80, 5), (100, 5)],
)
def test_each_fifth_of_the_scale_has_its_shade(points: float, shade: int) -> None:
    assert make_cell(points).shade == shade
    assert make_cell(None) == MapCell("\N{EN DASH}", 0)


def test_what_most_lack_is_told_with_what_it_costs(seen: Seen) -> None:
    told = tell_lacks(seen.fielded.answers, seen.results, seen.wording.instrument)

    assert told is not None
    assert told.title == "Most units stand low in 1 statement"
    (table,) = told.blocks
    assert isinstance(table, Table)
    # A third of 70 + 60 + 0 + 25 + 70 + 80, over six units.
    assert table.rows == (("What share of skills?", "4 of 6", "16.9"),)


def test_where_the_room_differs_comes_with_where_it_agrees(desk: Desk) -> None:
    asked = desk.open("oslo", document=make_document())
    for place in range(6):
        _unit, response, _token = desk.invite(asked, f"Unit {place}")
        given = {"will": "none" if place % 2 else "full", "way": "some"}
        responses.save_answers(desk.store, response, given, {}, "Ana", desk.clock())
        responses.submit_response(desk.store, response, "Ana", desk.clock())
    fielded, wording = read(desk, asked)
    differs, agrees = tell_differences(fielded.answers, wording.instrument)

    (will,), (way,) = differs.blocks, agrees.blocks
    assert isinstance(will, Bars)
    assert isinstance(way, Bars)
    assert (will.ask, will.note) == ("There is a will.", "6 answers, agreement 0")
    assert [(bar.say, bar.count) for bar in will.bars] == [
        ("None", 3),
        ("Some", 0),
        ("Full", 3),
    ]
    assert (way.ask, way.note, way.most) == (
        "There is a way.",
        "6 answers, agreement 100",
        6,
    )


def test_numbers_are_written_as_the_reader_writes_them(seen: Seen) -> None:
    with speaking("fr"):
        told = tell_spread(seen.room)

    assert told is not None
    assert isinstance(told.blocks[1], Table)
    assert told.blocks[1].rows[0][2:] == ("42,5", "50,0", "53,8")
