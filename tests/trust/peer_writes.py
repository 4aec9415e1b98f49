"""Writes about what peers and the public see, each prepared and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import submit_response
from meter.peers import consents, declaring, releases
from meter.publication import agreements, editions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def decide(workshop: Workshop) -> Write:
    declare(workshop)()
    return lambda: consents.decide(
        workshop.store,
        workshop.invitation,
        {"rules": "spread", "use": "named"},
        0,
        workshop.at,
    )


def declare(workshop: Workshop) -> Write:
    return lambda: declaring.declare_peers(
        workshop.store, workshop.round.id, "named", workshop.at
    )


def release(workshop: Workshop) -> Write:
    decide(workshop)()
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    return lambda: releases.make_release(
        workshop.store, workshop.round.id, "Organiser", workshop.at
    )


def let_public_see(workshop: Workshop) -> Write:
    return lambda: agreements.agree(
        workshop.store, workshop.invitation, "named", 0, workshop.at
    )


def publish(workshop: Workshop) -> Write:
    let_public_see(workshop)()
    submit_response(workshop.store, workshop.response_id, "Ana", workshop.at)
    return lambda: editions.publish(
        workshop.store, workshop.round.id, "CC0-1.0", workshop.at
    )


def withdraw_edition(workshop: Workshop) -> Write:
    publish(workshop)()
    return lambda: editions.withdraw_edition(
        workshop.store, workshop.round.id, 1, workshop.at
    )


PEER_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "agreements.agree": let_public_see,
    "consents.decide": decide,
    "declaring.declare_peers": declare,
    "editions.publish": publish,
    "editions.withdraw_edition": withdraw_edition,
    "releases.make_release": release,
}
"""How each function about peers and the public that writes is prepared and called."""
