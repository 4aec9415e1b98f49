"""Declaring: the organiser says the most that peers see; later it is only less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.rounds import get_round
from meter.peers.errors import PeersWidenedError
from meter.peers.levels import includes
from meter.storage.repository import consents, releases, rounds

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, PeerLevel, Round
    from meter.storage import Connection, Store


def declare_peers(
    store: Store,
    round_id: int,
    level: PeerLevel,
    at: datetime,
    *,
    by: Account | None = None,
) -> Round:
    """Let the units of a round see that much of each other at most.

    Raises:
        NotFoundError: there is no such round, or not for the account.
        PeersWidenedError: units have decided while it was less.
    """

    def job(connection: Connection) -> Round:
        releases.hold_round(connection, round_id)
        asked = get_round(connection, round_id)
        actor = ensure_organises(connection, asked, by)
        is_wider = not includes(asked.peers, level)
        if is_wider and consents.has_consents(connection, round_id):
            raise PeersWidenedError(asked.key)
        rounds.update_round(connection, round_id, {"peers": level})
        act = Act.on_round("peers_declared", asked, level=level)
        record(connection, actor, at, act)
        return get_round(connection, round_id)

    return store.write(job)
