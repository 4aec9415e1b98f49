"""Inserts that know what to do when a row is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table


def insert_into(
    connection: Connection, table: Table
) -> sqlite.Insert | postgresql.Insert:
    """Make an insert that can say `on_conflict_do_...` on either database."""
    return make_insert(connection.dialect.name, table)


def make_insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Make an insert for a dialect, for statements that are made once and kept."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def insert_new(
    connection: Connection, table: Table, values: Mapping[str, Any]
) -> int | None:
    """Insert a row with an id; None if a row with one of its unique values is there."""
    statement = (
        insert_into(connection, table)
        .values(**values)
        .on_conflict_do_nothing()
        .returning(table.c.id)
    )
    found: int | None = connection.execute(statement).scalar_one_or_none()
    return found
