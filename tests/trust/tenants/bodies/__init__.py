"""What is sent to each route that writes, such that it would write: a module a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.trust.tenants.bodies import (
    answering,
    knowledge,
    network,
    organising,
    peers,
    programs,
    reviewing,
    staff,
    trying,
    workshops,
)

if TYPE_CHECKING:
    from tests.trust.tenants.bodies.form import Writer


BODIES: dict[str, Writer] = {
    **answering.BODIES,
    **reviewing.BODIES,
    **organising.BODIES,
    **workshops.BODIES,
    **peers.BODIES,
    **network.BODIES,
    **knowledge.BODIES,
    **staff.BODIES,
    **programs.BODIES,
    **trying.BODIES,
}
