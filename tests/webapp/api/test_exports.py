"""Exports: what a round has, as files that the commands read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from instruments import Instrument
from scoring import score
from tests.webapp.desk import DOCUMENT

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk


@pytest.fixture
def answered(desk: Desk) -> Desk:
    asked = desk.open("seoul")
    desk.answer(asked, "Ankor", 10, 20, 30)
    desk.answer(asked, "=1+1", 50, None, 90)
    return desk


@pytest.mark.usefixtures("answered")
def test_the_files_of_a_round_are_listed_with_where_they_are(program: Program) -> None:
    found = program.read("/rounds/seoul/exports")["items"]

    assert {one["name"]: one["href"] for one in found} == {
        name: f"/api/v1/rounds/seoul/exports/{name}"
        for name in ("answers.csv", "scores.csv")
    }


@pytest.mark.usefixtures("answered")
def test_the_answers_score_as_the_scores_say(program: Program) -> None:
    answers, scores = (
        program.get(f"/rounds/seoul/exports/{name}").data.decode("utf-8-sig")
        for name in ("answers.csv", "scores.csv")
    )

    given = pd.read_csv(io.StringIO(answers), dtype=str, keep_default_na=False)
    kept = pd.read_csv(io.StringIO(scores)).set_index("unit")
    anew = score(Instrument.model_validate(DOCUMENT), given).set_index("unit")

    assert len(given) == 2
    for unit in kept.index:
        assert anew.loc[unit, "whole"] == pytest.approx(kept.loc[unit, "whole"])


@pytest.mark.usefixtures("answered")
def test_no_cell_of_a_file_is_a_formula(program: Program) -> None:
    for name in ("answers.csv", "scores.csv"):
        reply = program.get(f"/rounds/seoul/exports/{name}")

        assert "'=1+1" in reply.text
        assert reply.headers["Content-Disposition"].startswith("attachment")
        assert reply.mimetype == "text/csv"


@pytest.mark.usefixtures("answered")
def test_what_a_round_has_not_is_not_there(program: Program) -> None:
    for name in ("disagreement.csv", "secrets.csv", "..%2Fmeter.sqlite"):
        assert program.get(f"/rounds/seoul/exports/{name}").status_code == 404
