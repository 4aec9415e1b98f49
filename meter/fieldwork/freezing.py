"""Freezing: for a while nothing of some rounds changes, so that all see one state.

Whoever saves, submits or reviews locks the round first: what began before the freeze
is kept, what comes after it is refused, and nothing is kept by half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.rounds import get_round
from meter.storage.repository import rounds as rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from meter.records import Account
    from meter.storage import Connection, Store


def freeze_rounds(
    store: Store, round_ids: Iterable[int], at: datetime, *, by: Account | None = None
) -> int:
    """Freeze rounds that have opened, all at once; count them.

    One that is frozen already keeps its day; a draft has nothing to freeze.

    Raises:
        NotFoundError: one is not there, or not for the account.
    """
    chosen = sorted(round_ids)

    def job(connection: Connection) -> int:
        asked = [get_round(connection, one) for one in chosen]
        actors = [ensure_organises(connection, one, by) for one in asked]
        frozen = [one for one in asked if rows.freeze_round(connection, one.id, at)]
        acts = [Act.on_round("round_frozen", one) for one in frozen]
        if frozen:
            record(connection, actors[0], at, *acts)
        return len(frozen)

    return store.write(job)


def thaw_rounds(
    store: Store, round_ids: Iterable[int], at: datetime, *, by: Account | None = None
) -> int:
    """Let answers of frozen rounds change again, as far as they could; count them.

    Raises:
        NotFoundError: one is not there, or not for the account.
    """
    chosen = sorted(round_ids)

    def job(connection: Connection) -> int:
        asked = [get_round(connection, one) for one in chosen]
        actors = [ensure_organises(connection, one, by) for one in asked]
        thawed = [one for one in asked if rows.thaw_round(connection, one.id)]
        acts = [Act.on_round("round_thawed", one) for one in thawed]
        if thawed:
            record(connection, actors[0], at, *acts)
        return len(thawed)

    return store.write(job)
