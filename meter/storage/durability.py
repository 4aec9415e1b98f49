"""Reads a database's settings back and refuses those that could lose answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.storage.errors import UnsafeDatabaseError

if TYPE_CHECKING:
    from sqlalchemy import Connection

SQLITE_REMEDY = (
    "Keep the file on a local disk, not in memory or on a network drive,"
    " and set METER_DATA to a folder there."
)
POSTGRESQL_REMEDY = (
    "Set it in postgresql.conf, reload the server, and see that no role or database"
    " overrides it."
)

SQLITE_NEEDS = {
    "journal_mode": ("wal",),
    "synchronous": ("2", "3"),
    "foreign_keys": ("1",),
}
SQLITE_WORDS = {
    "synchronous": {"0": "OFF", "1": "NORMAL", "2": "FULL", "3": "EXTRA"},
    "foreign_keys": {"0": "OFF", "1": "ON"},
}
POSTGRESQL_NEEDS = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
}


def ensure_durable(connection: Connection) -> None:
    """Raise for the first setting with which a crash could lose a commit.

    Raises:
        UnsafeDatabaseError: names the setting, what it is and what it must be.
    """
    if connection.dialect.name == "sqlite":
        _ensure_sqlite(connection)
    else:
        _ensure_postgresql(connection)


def _ensure_sqlite(connection: Connection) -> None:
    for name, allowed in SQLITE_NEEDS.items():
        found = str(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        if found not in allowed:
            words = SQLITE_WORDS.get(name, {})
            is_now, needed = (words.get(value, value) for value in (found, allowed[0]))
            raise UnsafeDatabaseError(name, is_now, needed, SQLITE_REMEDY)


def _ensure_postgresql(connection: Connection) -> None:
    for name, allowed in POSTGRESQL_NEEDS.items():
        found = str(connection.exec_driver_sql(f"SHOW {name}").scalar_one())
        if found not in allowed:
            raise UnsafeDatabaseError(name, found, allowed[0], POSTGRESQL_REMEDY)
