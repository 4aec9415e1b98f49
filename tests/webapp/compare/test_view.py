from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from meter.comparison.frames import round_answers, round_results
from tests.crowd import fill_round
from webapp.charts.chart import Look
from webapp.compare.selection import Selection
from webapp.compare.view import View, word_round

if TYPE_CHECKING:
    from meter.records import Round
    from tests.webapp.desk import Desk


def look_at(asked: Round, selection: Selection) -> View:
    return View(asked, word_round(asked), selection, Look())


def test_answers_and_scores_are_of_the_same_units_row_by_row(desk: Desk) -> None:
    asked = fill_round(desk.store, desk.owner.id, 6)
    with desk.acting():
        view = look_at(asked, Selection(units=(3,), node="legal"))
        results = round_results(desk.store, asked.id)
        answers = round_answers(desk.store, asked.id)

        assert [unit.id for unit in view.results.units] == [
            unit.id for unit in results.units
        ]
        for row, unit in enumerate(view.results.units):
            there = answers.coded[answers.unit_ids.index(unit.id)]
            assert view.coded[row].tobytes() == there.tobytes()
        assert view.room.top.key == "legal"
        assert view.room.picked[0].id == 3
        law = view.results.scores.node("legal") * 100
        assert np.array_equal(view.room.scores["legal"], law)
        assert view.caption.startswith("6 of 6 units have submitted.")


def test_the_newest_earlier_round_stands_for_none_chosen(desk: Desk) -> None:
    for key in ("first", "second"):
        fill_round(desk.store, desk.owner.id, 3, key)
    asked = fill_round(desk.store, desk.owner.id, 3, "third")
    with desk.acting():
        newest = look_at(asked, Selection()).former
        chosen = look_at(asked, Selection(former="first")).former
        unknown = look_at(asked, Selection(former="nowhere"))

        assert newest is not None
        assert newest.key == "second"
        assert chosen is not None
        assert chosen.key == "first"
        assert unknown.former is None
        assert unknown.movement is None
