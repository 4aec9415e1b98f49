"""Every call that may write, each sent to the world as it was built."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.trust.tenants.calls import list_calls, list_routes, send
from tests.trust.tenants.world import Objects
from webapp.security import find_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.trust.tenants.calls import Call, Route
    from tests.trust.tenants.world import Actor, Rows, World

DRAWN = frozenset(
    {"token_digest", "link_digest", "password_hash", "uniquifier", "salt"}
)
"""Columns that are drawn by chance; all others follow from what was sent."""

STILL_COLLECTING = frozenset({"reconciling.close", "reconciling.finish"})
"""Routes that write only where somebody who answers apart is not done: in city B."""


def choose_actor(world: World, route: Route) -> Actor:
    """Choose somebody who may call a route."""
    if "token" in route.owned:
        invited = world.tenants["alpha"].cities["invited"].owns.tokens
        return replace(world.actors["stranger"], owns=Objects(tokens=invited))
    if "register_key" in route.owned:
        keys = world.tenants["alpha"].owns.register_keys
        return replace(world.actors["stranger"], owns=Objects(register_keys=keys))
    answering = dict.fromkeys(("respondent", "focal point"), "respondent of city A")
    staff = ("organiser", "reviewer", "administrator")
    others = {"owner": "organiser", "token": "token of the organiser"}
    names = {**{one: one for one in staff}, **others, **answering}
    policy = find_policy(world.app, route.endpoint)
    name = names.get(policy.name if policy else "", "stranger")
    if route.endpoint in STILL_COLLECTING:
        return world.actors["respondent of city B"]
    return world.actors["organiser" if route.endpoint == "security.logout" else name]


def list_writes(world: World) -> Iterator[tuple[Actor, Call]]:
    """List every call that may write, about own objects of somebody who may."""
    for route in list_routes(world.app):
        actor = choose_actor(world, route)
        for call in list_calls(world, route, actor.owns):
            if not call.is_safe:
                yield actor, call


def list_form_writes(world: World) -> Iterator[tuple[Actor, Call]]:
    """List those of them that come from a browser, with its cookies."""
    return ((actor, call) for actor, call in list_writes(world) if not actor.bearer)


def write_anew(
    world: World, actor: Actor, call: Call, **how: Any
) -> tuple[TestResponse, Rows]:
    """Send a call to the world as it was built; give the reply and what is kept."""
    world.restore()
    reply = send(world, actor, call, **how)
    return reply, world.read_rows(without=DRAWN)
