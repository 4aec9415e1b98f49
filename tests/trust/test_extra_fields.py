"""What no form asks for has no effect; what has another shape is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.trust.tenants.fixtures import hashing_cheaply
from tests.trust.tenants.writes import DRAWN, list_writes, write_anew

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.trust.tenants.bodies.form import Body
    from tests.trust.tenants.world import Rows, World

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


@pytest.fixture(scope="module")
def plain(built_world: World) -> dict[str, Rows]:
    """Keep what each call writes by itself: it is the same whatever else is tried."""
    found = {}
    with hashing_cheaply():
        for actor, call in list_writes(built_world):
            assert str(call) not in found
            found[str(call)] = write_anew(built_world, actor, call)[1]
    built_world.restore()
    return found


@pytest.mark.parametrize(
    "change",
    [_with_extras, _with_extras_in_address, _with_lists, _with_brackets],
    ids=lambda change: change.__name__.strip("_"),
)
def test_what_no_form_asks_for_has_no_effect(
    world: World, plain: dict[str, Rows], change: Callable[[Body], Body]
) -> None:
    before = world.read_rows(without=DRAWN)
    affected = []

    for actor, call in list_writes(world):
        if call.query and change is _with_extras_in_address:
            continue
        reply, rows = write_anew(world, actor, call, change=change)
        if rows not in (plain[str(call)], before) or reply.status_code >= 500:
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
