"""The trail: acts are recorded in the transaction that does them, and read later."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from meter.audit.chain import BEGINNING, hash_entry
from meter.audit.records import Head
from meter.storage.repository import audit as rows

if TYPE_CHECKING:
    from datetime import datetime

    from meter.audit.records import Act, Actor, Entry, Scope
    from meter.storage import Connection, Store


def record(connection: Connection, actor: Actor, at: datetime, *acts: Act) -> None:
    """Put acts at the end of the trail, within the transaction that does them.

    It comes last in a transaction: from here to its commit every other act waits.
    """
    if not acts:
        return
    head = rows.lock_head(connection) or Head(0, BEGINNING)
    entries: list[dict[str, Any]] = []
    for act in acts:
        entry = _bind(head, actor, at, act)
        entries.append(entry)
        head = Head(entry["id"], entry["hash"])
    rows.insert_entries(connection, entries)


def _bind(head: Head, actor: Actor, at: datetime, act: Act) -> dict[str, Any]:
    """Write an act as the entry that follows on another."""
    values = {
        **asdict(act),
        "detail": dict(act.detail),
        "id": head.count + 1,
        "at": at,
        "account_id": actor.account_id,
        "who": actor.name,
        "role": actor.role,
        "previous": head.hash,
    }
    return {**values, "hash": hash_entry(values)}


def list_entries(
    store: Store, scope: Scope, *, limit: int | None = None, offset: int = 0
) -> list[Entry]:
    """List entries, the newest first."""
    with store.read() as connection:
        return rows.list_entries(connection, scope, limit=limit, offset=offset)


def count_entries(store: Store, scope: Scope) -> int:
    """Count the entries of a scope, whichever page of them is read."""
    with store.read() as connection:
        return rows.count_entries(connection, scope)


def list_units(store: Store, scope: Scope) -> dict[int, str]:
    """Name the units on which there are entries, by id; the names are those of now."""
    with store.read() as connection:
        return rows.list_units(connection, scope)
