"""Rows of presence: one an invitation, overwritten each time its holder is seen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from meter.records import Presence
from meter.storage.inserting import make_insert
from meter.storage.tables import invitations, people, presence

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Insert

_PRESENT = (
    select(
        func.coalesce(invitations.c.called, people.c.name),
        presence.c.section,
        presence.c.at,
    )
    .select_from(presence.join(invitations).join(people))
    .where(
        invitations.c.response_id == bindparam("response_id"),
        invitations.c.id != bindparam("reader_id"),
        invitations.c.expires_at > bindparam("at"),
        invitations.c.revoked_at.is_(None),
        presence.c.at >= bindparam("since"),
    )
    .order_by(presence.c.at.desc(), invitations.c.id)
)


@cache
def _make_upsert(dialect: str) -> Insert:
    insert = make_insert(dialect, presence)
    return insert.on_conflict_do_update(
        index_elements=[presence.c.invitation_id],
        set_={"section": insert.excluded.section, "at": insert.excluded.at},
        where=presence.c.at <= insert.excluded.at,
    )


def write_presence(
    connection: Connection, invitation_id: int, section: str, at: datetime
) -> None:
    """Note where the holder of an invitation is; an older sighting changes nothing."""
    values = {"invitation_id": invitation_id, "section": section, "at": at}
    connection.execute(_make_upsert(connection.dialect.name), values)


def list_presence(
    connection: Connection,
    response_id: int,
    reader_id: int,
    since: datetime,
    at: datetime,
) -> list[Presence]:
    """List who else was seen at a response since a time, the last one first."""
    keys = {"response_id": response_id, "reader_id": reader_id}
    rows = connection.execute(_PRESENT, {**keys, "since": since, "at": at})
    return [Presence(*row) for row in rows]
