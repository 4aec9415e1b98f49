"""What writes: only with the token of its own session, and only what it is meant to.

Reading changes nothing. A post without the token of the session that sends it is
refused and changes nothing. What else is put into a form has no effect.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.trust.tenants.calls import (
    find_address,
    list_calls,
    list_routes,
    send,
    write_body,
)
from tests.trust.tenants.world import TOKEN_FIELD, Objects
from webapp.security import find_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug.test import TestResponse

    from tests.trust.tenants.calls import Body, Call, Route
    from tests.trust.tenants.world import Actor, Rows, World

KEEPS_NOTHING = {"respond.leave", "trial.numbers", "trial.result"}
"""Routes that take a post and leave the database alone."""

DRAWN = frozenset({"token_digest"})
"""Columns that are drawn by chance; all others follow from what was sent."""

EXTRAS = {
    "account_id": "2",
    "active": "1",
    "by": "Mallory",
    "changed_by": "Mallory",
    "closed_at": "2020-01-01T00:00:00+00:00",
    "created_at": "2020-01-01T00:00:00+00:00",
    "expires_at": "2099-01-01T00:00:00+00:00",
    "id": "9",
    "instrument_fingerprint": "0" * 64,
    "invitation_id": "9",
    "opened_at": "2020-01-01T00:00:00+00:00",
    "opens_at": "2020-01-01T00:00:00+00:00",
    "owner_id": "2",
    "person_name": "Mallory",
    "response": "9",
    "response_id": "9",
    "revision": "99",
    "role": "admin",
    "roles": "admin",
    "round_id": "2",
    "round_key": "beta",
    "score": "1",
    "started_at": "2020-01-01T00:00:00+00:00",
    "submitted_at": "2020-01-01T00:00:00+00:00",
    "submitted_by": "Mallory",
    "unit_id": "5",
    "uniquifier": "x",
}
"""Names of columns that no form asks for."""


def choose_actor(world: World, route: Route) -> Actor:
    """Choose somebody who may call a route."""
    if "token" in route.owned:
        invited = world.tenants["alpha"].cities["invited"].owns.tokens
        return replace(world.actors["stranger"], owns=Objects(tokens=invited))
    names = {"organiser": "organiser", "respondent": "respondent of city A"}
    policy = find_policy(world.app, route.endpoint)
    name = names.get(policy.name if policy else "", "stranger")
    return world.actors["organiser" if route.endpoint == "security.logout" else name]


def list_writes(world: World) -> Iterator[tuple[Actor, Call]]:
    """List every call that may write, about own objects of somebody who may."""
    for route in list_routes(world.app):
        actor = choose_actor(world, route)
        for call in list_calls(world, route, actor.owns):
            if not call.is_safe:
                yield actor, call


def write_anew(
    world: World, actor: Actor, call: Call, **how: Any
) -> tuple[TestResponse, Rows]:
    """Send a call to the world as it was built; give the reply and what is kept."""
    world.restore()
    reply = send(world, actor, call, **how)
    return reply, world.read_rows(without=DRAWN)


@pytest.mark.parametrize(
    "token", ["", "another session's", "garbage"], ids=lambda token: token or "none"
)
def test_a_post_without_its_own_token_is_refused_and_changes_nothing(
    world: World, token: str
) -> None:
    before = world.read_rows()
    wrong = {"": "", "garbage": "x.y.z"}
    accepted = []

    for actor, call in list_writes(world):
        other = world.actors["another organiser"].token
        reply = send(world, actor, call, token=wrong.get(token, other))
        if reply.status_code != 400 or world.read_rows() != before:
            accepted.append(f"{call}: {reply.status}")
            world.restore()

    assert accepted == []


def test_a_token_in_the_address_does_not_count(world: World) -> None:
    before = world.read_rows()

    statuses = {
        world.browse(actor)
        .post(
            find_address(world.app, call),
            query_string={TOKEN_FIELD: actor.token},
            **write_body(world, call),
        )
        .status_code
        for actor, call in list_writes(world)
        if not call.query
    }

    assert statuses == {400}
    assert world.read_rows() == before


def test_with_its_token_every_write_writes_what_it_should(world: World) -> None:
    """The same calls with the right token: so it was the token that was missing."""
    before = world.read_rows(without=DRAWN)
    endpoints = {call.endpoint for _, call in list_writes(world)}

    writing = {
        call.endpoint
        for actor, call in list_writes(world)
        if write_anew(world, actor, call)[1] != before
    }

    assert writing == endpoints - KEEPS_NOTHING


@pytest.mark.parametrize("language", ["", "fr", "ar"])
@pytest.mark.parametrize(
    "name",
    ["stranger", "respondent of city A", "organiser", "another organiser"],
)
def test_reading_never_writes(world: World, name: str, language: str) -> None:
    actor = world.actors[name]
    before = world.read_rows()
    read, wrote = 0, []

    for route in list_routes(world.app):
        for call in list_calls(world, route, actor.owns):
            if call.is_safe:
                read += 1
                address = find_address(world.app, call)
                headers = {"Accept-Language": language} if language else {}
                world.browse(actor).open(address, method=call.method, headers=headers)
                if world.read_rows() != before:
                    wrote.append(str(call))
                    world.restore()

    assert read > 10
    assert wrote == []


def _with_extras(body: Body) -> Body:
    if "json" in body:
        return {"json": {**EXTRAS, **body["json"]}}
    return {**body, "data": {**EXTRAS, **body["data"]}}


def _with_extras_in_address(body: Body) -> Body:
    return {**body, "query_string": EXTRAS}


def _with_lists(body: Body) -> Body:
    """Give every field a second time with another value."""
    if "json" in body:
        return {"json": {**body["json"], "seen": {"law": [1, 2]}}}
    return {"data": {key: [value, "none"] for key, value in body["data"].items()}}


def _with_brackets(body: Body) -> Body:
    """Add fields named as if they were lists or parts."""
    if "json" in body:
        return {"json": {**body["json"], "answers[law]": {"texts": ["none"]}}}
    data = body["data"]
    more = {f"{key}{end}": "none" for key in data for end in ("[]", "[0]", ".x")}
    return {**body, "data": {**more, **data}}


@pytest.mark.parametrize(
    "change",
    [_with_extras, _with_extras_in_address, _with_lists, _with_brackets],
    ids=lambda change: change.__name__.strip("_"),
)
def test_what_no_form_asks_for_has_no_effect(
    world: World, change: Callable[[Body], Body]
) -> None:
    before = world.read_rows(without=DRAWN)
    affected = []

    for actor, call in list_writes(world):
        if call.query and change is _with_extras_in_address:
            continue
        _, plain = write_anew(world, actor, call)
        reply, rows = write_anew(world, actor, call, change=change)
        if rows not in (plain, before) or reply.status_code >= 500:
            affected.append(f"{call}: {reply.status}")

    assert affected == []


def test_extra_fields_beside_a_sound_form_do_not_stop_it(world: World) -> None:
    """Else the test above would hold because nothing was written at all."""
    before = world.read_rows(without=DRAWN)

    still = {
        call.endpoint
        for actor, call in list_writes(world)
        if write_anew(world, actor, call, change=_with_extras)[1] != before
    }

    assert {"inviting.invite_one", "organise.create", "respond.save_section"} <= still


@pytest.mark.parametrize(
    "part",
    [
        {"operation": 5},
        {"operation": None},
        {"operation": ""},
        {"operation": "x" * 65},
        {"operation": ["o"]},
        {"answers": []},
        {"answers": None},
        {"answers": {"law": "full"}},
        {"answers": {"law": ["full"]}},
        {"answers": {"law": {"texts": "full"}}},
        {"answers": {"law": {"texts": [["full"]]}}},
        {"answers": {"law": {"texts": [1]}}},
        {"answers": {"law": {"texts": {"0": "full"}}}},
        {"answers": {"law": {"texts": ["full"], "revision": 9}}},
        {"answers": {"law": {"texts": ["full"], "reason": ["DK"]}}},
        {"answers": {"law": {"texts": ["full"] * 301}}},
        {"answers": {f"k{place}": {"texts": []} for place in range(501)}},
        {"seen": [1]},
        {"seen": {"law": "1"}},
        {"seen": {"law": True}},
        {"seen": {"law": 1.5}},
        {"seen": {"law": [1]}},
    ],
    ids=lambda part: repr(part)[:50],
)
def test_a_save_of_another_shape_is_refused_and_changes_nothing(
    world: World, part: dict[str, Any]
) -> None:
    before = world.read_rows()
    actor = world.actors["respondent of city A"]
    sound = {"operation": "o", "answers": {"law": {"texts": ["full"]}}}

    reply = world.browse(actor).post(
        f"/answer/{actor.owns.responses[0]}/save",
        json={**sound, **part},
        headers={"X-CSRFToken": actor.token},
    )

    assert reply.status_code == 400
    assert world.read_rows() == before


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000])
def test_a_save_that_is_no_json_object_is_refused(world: World, body: bytes) -> None:
    before = world.read_rows()
    actor = world.actors["respondent of city A"]

    reply = world.browse(actor).post(
        f"/answer/{actor.owns.responses[0]}/save",
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": actor.token},
    )

    assert reply.status_code == 400
    assert world.read_rows() == before


def test_a_save_touches_no_item_that_the_questionnaire_does_not_ask(
    world: World,
) -> None:
    before = world.read_rows()
    actor = world.actors["respondent of city A"]
    answers = {key: {"texts": ["1"]} for key in ("owner_id", "score", "x" * 40)}

    reply = world.browse(actor).post(
        f"/answer/{actor.owns.responses[0]}/save",
        json={"operation": "o", "answers": answers},
        headers={"X-CSRFToken": actor.token},
    )

    after = {**world.read_rows(), "receipts": []}
    assert reply.get_json()["saved"] == {}
    assert after == {**before, "receipts": []}
