"""Consents: a focal point decides, node by node, what peers see of the unit.

Every decision is kept, the last one holds, and is asked anew by every request: what is
withdrawn is seen by nobody from the next one on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.fieldwork.access import get_locked, no_response
from meter.fieldwork.delegates import ensure_focal
from meter.fieldwork.rounds import get_round, load_instrument
from meter.peers.errors import (
    ConsentExceedsError,
    ConsentNodeError,
    ConsentsChangedError,
)
from meter.peers.levels import cap_level, includes, list_peer_nodes
from meter.storage.repository import consents as rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from instruments.model.framework import Framework
    from meter.peers.records import Consent
    from meter.records import Invitation, PeerLevel, Round
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class Decided:
    """All that a unit has decided, the first first; it is asked for what holds now."""

    history: Sequence[Consent]
    most: PeerLevel

    @property
    def levels(self) -> dict[str, PeerLevel]:
        """What peers may see now by node; a node that is not there shows nothing."""
        return {one.node: cap_level(one.level, self.most) for one in self.history}

    def level_of(self, node: str) -> PeerLevel:
        """Give what peers may see of a node now."""
        return self.levels.get(node, "nothing")

    @property
    def last(self) -> Consent | None:
        """The last decision; None before any."""
        return self.history[-1] if self.history else None

    @property
    def seen(self) -> int:
        """The number of the last decision, which a page sends back; 0 before any."""
        return self.last.id if self.last else 0


def load_decided(store: Store, asked: Round, response_id: int) -> Decided:
    """Read what a unit has decided about a round."""
    with store.read() as connection:
        return Decided(rows.list_history(connection, response_id), asked.peers)


def decide(
    store: Store,
    invitation: Invitation,
    chosen: Mapping[str, PeerLevel],
    seen: int,
    at: datetime,
) -> Decided:
    """Keep what a focal point lets peers see; what stands already is no decision.

    Args:
        store: where it is kept.
        invitation: of the focal point.
        chosen: levels by node; other nodes stay as they are.
        seen: the last decision that the focal point had before them.
        at: now.

    Raises:
        DelegateError: a focal point made the invitation.
        NotFoundError: the response is apart from the unit's.
        ConsentNodeError: there is no such index or part of one.
        ConsentExceedsError: the round declares less.
        ConsentsChangedError: somebody else has decided since.
    """
    ensure_focal(invitation)

    def job(connection: Connection) -> Decided:
        response = get_locked(connection, invitation.response_id)
        if response.is_apart:
            raise no_response(response.id)
        asked = get_round(connection, response.round_id)
        framework = load_instrument(store, connection, asked).framework
        before = Decided(rows.list_history(connection, response.id), asked.peers)
        _ensure_within(asked, framework, chosen)
        changed = {
            node: level
            for node, level in chosen.items()
            if level != before.level_of(node)
        }
        if not changed:
            return before
        _ensure_seen(before, seen)
        who = invitation.person_name
        rows.add_consents(connection, response.id, changed, who, at)
        return Decided(rows.list_history(connection, response.id), asked.peers)

    return store.write(job)


def _ensure_within(
    asked: Round, framework: Framework | None, chosen: Mapping[str, PeerLevel]
) -> None:
    known = list_peer_nodes(framework) if framework else []
    for node, level in chosen.items():
        if node not in known:
            raise ConsentNodeError(node)
        if not includes(asked.peers, level):
            raise ConsentExceedsError(node)


def _ensure_seen(before: Decided, seen: int) -> None:
    if before.last is not None and before.seen != seen:
        raise ConsentsChangedError(before.last.who, before.last.at)
