"""Rows of the audit trail: added at its end, read, and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, text

from meter.audit.records import PASSING_ON, Entry, Head
from meter.storage.tables import audit, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from meter.audit.records import Scope

LOCK = 20_100_413
"""The number of PostgreSQL's advisory lock under which entries are added."""

ROWS_AT_ONCE = 1000
_ADD = audit.insert()
_HEAD = select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)
_PASSES_ON = audit.c.unit_id.is_(None) & audit.c.action.in_(PASSING_ON)
_ENTRIES: Select[*tuple[Any, ...]] = select(*audit.c)


def lock_head(connection: Connection) -> Head | None:
    """Find the end of the trail; nobody else adds before this transaction ends.

    On SQLite whoever writes is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": LOCK})
    row = connection.execute(_HEAD).one_or_none()
    return None if row is None else Head(*row)


def insert_entries(
    connection: Connection, entries: Sequence[Mapping[str, Any]]
) -> None:
    """Add entries at the end, in their order."""
    connection.execute(_ADD, entries)


def stream_entries(connection: Connection) -> Iterator[Entry]:
    """Read all entries, the first one first, in pieces."""
    query = _ENTRIES.order_by(audit.c.id).limit(ROWS_AT_ONCE)
    found = connection.execute(query).all()
    while found:
        yield from (Entry(*row) for row in found)
        found = connection.execute(query.where(audit.c.id > found[-1].id)).all()


def list_entries(
    connection: Connection, scope: Scope, *, limit: int | None = None, offset: int = 0
) -> list[Entry]:
    """List the entries of a scope, the newest first."""
    query = _ENTRIES.where(*_narrow(scope)).order_by(audit.c.id.desc())
    return [
        Entry(*row) for row in connection.execute(query.limit(limit).offset(offset))
    ]


def count_entries(connection: Connection, scope: Scope) -> int:
    """Count the entries of a scope."""
    query = select(func.count()).select_from(audit).where(*_narrow(scope))
    found: int = connection.execute(query).scalar_one()
    return found


def list_units(connection: Connection, scope: Scope) -> dict[int, str]:
    """Name the units on which a scope has entries, by id."""
    mine = select(audit.c.unit_id).where(*_narrow(scope))
    query = select(units.c.id, units.c.name).where(units.c.id.in_(mine))
    return {row[0]: row[1] for row in connection.execute(query.order_by(units.c.name))}


def _narrow(scope: Scope) -> Iterator[ColumnElement[bool]]:
    for name in ("workshop_id", "round_id"):
        value = getattr(scope, name)
        if value is not None:
            yield audit.c[name] == value
    if scope.unit_id is not None:
        own = audit.c.unit_id == scope.unit_id
        yield or_(own, _PASSES_ON) if scope.touching else own
    if scope.actions is not None:
        yield audit.c.action.in_(scope.actions)
