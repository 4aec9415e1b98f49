"""Exporting: that a package of a round was made is an act, and stands in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.roles import ensure_organises, ensure_reads
from meter.fieldwork.rounds import get_round

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Round
    from meter.storage import Connection, Store


def record_export(
    store: Store,
    round_id: int,
    at: datetime,
    *,
    with_names: bool = False,
    language: str = "",
    by: Account | None = None,
) -> Round:
    """Record that a package is made, before it is; a researcher may make one too.

    One that names units unasked is the organiser's alone.

    Raises:
        NotFoundError: there is no such round, or not for the account.
    """
    ensure = ensure_organises if with_names else ensure_reads

    def job(connection: Connection) -> Round:
        asked = get_round(connection, round_id)
        actor = ensure(connection, asked, by)
        facts = {"names": with_names, "language": language}
        record(connection, actor, at, Act.on_round("package_made", asked, **facts))
        return asked

    return store.write(job)
