"""Refusals say a sentence and nothing of the inside; nothing leads off the site."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from werkzeug.test import encode_multipart

from meter.storage.errors import NotSavedError
from tests.trust.tenants.world import TOKEN_FIELD
from tests.trust.test_replies import find_faults

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.trust.tenants.world import Actor, World

INSIDES = re.compile(r"Traceback|File \"|\.py\b|/srv/|sqlite|SELECT |hushed|Error")
SECRET = "hushed at /srv/meter/secret.py: SELECT 1"  # noqa: S105  (what must not show)


def post(world: World, actor: Actor, address: str, **more: Any) -> TestResponse:
    """Post as an actor, with the token of their session."""
    data = {TOKEN_FIELD: actor.token, **more.pop("data", {})}
    return world.browse(actor).post(address, data=data, **more)


def provoke(world: World, status: int) -> TestResponse:
    """Get a reply of a status."""
    organiser, city = world.actors["organiser"], world.actors["respondent of city A"]
    opened, done, *_ = city.owns.responses
    gone = world.actors["holder of a revoked invitation"].owns.tokens[0]
    ways = {
        400: lambda: world.browse(organiser).post("/organise/alpha/close"),
        404: lambda: world.browse(organiser).get("/organise/beta/"),
        405: lambda: world.browse(organiser).put("/health"),
        409: lambda: post(
            world, city, f"/answer/{done}/sections/all", data={"q-law": "full"}
        ),
        410: lambda: world.browse().get(f"/join/{gone}"),
        413: lambda: post(
            world, organiser, "/organise/alpha/invite", data={"name": "x" * 1_100_000}
        ),
        422: lambda: post(
            world, city, f"/answer/{opened}/sections/all", data={"q-users": "many"}
        ),
    }
    return ways[status]()


@pytest.mark.parametrize("status", [400, 404, 405, 409, 410, 413, 422])
def test_a_refusal_has_the_headers_and_a_sentence(world: World, status: int) -> None:
    reply = provoke(world, status)

    assert reply.status_code == status
    assert find_faults(reply) == []
    assert "<h1>" in reply.text or 'role="alert"' in reply.text
    assert not INSIDES.search(reply.text)


def test_a_view_without_a_policy_is_refused_with_the_headers(world: World) -> None:
    with world.serve() as app:
        app.add_url_rule("/forgotten", "forgotten", lambda: SECRET)
        reply = app.test_client().get("/forgotten")

    assert reply.status_code == 403
    assert find_faults(reply) == []
    assert not INSIDES.search(reply.text)


def break_down(*_: object) -> NoReturn:
    raise RuntimeError(SECRET)


def test_a_bug_shows_a_sentence_and_is_told_to_the_log_alone(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("webapp.home.routes.make_home_page", break_down)

    reply = world.browse().get("/")

    assert reply.status_code == 500
    assert find_faults(reply) == []
    assert "Something is broken on our side" in reply.text
    assert not INSIDES.search(reply.text)
    assert SECRET in caplog.text
    assert "Traceback" in caplog.text


def test_a_bug_behind_json_shows_a_sentence_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.respond.autosave.read_posted", break_down)
    actor = world.actors["respondent of city A"]

    reply = world.browse(actor).post(
        f"/answer/{actor.owns.responses[0]}/save",
        json={"operation": "o", "answers": {"law": {"texts": ["full"]}}},
        headers={"X-CSRFToken": actor.token},
    )

    assert reply.status_code == 500
    assert find_faults(reply) == []
    assert set(reply.get_json()) == {"error"}
    assert not INSIDES.search(reply.text)


@pytest.mark.parametrize("way", ["page", "json"])
def test_a_database_that_cannot_write_is_told_without_its_place(
    world: World, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def fail(*_: object) -> NoReturn:
        raise NotSavedError(SECRET)

    monkeypatch.setattr(world.store, "write", fail)
    actor = world.actors["respondent of city A"]
    address = f"/answer/{actor.owns.responses[0]}"

    if way == "page":
        reply = post(world, actor, f"{address}/sections/all", data={"q-law": "full"})
    else:
        reply = world.browse(actor).post(
            f"{address}/save",
            json={"operation": "o", "answers": {"law": {"texts": ["full"]}}},
            headers={"X-CSRFToken": actor.token},
        )

    assert reply.status_code == 507
    assert find_faults(reply) == []
    assert "Nothing was saved" in reply.text
    assert not INSIDES.search(reply.text)


def test_the_application_never_runs_in_debug_mode(world: World) -> None:
    assert world.app.debug is False
    assert world.app.testing is False
    assert world.browse().get("/console").status_code == 404


def encode_parts(fields: dict[str, str]) -> dict[str, Any]:
    """Write a body in parts, as browsers do beside a file."""
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return {"data": body, "content_type": kind}


@pytest.mark.parametrize("kind", ["form", "multipart", "json", "many parts"])
def test_a_body_beyond_the_limit_is_refused_unread(world: World, kind: str) -> None:
    before = world.read_rows()
    actor = world.actors["respondent of city A"]
    address = f"/answer/{actor.owns.responses[0]}"
    large = {"q-note": "x" * 1_000_001}
    bodies: dict[str, dict[str, Any]] = {
        "form": {"data": large},
        "multipart": encode_parts(large),
        "many parts": encode_parts({f"n{place}": "" for place in range(6_000)}),
        "json": {"json": large},
    }

    reply = world.browse(actor).post(
        f"{address}/save" if kind == "json" else f"{address}/sections/all",
        headers={"X-CSRFToken": actor.token},
        **bodies[kind],
    )

    assert reply.status_code == 413
    assert world.read_rows() == before


def test_the_log_of_a_request_holds_no_line_ends_of_its_sender(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    forged = {"email": "a\r\nFORGED", "password": "\r\nFORGED"}
    world.browse().post("/staff/sign-in?next=%0d%0aFORGED", data=forged)

    assert not any(line.startswith("FORGED") for line in caplog.text.splitlines())
