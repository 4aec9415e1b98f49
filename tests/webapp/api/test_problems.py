"""Every request under /api/ that is not served says why, as RFC 9457 does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from meter.storage.errors import NotSavedError

if TYPE_CHECKING:
    from tests.webapp.api.conftest import Program
    from tests.webapp.desk import Desk

WRITE = "/rounds/seoul/responses/{}/answers/law_share"


@pytest.fixture
def place(desk: Desk) -> str:
    asked = desk.open("seoul")
    _, response, _ = desk.invite(asked, "Ankor")
    return WRITE.format(response)


def ensure_problem(reply: Any, status: int) -> dict[str, Any]:
    assert reply.status_code == status
    assert reply.mimetype == "application/problem+json"
    problem: dict[str, Any] = reply.get_json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == status
    assert problem["detail"].endswith(".")
    return problem


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v1/nowhere", "/api/v2/rounds", "/api/%00"]
)
def test_no_such_address(desk: Desk, path: str) -> None:
    ensure_problem(desk.app.test_client().get(path), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_method_that_an_address_does_not_take(program: Program, method: str) -> None:
    reply = program.ask(method, "/rounds", {})

    ensure_problem(reply, 405)
    assert "GET" in reply.headers["Allow"]


@pytest.mark.parametrize("key", ["nowhere", "%00", "a'--", "\u202e", "x" * 300])
def test_no_such_round(program: Program, key: str) -> None:
    ensure_problem(program.get(f"/rounds/{key}/scores"), 404)


def test_a_body_that_is_no_json(program: Program, place: str) -> None:
    headers = {"Authorization": f"Bearer {program.secret}", "If-None-Match": "*"}
    client = program.desk.app.test_client()

    def put(data: bytes, kind: str) -> Any:
        return client.put(
            f"/api/v1{place}", data=data, content_type=kind, headers=headers
        )

    ensure_problem(put(b"value=1", "application/x-www-form-urlencoded"), 415)
    ensure_problem(put(b"{}", "text/plain"), 415)
    for data in (
        b"",
        b"{",
        b"[]",
        b"1",
        b"\xff",
        b"[" * 100_000,
        b'{"value":NaN}',
        b'{"value":"\\ud800"}',
    ):
        ensure_problem(put(data, "application/json"), 400)
    ensure_problem(
        put(b'{"value":"' + b"x" * 1_000_001 + b'"}', "application/json"), 413
    )


def test_what_does_not_fit_is_named_part_by_part(program: Program, place: str) -> None:
    reply = program.ask("PUT", place, {"value": True, "more": 1}, If_None_Match="*")

    problem = ensure_problem(reply, 422)
    assert {one["where"].partition(".")[0] for one in problem["errors"]} == {
        "value",
        "more",
    }


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "cursor=x", "page=2"])
def test_a_query_that_makes_no_sense(program: Program, query: str) -> None:
    problem = ensure_problem(program.get(f"/rounds?{query}"), 422)

    assert problem["errors"]


def fail(error: Exception) -> Any:
    def raise_it(*_: object, **__: object) -> NoReturn:
        raise error

    return raise_it


def test_a_bug_says_nothing_of_the_inside(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = fail(RuntimeError("secret at /srv/meter.py"))
    monkeypatch.setattr("webapp.api.rounds.list_organised_rounds", broken)

    reply = program.get("/rounds")

    ensure_problem(reply, 500)
    assert "secret" not in reply.text


def test_a_database_that_cannot_write_is_told(
    program: Program, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.get("/rounds")
    monkeypatch.setattr("webapp.api.answers.write_answer", fail(NotSavedError("/srv")))

    reply = program.ask("PUT", place, {"value": 1.0}, If_None_Match="*")

    problem = ensure_problem(reply, 507)
    assert "/srv" not in reply.text
    assert "Nothing was saved" in problem["detail"]


def test_pages_are_refused_by_pages_still(desk: Desk) -> None:
    assert desk.get("/nowhere").mimetype == "text/html"
