"""Connections: one engine that writes and one that can only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, event, make_url

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

BUSY_TIMEOUT_MS = 20_000
READING_CONNECTIONS = 16

DISCREET: Final = {"hide_parameters": True}
"""Errors, and so the log, tell statements without the answers in them."""

PRAGMAS = {
    "busy_timeout": str(BUSY_TIMEOUT_MS),
    "journal_mode": "WAL",
    # NORMAL may lose a commit in a power cut; fullfsync is the same care on macOS.
    "synchronous": "FULL",
    "fullfsync": "ON",
    "checkpoint_fullfsync": "ON",
    "foreign_keys": "ON",
    # A row that gives way to another one is deleted as any other, or is kept.
    "recursive_triggers": "ON",
}


@dataclass(frozen=True)
class Engines:
    """Where writing and reading connections come from."""

    writing: Engine
    reading: Engine

    def dispose(self) -> None:
        """Close all connections."""
        self.reading.dispose()
        self.writing.dispose()


def make_engines(address: str) -> Engines:
    """Make the engines of a database; nothing is connected yet.

    A SQLite database's folder is made, for its owner alone, where it is missing.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _make_sqlite_engines(url)
    writing = create_engine(
        url, pool_size=READING_CONNECTIONS, pool_pre_ping=True, **DISCREET
    )
    snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return Engines(writing, writing.execution_options(**snapshot))


def _make_sqlite_engines(url: URL) -> Engines:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    writing = create_engine(url, **DISCREET)
    _prepare_sqlite(writing, PRAGMAS, "BEGIN IMMEDIATE")
    reading = create_engine(url, pool_size=READING_CONNECTIONS, **DISCREET)
    _prepare_sqlite(reading, PRAGMAS | {"query_only": "ON"}, "BEGIN")
    return Engines(writing, reading)


def _prepare_sqlite(engine: Engine, pragmas: dict[str, str], begin: str) -> None:
    """Set up every connection; begin transactions ourselves.

    The driver would begin them late and without a lock, so that two writers could
    both read, then fail to write.
    """

    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}").close()

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin_transaction)
