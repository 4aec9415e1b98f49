"""Who may call what: every route by every method, for every kind of actor.

What to expect follows from the policy that a route declares, and from whose object
its address names. Whoever may not have an object gets the reply of one that is not
there; nobody ever reads a word that is not theirs.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests.trust.tenants.calls import (
    Call,
    Route,
    find_address,
    list_calls,
    list_routes,
    send,
)
from tests.trust.tenants.world import Objects, list_objects
from webapp import create_app
from webapp.security import SIGN_IN_PATH, find_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.trust.tenants.world import Actor, World

ACTORS = (
    "stranger",
    "respondent of city A",
    "respondent of city B",
    "holder of a revoked invitation",
    "holder of an expired invitation",
    "organiser",
    "another organiser",
    "signed-out organiser",
)

OPEN_TO_ALL = {
    "assets.static",
    "charts.plotly_script",
    "home.health",
    "home.home",
    "respond.enter",
    "respond.join",
    "security.login",
    "security.logout",
    "trial.choose",
    "trial.numbers",
    "trial.questionnaire",
    "trial.result",
}
"""Routes that anyone may call; a route is opened to all here and in its policy."""

NOWHERE = Objects(
    responses=(0, 999_999, 2**31 - 1),
    rounds=("nowhere", "alpha'--", "%00", "\u202e" * 500),
    invitations=(("nowhere", 1), ("alpha", 999_999), ("alpha", 2**31 - 1)),
    tokens=("x", "x" * 43, "%00"),
)
"""What nobody owns, because it is not there."""

DATA_ADDRESS = re.compile(r"data:text/csv[^,\"]*;base64,([A-Za-z0-9+/=]+)")
REFUSALS = {400, 401, 403, 404, 405, 410, 413, 429}


class Outcome(Enum):
    """What a reply says about the right of the caller."""

    ADMITTED = "admitted"
    NOT_FOUND = "not found"
    GONE = "gone"
    SENT_TO_SIGN_IN = "sent to sign-in"
    REFUSED = "refused"
    BROKEN = "broken"


def judge(reply: TestResponse) -> Outcome:
    """Read what a reply says about the right of the caller."""
    if reply.status_code >= 500:
        return Outcome.BROKEN
    if reply.location and urlsplit(reply.location).path == SIGN_IN_PATH:
        return Outcome.SENT_TO_SIGN_IN
    named = {404: Outcome.NOT_FOUND, 410: Outcome.GONE}
    if reply.status_code in named:
        return named[reply.status_code]
    return Outcome.REFUSED if reply.status_code in REFUSALS else Outcome.ADMITTED


def expect(policy: str, actor: Actor, route: Route, *, own: bool) -> Outcome:
    """Say what a route of a policy owes an actor about an object."""
    theirs = own or not route.owned
    if policy == "organiser" and actor.role != "organiser":
        return Outcome.SENT_TO_SIGN_IN
    if not theirs:
        return Outcome.NOT_FOUND
    if policy == "respondent" or "token" in route.owned:
        return Outcome.ADMITTED if actor.standing else Outcome.GONE
    if policy in {"anyone", "organiser"}:
        return Outcome.ADMITTED
    message = f"Say in expect() what the policy {policy!r} owes to whom."
    raise LookupError(message)


def weaken(owed: Outcome) -> Outcome:
    """Say what is owed about something that is not there."""
    return Outcome.NOT_FOUND if owed is Outcome.ADMITTED else owed


def unfold(reply: TestResponse) -> str:
    """Give everything readable in a reply: body, downloads within it, addresses."""
    body = reply.text
    packed = DATA_ADDRESS.findall(html.unescape(body))
    files = [base64.b64decode(one).decode("utf-8-sig") for one in packed]
    headers = [unquote(value) for _, value in reply.headers]
    return "\n".join([body, *files, *headers]).casefold()


def find_leaks(world: World, actor: Actor, reply: TestResponse) -> list[str]:
    """Name the canaries in a reply that its reader may not know."""
    text = unfold(reply)
    return [
        f"{spot.place} of {spot.tag}"
        for canary, spot in world.canaries.items()
        if spot.tag not in actor.sees and canary in text
    ]


def is_there(call: Call) -> bool:
    """Tell whether an address names something: figures need submitted responses."""
    if call.endpoint != "compare.figure":
        return True
    needs_choice = call.values["chart"] in {"radar", "profile"}
    is_chosen = "units=" in call.query or not needs_choice
    return is_chosen and str(call.values["round_key"]).endswith("-done")


def list_foreign(world: World, actor: Actor, route: Route) -> Objects:
    """List objects that are not the actor's; a link belongs to whoever holds it."""
    if "token" in route.owned:
        return Objects()
    return list_objects(world).without(actor.owns)


def find_deviations(
    world: World, actor: Actor, objects: str
) -> Iterator[tuple[Call, str]]:
    """Call everything as an actor about own, foreign or absent objects."""
    for route in list_routes(world.app):
        policy = find_policy(world.app, route.endpoint)
        if policy is None or (objects != "own" and not route.owned):
            continue
        chosen = {
            "own": actor.owns,
            "foreign": list_foreign(world, actor, route),
            "absent": NOWHERE,
        }[objects]
        owed = expect(policy.name, actor, route, own=objects == "own")
        for call in list_calls(world, route, chosen):
            reply = send(world, actor, call)
            if not call.is_safe:
                world.restore()
            due = owed if is_there(call) else weaken(owed)
            if judge(reply) is not due:
                yield call, f"{reply.status}, owed: {due.value}"
            for leak in find_leaks(world, actor, reply):
                yield call, f"shows the {leak}"


