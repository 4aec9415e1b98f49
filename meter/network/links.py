"""Links into the network: those by which the people of a workshop came to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.roles import ensure_organises_workshop
from meter.storage.repository import invitations as rows

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Workshop
    from meter.storage import Connection, Store

NETWORK_DAYS = 365
"""How long a link works once the organiser lets it go on for the network."""


@dataclass(frozen=True, slots=True)
class Links:
    """How many links let people in, how many no longer do, when the next one ends."""

    standing: int
    expired: int
    next_end: datetime | None


def count_links(store: Store, workshop_id: int, at: datetime) -> Links:
    """Count the links of a workshop that nobody has withdrawn."""
    with store.read() as connection:
        ends = rows.list_expiries(connection, workshop_id)
    standing = [one for one in ends if one > at]
    return Links(len(standing), len(ends) - len(standing), min(standing, default=None))


def extend_links(
    store: Store, workshop: Workshop, at: datetime, *, by: Account | None = None
) -> int:
    """Let the links that work now work a year on; tell how many there were.

    One that has expired stays so: the organiser makes a new one for whom it was.

    Raises:
        NotFoundError: the account does not organise the workshop.
    """
    until = at + timedelta(days=NETWORK_DAYS)

    def job(connection: Connection) -> int:
        actor = ensure_organises_workshop(connection, workshop, by)
        count = rows.extend_links(connection, workshop.id, at, until)
        act = Act.on_workshop("links_extended", workshop, links=count)
        record(connection, actor, at, act)
        return count

    return store.write(job)
