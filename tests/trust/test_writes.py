"""What writes does so only with the token of its own session; reading never writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.trust.tenants.calls import (
    find_address,
    list_calls,
    list_routes,
    send,
    write_body,
)
from tests.trust.tenants.world import TOKEN_FIELD
from tests.trust.tenants.writes import (
    DRAWN,
    list_form_writes,
    list_writes,
    write_anew,
)

if TYPE_CHECKING:
    from tests.trust.tenants.world import World

KEEPS_NOTHING = {
    "admin.open_",  # the account is open
    "admin.unname",  # and no administrator's
    "asking.ask",  # what is submitted of the city is accepted, or its round is over
    "delegating.assign",  # of the one section that there is
    "respond.leave",
    "running_workshop.thaw",  # nothing is frozen
    "second_round.enter",  # there is none
    "trial.numbers",
    "trial.result",
}
"""Routes that take a post and leave the database alone."""


@pytest.mark.parametrize(
    "token", ["", "another session's", "garbage"], ids=lambda token: token or "none"
)
def test_a_post_without_its_own_token_is_refused_and_changes_nothing(
    world: World, token: str
) -> None:
    before = world.read_rows()
    wrong = {"": "", "garbage": "x.y.z"}
    accepted = []

    for actor, call in list_form_writes(world):
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
        for actor, call in list_form_writes(world)
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
    [
        "stranger",
        "respondent of city A",
        "organiser",
        "another organiser",
        "token of the organiser",
    ],
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
                if actor.bearer:
                    headers["Authorization"] = f"Bearer {actor.bearer}"
                world.browse(actor).open(
                    address, method=call.method, headers=headers, buffered=True
                )
                if world.read_rows() != before:
                    wrote.append(str(call))
                    world.restore()

    assert read > 10
    assert wrote == []
