"""Copies of a SQLite database, made while others write to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url
from sqlalchemy.exc import DatabaseError

from meter.storage.checking import check_sqlite
from meter.storage.engine import make_engines
from meter.storage.errors import DamagedDatabaseError, NotCopiedError
from meter.storage.migrations import read_revision

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

PAGES = 2_000
"""Copied between two calls that tell how far it is."""


def find_database_file(address: str) -> Path | None:
    """Find the file of a SQLite database; None for one on a server of its own."""
    url = make_url(address)
    is_file = url.get_backend_name() == "sqlite" and url.database
    return Path(url.database or "") if is_file else None


def make_address(file: Path) -> str:
    """Make the address of a SQLite file, whatever its path has in it."""
    return URL.create("sqlite", database=str(file)).render_as_string()


def copy_database(file: Path, to: Path, tell: Callable[[float], None]) -> None:
    """Copy a database as it stands in one moment; nobody who saves has to wait.

    Raises:
        NotCopiedError: it cannot be read, or the copy not be written.
    """
    try:
        with (
            closing(
                sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)
            ) as source,
            closing(sqlite3.connect(to)) as copy,
        ):
            _hold_moment(source)
            source.backup(
                copy,
                pages=PAGES,
                progress=lambda _, left, pages: tell(1 - left / max(pages, 1)),
            )
    except sqlite3.Error as error:
        raise NotCopiedError(str(file), str(error)) from error


def _hold_moment(source: sqlite3.Connection) -> None:
    """See this moment to the end: a copy begins anew when it sees that others wrote."""
    source.isolation_level = None
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()


def inspect_copy(file: Path) -> str | None:
    """Read the whole of a copy, and give the revision of its tables.

    Raises:
        DamagedDatabaseError: it does not hold what it should.
    """
    engines = make_engines(make_address(file))
    try:
        with engines.reading.connect() as connection:
            return _inspect(connection)
    except DatabaseError as error:
        raise DamagedDatabaseError([f"The file is damaged: {error.orig}."]) from error
    finally:
        engines.dispose()


def _inspect(connection: Connection) -> str | None:
    damage = check_sqlite(connection)
    if damage:
        raise DamagedDatabaseError(damage)
    return read_revision(connection)
