"""A researcher's token reads what the pages show a researcher, and no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.accounts import add_account
from meter.integration.records import SCOPES
from meter.integration.tokens import make_api_token
from meter.workshops.members import name_member, withdraw_member
from meter.workshops.workshops import draft_workshop, find_workshop_of
from tests.webapp.api.conftest import Program

if TYPE_CHECKING:
    from meter.records import Account, Round
    from tests.webapp.desk import Desk

NAMES = ("Ankor", "Belm", "Casda")


@pytest.fixture
def asked(desk: Desk) -> Round:
    """Give a round of a workshop that three cities have submitted."""
    store, at = desk.store, desk.clock()
    meeting = draft_workshop(store, desk.owner.id, "meeting", "Meeting", at=at)
    asked = desk.open("seoul", workshop_id=meeting.id)
    desk.open("busan")
    for place, name in enumerate(NAMES, start=1):
        desk.answer(asked, name, 10 * place, 20, 30)
    return asked


@pytest.fixture
def rita(desk: Desk, asked: Round) -> Account:
    store, at = desk.store, desk.clock()
    found = add_account(store, "rita@example.org", "Rita", at)
    meeting = find_workshop_of(store, asked)
    assert meeting is not None
    name_member(store, meeting, found.email, "researcher", desk.owner, at)
    return found


@pytest.fixture
def reading(desk: Desk, rita: Account) -> Program:
    _, secret = make_api_token(desk.store, rita, "Study", SCOPES, 30, desk.clock())
    return Program(desk, secret)


def test_scores_have_numbers_for_names_as_the_pages_have(
    desk: Desk, reading: Program, program: Program, rita: Account
) -> None:
    found = reading.read_all("/rounds/seoul/scores")
    told = reading.get("/rounds/seoul/exports/scores.csv")
    page = desk.enter(rita).get("/organise/seoul/scores.csv")

    assert [one["unit"] for one in found] == [1, 2, 3]
    assert [one["name"] for one in found] == ["Unit 1", "Unit 2", "Unit 3"]
    whole = program.read_all("/rounds/seoul/scores")
    assert {one["name"] for one in whole} == set(NAMES)
    assert sorted(str(one["nodes"]) for one in found) == sorted(
        str(one["nodes"]) for one in whole
    )
    assert told.data == page.data
    assert "Unit 1" in told.text
    assert not any(name in told.text for name in NAMES)


def test_rounds_are_those_that_are_studied(reading: Program) -> None:
    assert [one["key"] for one in reading.read_all("/rounds")] == ["seoul"]
    assert reading.read("/rounds/seoul")["state"] == "open"
    assert reading.read("/rounds/seoul/instrument")["questions"]
    assert reading.get("/rounds/busan").status_code == 404


def test_files_are_those_without_names(reading: Program, program: Program) -> None:
    listed = [one["name"] for one in reading.read_all("/rounds/seoul/exports")]

    assert listed == ["scores.csv"]
    assert reading.get("/rounds/seoul/exports/answers.csv").status_code == 404
    whole = [one["name"] for one in program.read_all("/rounds/seoul/exports")]
    assert whole == ["answers.csv", "scores.csv"]


@pytest.mark.parametrize("rest", ["units", "responses", "responses/1/answers"])
def test_units_and_their_answers_are_not_there(reading: Program, rest: str) -> None:
    assert reading.get(f"/rounds/seoul/{rest}").status_code == 404


def test_a_researcher_no_more_reads_nothing(
    desk: Desk, asked: Round, reading: Program, rita: Account
) -> None:
    meeting = find_workshop_of(desk.store, asked)
    assert meeting is not None
    withdraw_member(desk.store, meeting, rita.id, desk.owner, desk.clock())

    assert reading.read_all("/rounds") == []
    for rest in ("", "/scores", "/exports", "/exports/scores.csv", "/instrument"):
        assert reading.get(f"/rounds/seoul{rest}").status_code == 404


def test_of_people_who_answer_apart_nobody_is_told_who_agreed(
    desk: Desk, rita: Account, program: Program
) -> None:
    meeting = draft_workshop(
        desk.store, desk.owner.id, "apart", "Apart", at=desk.clock()
    )
    name_member(desk.store, meeting, rita.email, "researcher", desk.owner, desk.clock())
    desk.open("apart", workshop_id=meeting.id, apart=True)
    _, secret = make_api_token(desk.store, rita, "Study", SCOPES, 30, desk.clock())
    reading = Program(desk, secret)

    told = reading.get("/rounds/apart/exports/disagreement.csv")
    page = desk.enter(rita).get("/organise/apart/disagreement.csv")

    assert told.status_code == 200
    assert told.data == page.data
    assert "agreed_by" not in told.text
    whole = program.get("/rounds/apart/exports/disagreement.csv")
    assert "agreed_by" in whole.text
