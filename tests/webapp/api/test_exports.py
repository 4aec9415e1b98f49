"""Exports: what a round has, as files that the commands read."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from instruments import Instrument
from meter.exchange.errors import UnwritableFileError
from meter.fieldwork.responses import save_answers, submit_response
from meter.fieldwork.rounds import find_round
from scoring import score
from tests.webapp.desk import DOCUMENT
from webapp.api import exports

if TYPE_CHECKING:
    from typing import Any

    from instruments import Answer
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


def test_numbers_stay_numbers_and_texts_are_read_elsewhere(
    desk: Desk, program: Program
) -> None:
    document: dict[str, Any] = deepcopy(DOCUMENT)
    items = document["sections"][0]["items"]
    items[0]["at_least"] = -10
    items.append({"key": "why", "type": "text", "ask": "Why?"})
    asked = desk.open("seoul", document=document)
    _, number, _ = desk.invite(asked, "Ankor")
    given: dict[str, Answer] = {"law_share": -5.0, "why": "Between us."}
    save_answers(desk.store, number, given, {}, "Ana", desk.clock())
    submit_response(desk.store, number, "Ana", desk.clock())

    found = program.get("/rounds/seoul/exports/answers.csv").text.splitlines()

    assert found == [
        "\ufeffunit,law_share,policy_share,skills_share",
        "Ankor,-5,,",
    ]
    # The page's file is another one, though nothing was answered since.
    page = desk.client.get(
        desk.get("/organise/seoul/answers.csv").location, buffered=True
    )
    assert page.text.endswith("Ankor,-5,,,Between us.\n")


@pytest.mark.usefixtures("answered")
def test_answers_come_from_a_place_on_or_not_at_all_if_they_are_there(
    program: Program,
) -> None:
    place = "/rounds/seoul/exports/answers.csv"
    whole = program.get(place)
    mark = whole.headers["ETag"]

    rest = program.get(place, Range="bytes=10-", If_Range=mark)
    same = program.get(place, If_None_Match=mark)
    beyond = program.get(place, Range="bytes=99999-")

    assert whole.headers["Accept-Ranges"] == "bytes"
    assert "seoul-answers.csv" in whole.headers["Content-Disposition"]
    assert (rest.status_code, rest.data) == (206, whole.data[10:])
    assert (same.status_code, same.data) == (304, b"")
    assert (beyond.status_code, beyond.mimetype) == (416, "application/problem+json")


@pytest.mark.usefixtures("answered")
def test_after_another_submission_all_comes_anew(desk: Desk, program: Program) -> None:
    place = "/rounds/seoul/exports/answers.csv"
    mark = program.get(place).headers["ETag"]
    asked = find_round(desk.store, "seoul")
    assert asked is not None
    desk.answer(asked, "Suva", 1, 2, 3)

    fresh = program.get(place, Range="bytes=10-", If_Range=mark)

    assert fresh.status_code == 200
    assert "Suva,1,2,3" in fresh.text


@pytest.mark.usefixtures("answered")
def test_where_no_file_can_be_made_its_folder_is_not_told(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_more: object) -> None:
        raise UnwritableFileError("/srv/secret", "no room")

    monkeypatch.setattr(exports, "keep_answers", fail)

    reply = program.get("/rounds/seoul/exports/answers.csv")

    assert reply.status_code == 507
    assert "/srv" not in reply.text


def test_the_description_says_what_a_file_may_reply(program: Program) -> None:
    paths = program.read("/openapi.json")["paths"]
    (told,) = (one["get"] for path, one in paths.items() if path.endswith("{name}"))

    assert {"200", "206", "304", "416", "507"} <= set(told["responses"])
    assert set(told["responses"]["206"]["content"]) == {"text/csv"}
    assert "without texts, dates and links" in told["description"]


@pytest.mark.usefixtures("answered")
def test_what_a_round_has_not_is_not_there(program: Program) -> None:
    for name in ("disagreement.csv", "secrets.csv", "..%2Fmeter.sqlite"):
        assert program.get(f"/rounds/seoul/exports/{name}").status_code == 404
