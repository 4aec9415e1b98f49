"""Rows of sessions; of their tokens only the digests are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from meter.records import Session
from meter.storage.tables import sessions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

_COLUMNS = (
    sessions.c.id,
    sessions.c.account_id,
    sessions.c.invitation_id,
    sessions.c.started_at,
    sessions.c.expires_at,
    sessions.c.ended_at,
)
_OF_TOKEN = select(*_COLUMNS).where(sessions.c.token_digest == bindparam("digest"))


def insert_session(connection: Connection, values: Mapping[str, Any]) -> None:
    """Insert a session."""
    connection.execute(sessions.insert(), values)


def find_session(connection: Connection, digest: str) -> Session | None:
    """Find a session by the digest of its token."""
    row = connection.execute(_OF_TOKEN, {"digest": digest}).one_or_none()
    return None if row is None else Session(*row)


def end_sessions(connection: Connection, column: str, value: Any, at: datetime) -> int:
    """End the sessions with a value in a column that still stand; count them."""
    statement = (
        update(sessions)
        .where(sessions.c[column] == value, sessions.c.ended_at.is_(None))
        .values(ended_at=at)
    )
    return connection.execute(statement).rowcount
