"""Sessions that can be ended at once: by signing out, or for all of an account.

A browser holds the token, for example in its signed cookie; the database holds the
token's digest. Ending a session here ends it everywhere.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork.tokens import digest_token, make_token
from meter.storage.repository import sessions as rows

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Session
    from meter.storage import Store

SESSION_HOURS = 12


def start_session(
    store: Store,
    at: datetime,
    *,
    account_id: int | None = None,
    invitation_id: int | None = None,
    hours: float = SESSION_HOURS,
) -> str:
    """Start a session of an account or of an invitation's holder; give its token."""
    token = make_token()
    values = {
        "token_digest": digest_token(token),
        "account_id": account_id,
        "invitation_id": invitation_id,
        "started_at": at,
        "expires_at": at + timedelta(hours=hours),
    }
    store.write(lambda connection: rows.insert_session(connection, values))
    return token


def find_session(store: Store, token: str, at: datetime) -> Session | None:
    """Find the session of a token; None if it has ended or expired."""
    with store.read() as connection:
        session = rows.find_session(connection, digest_token(token))
    return session if session is not None and session.is_alive(at) else None


def end_session(store: Store, token: str, at: datetime) -> None:
    """End the session of a token; nothing happens if it has ended before."""
    digest = digest_token(token)
    store.write(
        lambda connection: rows.end_sessions(connection, "token_digest", digest, at)
    )


def end_sessions(store: Store, account_id: int, at: datetime) -> int:
    """End all sessions of an account; give how many stood."""
    return store.write(
        lambda connection: rows.end_sessions(connection, "account_id", account_id, at)
    )
