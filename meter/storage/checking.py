"""What is wrong with a database that opens: its content, and its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.storage.migrations import find_drift

if TYPE_CHECKING:
    from sqlalchemy import Connection


def list_problems(connection: Connection) -> list[str]:
    """List damage and differences, a sentence each; none is good news."""
    found = [f"The tables differ: {fact}" for fact in find_drift(connection)]
    if connection.dialect.name == "sqlite":
        found += check_sqlite(connection)
    return found


def check_sqlite(connection: Connection) -> list[str]:
    """Read the whole file, and list what is damaged in it, a sentence each.

    PostgreSQL checks its pages as it reads them.
    """
    damage = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [
        *(f"The file is damaged: {line}" for line in damage if line != "ok"),
        *(f"A row of {row[0]} refers to a missing row of {row[2]}." for row in orphans),
    ]
