"""Values that no database could hold are refused with a sentence, on PostgreSQL too.

PostgreSQL raises where SQLite stores: for a NUL in a text, for an id beyond 32 bits.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from meter.storage.errors import NotSavedError
from tests.trust.tenants.calls import list_calls, list_routes, send
from tests.trust.tenants.world import TOKEN_FIELD, Objects

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from meter.storage import Store
    from tests.trust.tenants.world import Actor, World

UNSTORABLE = Objects(
    responses=(2**31, 2**63, 10**30),
    rounds=("\0", "alpha\0"),
    invitations=(("alpha", 2**31), ("alpha", 2**63), ("alpha", 10**30)),
    tokens=("\0", "x\0"),
)
"""Names and ids that a column cannot hold, or not be compared with."""


def find_misread_addresses(world: World, objects: Objects) -> list[str]:
    """Name the addresses that do not read as naming nothing."""
    return [
        f"{call} as {name}: {reply.status}"
        for name in ("organiser", "respondent of city A")
        for route in list_routes(world.app)
        if route.owned
        for call in list_calls(world, route, objects)
        if (reply := send(world, world.actors[name], call)).status_code
        not in {404, 405}
    ]


def test_addresses_that_no_database_could_hold_name_nothing(world: World) -> None:
    assert find_misread_addresses(world, UNSTORABLE) == []


def test_no_address_breaks_postgresql(postgres_world: World) -> None:
    assert find_misread_addresses(postgres_world, UNSTORABLE) == []


def save(world: World, actor: Actor, **body: Any) -> TestResponse:
    """Save the answers of an actor's own open response with some other body."""
    sound = {"operation": "o", "answers": {"law": {"texts": ["full"]}}, "seen": {}}
    return world.browse(actor).post(
        f"/answer/{actor.owns.responses[0]}/save",
        json={**sound, **body},
        headers={"X-CSRFToken": actor.token},
    )


@pytest.mark.parametrize(
    "body",
    [
        {"operation": "a\0b"},
        {"operation": "a\ud800b"},
        {"answers": {"note": {"texts": ["a\0b"]}}},
        {"answers": {"note": {"texts": ["a\ud800b"]}}},
        {"answers": {"proof": {"texts": ["https://example.org/\0"]}}},
        {"answers": {"users": {"texts": ["1e400"]}}},
        {"answers": {"a\0b": {"texts": ["x"]}}},
        {"seen": {"law": 10**40}},
    ],
    ids=repr,
)
def test_no_save_breaks_a_database(world: World, body: dict[str, Any]) -> None:
    actor = world.actors["respondent of city A"]
    before = world.read_rows()

    reply = save(world, actor, **body)

    assert reply.status_code in {200, 400}
    after = world.read_rows(without=frozenset())
    assert {**after, "receipts": []} == {**before, "receipts": []}


def test_hostile_saves_and_names_break_no_postgresql(postgres_world: World) -> None:
    world = postgres_world
    delegate, organiser = (
        world.actors["respondent of city A"],
        world.actors["organiser"],
    )
    browser = world.browse(organiser)

    statuses = [
        save(world, delegate, operation="a\0b").status_code,
        save(world, delegate, answers={"a\0b": {"texts": ["x"]}}).status_code,
        save(world, delegate, answers={"note": {"texts": ["\0"]}}).status_code,
        invite(browser, organiser, name="New\0town").status_code,
        invite(browser, organiser, contact="Ni\0na").status_code,
        invite(browser, organiser, email="n\0@example.org").status_code,
        invite(browser, organiser, **{"fact-country": "a\0b"}).status_code,
        draft(browser, organiser, key="a\0b").status_code,
        draft(browser, organiser, title="a\0b").status_code,
        sign_in(world, "n\0@example.org").status_code,
    ]

    assert statuses == [400, 200, 200, 422, 422, 422, 422, 422, 422, 200]


def invite(browser: FlaskClient, actor: Actor, **fields: str) -> TestResponse:
    sound = {"name": "Newtown", "contact": "Nina", "email": "nina@example.org"}
    given = {**sound, TOKEN_FIELD: actor.token, **fields}
    return browser.post("/organise/alpha/invite", data=given)


def draft(browser: FlaskClient, actor: Actor, **fields: str) -> TestResponse:
    sound = {"title": "New", "method": "edition_2024", TOKEN_FIELD: actor.token}
    return browser.post("/organise/new?instrument=egdi", data={**sound, **fields})


def sign_in(world: World, email: str) -> TestResponse:
    stranger = world.actors["stranger"]
    given = {"email": email, "password": "x" * 20, TOKEN_FIELD: stranger.token}
    return world.browse(stranger).post("/staff/sign-in", data=given)


def test_a_failed_statement_is_told_without_the_answers_in_it(store: Store) -> None:
    statement = text("INSERT INTO nowhere VALUES (:answer)")
    answer = {"answer": "kanari"}

    with pytest.raises((NotSavedError, ProgrammingError)) as raised:
        store.write(lambda connection: connection.execute(statement, answer))

    logged = "".join(traceback.format_exception(raised.value))
    assert "INSERT INTO nowhere" in logged
    assert "kanari" not in logged
