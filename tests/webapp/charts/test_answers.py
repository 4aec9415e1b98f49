from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.charts.answers import MOST_DRAWN, Answered, Question, chart_answers
from webapp.charts.palette import STAGES

if TYPE_CHECKING:
    from webapp.charts.chart import Look


def ask(words: str, *counts: int, consensus: float = 10) -> Question:
    top = len(counts) - 1
    answers = tuple(
        Answered(f"level {place}", count, place / top)
        for place, count in enumerate(counts)
    )
    return Question(words, "Law", answers, consensus)


TWO = [ask("Divides?", 5, 0, 5, consensus=0), ask("Unites.", 0, 1, 9, consensus=80)]


def test_the_bars_of_a_question_come_to_all_who_answered(desk: Look) -> None:
    chart = chart_answers(TWO, "caption", desk, "divided")

    by_row = {0: 0.0, -1: 0.0}
    for trace in chart.figure["data"]:
        for height, share in zip(trace["y"], trace["x"], strict=True):
            by_row[height] += share
    assert by_row == {0: 100, -1: 100}
    lowest, highest = chart.figure["data"][0], chart.figure["data"][-1]
    assert set(lowest["marker"]["color"]) == {STAGES[0]}
    assert set(highest["marker"]["color"]) == {STAGES[-1]}


def test_the_ends_are_named_with_their_counts(desk: Look) -> None:
    divided = chart_answers(TWO, "caption", desk, "divided")
    united = chart_answers(TWO, "caption", desk, "united")

    assert divided.finding == "Divided most: Divides? 5 say level 0, 5 say level 2"
    assert united.finding == "United most: Unites. 9 of 10 units say level 2"


def test_the_table_of_the_divided_holds_every_question(desk: Look) -> None:
    many = [ask(f"Q{number}", 1, 2, 3) for number in range(MOST_DRAWN + 5)]

    divided = chart_answers(many, "caption", desk, "divided")
    united = chart_answers(many, "caption", desk, "united")

    assert [row[0] for row in divided.table.rows] == [one.ask for one in many]
    assert [row[0] for row in united.table.rows] == [
        one.ask for one in reversed(many[-MOST_DRAWN:])
    ]
    assert len(divided.figure["data"][0]["y"]) == MOST_DRAWN
    assert divided.table.rows[0][3:] == (
        6,
        ("level 0: 1 (17%)", "level 1: 2 (33%)", "level 2: 3 (50%)"),
    )


def test_questions_with_few_and_many_options_stand_together(desk: Look) -> None:
    mixed = [ask("Yes?", 3, 7), ask("How far?", 1, 1, 1, 1, 6)]

    chart = chart_answers(mixed, "caption", desk, "divided")

    assert [len(trace["y"]) for trace in chart.figure["data"]] == [2, 2, 1, 1, 1]
