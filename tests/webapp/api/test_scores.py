"""Scores that count, number by number as they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.responses import list_responses, load_scorecard
from meter.fieldwork.rounds import find_round

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk


def test_scores_are_those_that_were_kept(desk: Desk, program: Program) -> None:
    asked = desk.open("seoul")
    for name, share in (("Ankor", 10), ("Belm", 60), ("Casda", None)):
        desk.answer(asked, name, share, share, share)
    desk.invite(asked, "Dorin")

    found = program.read_all("/rounds/seoul/scores")

    kept = [
        load_scorecard(desk.store, one.id)
        for one in list_responses(desk.store, asked.id)[:3]
    ]
    assert [one["name"] for one in found] == ["Ankor", "Belm", "Casda"]
    for score, card in zip(found, kept, strict=True):
        assert card is not None
        assert score["stages"] == card.stages
        for key, node in card.nodes.items():
            assert score["nodes"][key] == {
                "score": node.score,
                "coverage": node.coverage,
            }
    assert found[0]["nodes"]["whole"]["score"] == pytest.approx(0.1)
    assert found[1]["stages"] == {"ladder": "high"}


def test_of_a_reviewed_round_what_is_not_accepted_does_not_count(
    desk: Desk, program: Program
) -> None:
    desk.answer(desk.open("seoul", reviewed=True), "Ankor", 10, 20, 30)

    assert program.read("/rounds/seoul/scores")["items"] == []


def test_a_round_that_measures_nothing_says_so(desk: Desk, program: Program) -> None:
    from tests.webapp.desk import DOCUMENT

    bare = {
        key: value
        for key, value in DOCUMENT.items()
        if key not in {"framework", "methods", "stages"}
    }
    desk.open("seoul", document=bare)
    assert find_round(desk.store, "seoul") is not None

    assert program.get("/rounds/seoul/scores").status_code == 409
    names = [one["name"] for one in program.read("/rounds/seoul/exports")["items"]]
    assert names == ["answers.csv"]
    assert program.get("/rounds/seoul/exports/scores.csv").status_code == 404
