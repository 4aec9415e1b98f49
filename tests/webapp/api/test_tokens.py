"""Who asks: a good token with the scope, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.integration.records import SCOPES
from meter.integration.tokens import list_api_tokens, make_api_token, revoke_api_token
from tests.webapp.api.conftest import Program, make_program
from webapp.api.limits import RequestLimit
from webapp.api.tokens import LIMIT

if TYPE_CHECKING:
    from tests.webapp.desk import Desk

PATHS = {
    "read:instruments": "/instruments",
    "read:rounds": "/rounds",
    "read:units": "/rounds/seoul/units",
    "read:responses": "/rounds/seoul/responses",
    "read:scores": "/rounds/seoul/scores",
    "read:exports": "/rounds/seoul/exports",
}


@pytest.mark.parametrize("scope", PATHS)
def test_a_token_does_what_its_scopes_name_and_nothing_else(
    desk: Desk, scope: str
) -> None:
    asked = desk.open("seoul")
    desk.answer(asked, "Ankor", 10, 20, 30)
    program = make_program(desk, scope)

    statuses = {one: program.get(path).status_code for one, path in PATHS.items()}

    assert statuses == {one: 200 if one == scope else 403 for one in PATHS}


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer meter_x", "Bearer \u00e9", "x"],
)
def test_without_a_good_token_nothing_is_read(desk: Desk, header: str) -> None:
    headers = {"Authorization": header} if header else {}

    reply = desk.app.test_client().get("/api/v1/rounds", headers=headers)

    assert reply.status_code == 401
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")
    assert reply.mimetype == "application/problem+json"


def test_signing_in_is_no_token(desk: Desk) -> None:
    assert desk.get("/api/v1/rounds").status_code == 401


def test_a_token_opens_no_page(desk: Desk, program: Program) -> None:
    headers = {"Authorization": f"Bearer {program.secret}"}

    reply = desk.app.test_client().get("/organise/", headers=headers)

    assert reply.status_code == 302


def test_a_token_that_is_over_or_revoked_is_out_at_once(
    desk: Desk, program: Program
) -> None:
    assert program.get("/rounds").status_code == 200
    (token,) = list_api_tokens(desk.store, desk.owner.id)

    revoke_api_token(desk.store, desk.owner, token.id, desk.clock())
    assert program.get("/rounds").status_code == 401

    later = make_program(desk)
    desk.clock.at += timedelta(days=30)
    assert later.get("/rounds").status_code == 401


def test_a_token_reads_what_its_account_organises_alone(
    desk: Desk, program: Program
) -> None:
    desk.open("seoul")
    desk.open("busan", owner_id=desk.other.id)
    _, secret = make_api_token(
        desk.store, desk.other, "Theirs", SCOPES, 30, desk.clock()
    )
    theirs = Program(desk, secret)

    assert [one["key"] for one in program.read("/rounds")["items"]] == ["seoul"]
    assert [one["key"] for one in theirs.read("/rounds")["items"]] == ["busan"]
    foreign, absent = (program.get(f"/rounds/{key}") for key in ("busan", "nowhere"))
    assert (foreign.status_code, foreign.text) == (404, absent.text)


def test_a_token_asks_so_often_a_minute(desk: Desk, program: Program) -> None:
    desk.app.extensions[LIMIT] = RequestLimit(3)
    other = make_program(desk)

    replies = [program.get("/rounds") for _ in range(4)]

    assert [one.status_code for one in replies] == [200, 200, 200, 429]
    left = [one.headers["RateLimit-Remaining"] for one in replies]
    assert left == ["2", "1", "0", "0"]
    assert replies[-1].headers["Retry-After"] == "60"
    assert replies[-1].mimetype == "application/problem+json"
    assert other.get("/rounds").status_code == 200
    desk.clock.go_on(seconds=60)
    assert program.get("/rounds").status_code == 200
