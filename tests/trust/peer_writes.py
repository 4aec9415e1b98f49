"""Writes about peers, each prepared and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import submit_response
from meter.peers import consents, declaring, releases

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


PEER_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "consents.decide": decide,
    "declaring.declare_peers": declare,
    "releases.make_release": release,
}
"""How each function about peers that writes is prepared and called."""
