"""A right that is withdrawn is gone at the next request, whatever it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import accounts, administration
from meter.integration.records import SCOPES
from meter.integration.tokens import make_api_token
from meter.workshops.members import withdraw_member
from meter.workshops.workshops import find_workshop
from tests.trust.tenants.calls import list_calls, list_routes, send
from tests.trust.tenants.world import TODAY

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from meter.records import Account
    from tests.trust.tenants.calls import Call
    from tests.trust.tenants.world import Actor, World

MEMBERS = {
    "co_organiser": "organise.round_page",
    "reviewer": "review.units",
    "researcher": "compare.compare",
}
"""A page that each role opens."""


def find_call(world: World, actor: Actor, endpoint: str, method: str = "GET") -> Call:
    route = next(one for one in list_routes(world.app) if one.endpoint == endpoint)
    calls = list_calls(world, route, actor.owns)
    return next(one for one in calls if one.method == method)


def find_member(world: World, role: str) -> Account:
    place = list(MEMBERS).index(role)
    _, number = world.tenants["alpha"].owns.members[place]
    found = accounts.find_account_by_id(world.store, number)
    assert found is not None
    return found


@pytest.mark.parametrize(("role", "endpoint"), MEMBERS.items())
def test_a_withdrawn_member_is_out(world: World, role: str, endpoint: str) -> None:
    actor, owner = world.actors[f"{role} of a workshop"], world.tenants["alpha"].account
    call = find_call(world, actor, endpoint)
    assert send(world, actor, call).status_code == 200
    workshop = find_workshop(world.store, "alpha-workshop")
    assert workshop is not None

    member = find_member(world, role)
    withdraw_member(world.store, workshop, member.id, owner, TODAY)

    assert send(world, actor, call).status_code == 404


def test_the_token_of_a_withdrawn_member_reads_nothing(world: World) -> None:
    member, owner = find_member(world, "co_organiser"), world.tenants["alpha"].account
    _, secret = make_api_token(world.store, member, "Theirs", SCOPES, 30, TODAY)
    headers = {"Authorization": f"Bearer {secret}"}

    def read(path: str) -> TestResponse:
        return world.browse().get(f"/api/v1{path}", headers=headers)

    assert read("/rounds/alpha/units").status_code == 200
    workshop = find_workshop(world.store, "alpha-workshop")
    assert workshop is not None

    withdraw_member(world.store, workshop, member.id, owner, TODAY)

    assert read("/rounds/alpha/units").status_code == 404
    assert read("/workshops/alpha-workshop/knowledge").status_code == 404
    assert read("/rounds").get_json()["items"] == []


def test_a_co_organiser_who_is_withdrawn_writes_nothing(world: World) -> None:
    actor = world.actors["co_organiser of a workshop"]
    owner = world.tenants["alpha"].account
    close = find_call(world, actor, "organise.close", "POST")
    workshop = find_workshop(world.store, "alpha-workshop")
    assert workshop is not None
    member = find_member(world, "co_organiser")
    withdraw_member(world.store, workshop, member.id, owner, TODAY)
    before = world.read_rows()

    assert send(world, actor, close).status_code == 404

    assert world.read_rows() == before


@pytest.mark.parametrize("change", [administration.withdraw, administration.disable])
def test_an_administrator_who_is_one_no_longer_is_out(
    world: World, change: object
) -> None:
    actor = world.actors["administrator"]
    call = find_call(world, actor, "admin.accounts")
    assert send(world, actor, call).status_code == 200
    found = accounts.find_account(world.store, "admin@example.org")
    other = world.tenants["alpha"].account
    assert found is not None
    administration.grant(world.store, other.id, TODAY)

    change(world.store, found.id, TODAY)  # type: ignore[operator]

    # A shut account is signed out besides.
    assert send(world, actor, call).status_code in {302, 404}
