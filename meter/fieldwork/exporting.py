"""Exporting: that a package of a round was made is an act, and stands in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.roles import ensure_organises, ensure_reads
from meter.fieldwork.rounds import get_round
from meter.publication.known import list_known
from meter.publication.packaged import ensure_stands, write_members
from meter.publication.related import hold_related

if TYPE_CHECKING:
    from datetime import datetime

    from meter.publication.packaged import Judged
    from meter.records import Account, Round
    from meter.storage import Connection, Store


def record_export(  # noqa: PLR0913  (an act is all of these)
    store: Store,
    round_id: int,
    at: datetime,
    *,
    with_names: bool = False,
    language: str = "",
    by: Account | None = None,
    judged: Judged | None = None,
) -> Round:
    """Record that a package is made, before it is handed out, by a researcher too.

    One that names units unasked is the organiser's alone. Who is in a package stands in
    the trail as ids: the next one is judged beside it.

    Raises:
        NotFoundError: there is no such round, or not for the account.
        PackageOvertakenError: something was told since it was judged.
    """
    ensure = ensure_organises if with_names else ensure_reads

    def job(connection: Connection) -> Round:
        hold_related(connection, round_id)
        asked = get_round(connection, round_id)
        actor = ensure(connection, asked, by)
        facts: dict[str, Any] = {"names": with_names, "language": language}
        if judged is not None:
            if not with_names:
                known = list_known(connection, round_id)
                ensure_stands(connection, round_id, judged, known)
            facts["units"] = write_members(judged.members)
        record(connection, actor, at, Act.on_round("package_made", asked, **facts))
        return asked

    return store.write(job)
