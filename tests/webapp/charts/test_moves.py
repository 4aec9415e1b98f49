from __future__ import annotations

from webapp.charts.chart import Look
from webapp.charts.moves import (
    MOST_DRAWN,
    MovedQuestion,
    MovedUnit,
    chart_moved_questions,
    chart_moves,
)
from webapp.charts.tables import Change, Points

UNITS = [
    MovedUnit("Arva", 50.0, 40.0, 40.0),
    MovedUnit("Belo", 30.0, 60.0, 60.0),
    MovedUnit("Cori", None, 60.0, None),
]


def test_who_came_farthest_stands_first(desk: Look) -> None:
    chart = chart_moves("Index", UNITS, "caption", desk)

    assert chart.table.rows == (
        ("Belo", Change(30.0), Points(30.0), Points(60.0)),
        ("Arva", Change(-10.0), Points(50.0), Points(40.0)),
        ("Cori", Change(None), Points(None), Points(60.0)),
    )
    assert chart.finding == "1 of 2 units rose; the middle change is -10.0"
    _lines, former, later = chart.figure["data"]
    assert (former["x"], later["x"]) == ([30, 50], [60, 40])


def test_a_linked_score_has_a_column_of_its_own(desk: Look) -> None:
    linked = [MovedUnit("Arva", 90.0, 70.0, 105.0)]

    chart = chart_moves("Index", linked, "caption", desk, is_linked=True)

    assert chart.table.rows == (
        ("Arva", Change(15.0), Points(90.0), Points(105.0), Points(70.0)),
    )
    assert max(chart.figure["layout"]["xaxis"]["range"]) > 105


def test_the_questions_that_rose_most_and_least_are_drawn(desk: Look) -> None:
    questions = [
        MovedQuestion(f"Q{number:02}", 50.0, 50.0 + number, number, 0, 30)
        for number in range(3 * MOST_DRAWN)
    ]

    chart = chart_moved_questions(questions, "caption", desk)

    drawn = [one["hovertext"] for one in chart.figure["layout"]["annotations"]]
    names = [name for name in drawn if name.startswith("Q")]
    assert names == [
        *(f"Q{number:02}" for number in range(23, 15, -1)),
        *(f"Q{number:02}" for number in range(7, -1, -1)),
    ]
    assert len(chart.table.rows) == 3 * MOST_DRAWN
    assert chart.finding == "The room came farthest here: Q23 23 of 30 units rose"


def test_a_room_that_fell_everywhere_is_told_so(desk: Look) -> None:
    fallen = [MovedQuestion("Q", 50.0, 40.0, 0, 5, 5)]

    chart = chart_moved_questions(fallen, "caption", desk)

    assert chart.finding == "On no question the room has come forward"


def test_a_room_sees_fewer_questions_in_larger_rows() -> None:
    questions = [MovedQuestion(f"Q{n:02}", 50.0, 50.0 + n, n, 0, 30) for n in range(30)]

    figure = chart_moved_questions(questions, "caption", Look(room=True)).figure

    rows = [one["hovertext"] for one in figure["layout"]["annotations"]]
    assert [name for name in rows if name.startswith("Q")] == [
        *("Q29", "Q28", "Q27", "Q26"),
        *("Q03", "Q02", "Q01", "Q00"),
    ]
