"""Presence: who else has a response open now, and in which section."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.storage.repository import presence as rows

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Invitation, Presence
    from meter.storage import Store

HERE_SECONDS = 75
"""How long somebody counts as here; an open page says so every half minute."""


def note_presence(
    store: Store, invitation: Invitation, section: str, at: datetime
) -> None:
    """Note that the holder of an invitation has a section open, or the overview: "".

    Raises:
        NotSavedError: the database could not write.
    """
    store.write(
        lambda connection: rows.write_presence(connection, invitation.id, section, at)
    )


def list_present(store: Store, reader: Invitation, at: datetime) -> list[Presence]:
    """List who else is at the response of a reader now, the last one seen first.

    Whoever's invitation was withdrawn or has ended is not there any more.
    """
    since = at - timedelta(seconds=HERE_SECONDS)
    with store.read() as connection:
        return rows.list_presence(connection, reader.response_id, reader.id, since, at)
