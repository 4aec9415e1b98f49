"""Links into the network: those by which the people of a workshop came to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.storage.repository import invitations as rows

if TYPE_CHECKING:
    from datetime import datetime

    from meter.storage import Store

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


def extend_links(store: Store, workshop_id: int, at: datetime) -> int:
    """Let the links that work now work a year on; tell how many there were.

    One that has expired stays so: the organiser makes a new one for whom it was.
    """
    until = at + timedelta(days=NETWORK_DAYS)
    return store.write(
        lambda connection: rows.extend_links(connection, workshop_id, at, until)
    )