def test_every_route_declares_its_policy(world: World) -> None:
    silent = [
        route.endpoint
        for route in list_routes(world.app)
        if find_policy(world.app, route.endpoint) is None
    ]

    assert silent == []


def test_no_route_is_open_to_all_but_those_that_mean_to_be(world: World) -> None:
    declared = {
        route.endpoint: find_policy(world.app, route.endpoint)
        for route in list_routes(world.app)
    }

    open_ones = {
        key for key, rule in declared.items() if rule and rule.name == "anyone"
    }

    assert open_ones == OPEN_TO_ALL


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("objects", ["own", "foreign", "absent"])
def test_nobody_gets_more_or_less_than_their_policy_owes_them(
    world: World, name: str, objects: str
) -> None:
    deviations = find_deviations(world, world.actors[name], objects)

    assert [f"{call}: {what}" for call, what in deviations] == []


def test_the_actors_are_all_there_are(world: World) -> None:
    assert set(world.actors) == set(ACTORS)


@pytest.mark.parametrize("name", ["organiser", "another organiser"])
def test_twenty_canaries_and_more_live_with_the_other_tenant(
    world: World, name: str
) -> None:
    sees = world.actors[name].sees

    hidden = [spot for spot in world.canaries.values() if spot.tag not in sees]

    assert len(hidden) >= 20
    assert {spot.place for spot in hidden} == {
        "answer link",
        "answer text",
        "country",
        "organiser email",
        "organiser name",
        "person email",
        "person name",
        "round title",
        "unit name",
    }


def test_canaries_are_seen_by_those_who_may(world: World) -> None:
    """The search itself: what is shown to its owner is found in the same way."""
    organiser = world.actors["organiser"]
    delegate = world.actors["respondent of city A"]
    blind = {name: _blinded(world.actors[name]) for name in world.actors}

    shown = {
        leak
        for route in list_routes(world.app)
        for actor in (organiser, delegate)
        for call in list_calls(world, route, actor.owns)
        if call.method == "GET"
        for leak in find_leaks(world, blind[actor.name], send(world, actor, call))
    }

    assert shown >= {
        "round title of alpha title",
        "round title of alpha",
        "organiser name of alpha",
        "unit name of A",
        "unit name of B",
        "person name of A",
        "person email of A",
        "answer text of A",
        "answer link of A",
    }
    assert not any("of X" in leak or "beta" in leak for leak in shown)


def _blinded(actor: Actor) -> Actor:
    return replace(actor, sees=frozenset())


def test_canaries_are_found_inside_downloads(world: World) -> None:
    organiser = _blinded(world.actors["organiser"])
    route = next(
        one for one in list_routes(world.app) if one.endpoint == "inviting.reissue"
    )
    call = next(list_calls(world, route, world.actors["organiser"].owns))

    leaks = find_leaks(world, organiser, send(world, organiser, call))

    assert "person email of A" in leaks


@pytest.mark.parametrize("name", ACTORS)
def test_what_is_foreign_reads_like_what_is_not_there(world: World, name: str) -> None:
    actor = world.actors[name]
    differing = []

    for route in list_routes(world.app):
        if not route.owned:
            continue
        missing = {
            send(world, actor, call).text
            for call in list_calls(world, route, NOWHERE)
            if call.method == "GET"
        }
        foreign = {
            send(world, actor, call).text
            for call in list_calls(world, route, list_foreign(world, actor, route))
            if call.method == "GET"
        }
        policy = find_policy(world.app, route.endpoint)
        turned_away = (
            policy and policy.name == "organiser" and actor.role != "organiser"
        )
        if not turned_away and foreign - missing:
            differing.append(route.endpoint)

    assert differing == []


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_view_without_a_policy_is_refused_at_run_time(
    world: World, method: str
) -> None:
    app = _copy_app(world)
    app.add_url_rule(
        "/forgotten", "forgotten", lambda: "secret", methods=["GET", "POST"]
    )
    actor = world.actors["organiser"]

    reply = world.browse(actor, app).open(
        "/forgotten", method=method, headers={"X-CSRFToken": actor.token}
    )

    assert reply.status_code == 403
    assert "secret" not in reply.text


@pytest.mark.parametrize("name", ACTORS)
def test_asking_for_methods_tells_nothing_of_objects(world: World, name: str) -> None:
    actor = world.actors[name]
    everything = list_objects(world)
    calls = [
        call
        for route in list_routes(world.app)
        for call in list_calls(world, route, everything)
    ]

    told = [
        str(call)
        for call in calls
        if (reply := send_by(world, actor, call, "OPTIONS")).status_code == 200
        and (reply.data or find_leaks(world, actor, reply))
    ]

    assert len(calls) > 100
    assert told == []


def _copy_app(world: World) -> Flask:
    """Make another application over the same data, to be changed freely."""
    settings = world.app.extensions["meter"].settings
    return create_app(settings, clock=world.clock)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_methods_that_no_route_declares_are_not_allowed(
    world: World, method: str
) -> None:
    actor = world.actors["organiser"]
    before = world.read_rows()
    statuses = set()

    for route in list_routes(world.app):
        for call in list_calls(world, route, actor.owns):
            if call.method in {"GET", "POST"}:
                statuses.add(send_by(world, actor, call, method).status_code)

    assert statuses == {405}
    assert world.read_rows() == before


def send_by(world: World, actor: Actor, call: Call, method: str) -> TestResponse:
    """Send a call by a method that its route has not."""
    address = find_address(world.app, call)
    headers = {"X-CSRFToken": actor.token}
    return world.browse(actor).open(address, method=method, headers=headers)
