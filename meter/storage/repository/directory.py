"""Rows of the directory of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from meter.network.records import Entry
from meter.records import Unit
from meter.storage.inserting import insert_new
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import directory, participants, units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Select

_ENTRIES: Select[*tuple[Any, ...]] = (
    select(
        directory.c.id,
        directory.c.person_id,
        directory.c.fields,
        directory.c.shown,
        directory.c.revision,
        directory.c.changed_at,
        *UNIT_COLUMNS,
    )
    .join(units, units.c.id == directory.c.unit_id)
    # Whoever no longer takes part is not in the directory.
    .join(
        participants,
        (participants.c.unit_id == directory.c.unit_id)
        & (participants.c.workshop_id == directory.c.workshop_id),
    )
)


def list_entries(connection: Connection, workshop_id: int) -> list[Entry]:
    """List all entries of a workshop, the first made first."""
    query = _ENTRIES.where(directory.c.workshop_id == workshop_id)
    return [_read(row) for row in connection.execute(query.order_by(directory.c.id))]


def find_entry(
    connection: Connection, workshop_id: int, unit_id: int, person_id: int
) -> Entry | None:
    """Find what somebody says about themselves."""
    row = connection.execute(
        _ENTRIES.where(*_is_of(workshop_id, unit_id, person_id))
    ).one_or_none()
    return None if row is None else _read(row)


def insert_entry(connection: Connection, values: Mapping[str, Any]) -> bool:
    """Insert an entry; False if the person has one already."""
    return insert_new(connection, directory, values) is not None


def update_entry(
    connection: Connection,
    of: tuple[int, int, int],
    revision: int,
    values: Mapping[str, Any],
) -> bool:
    """Change an entry of a revision; False if that is not the one that stands."""
    statement = update(directory).where(*_is_of(*of), directory.c.revision == revision)
    return connection.execute(statement.values(**values)).rowcount == 1


def delete_entry(connection: Connection, of: tuple[int, int, int]) -> None:
    """Take an entry out of the directory, with all that it says."""
    connection.execute(delete(directory).where(*_is_of(*of)))


def _is_of(workshop_id: int, unit_id: int, person_id: int) -> tuple[Any, ...]:
    return (
        directory.c.workshop_id == workshop_id,
        directory.c.unit_id == unit_id,
        directory.c.person_id == person_id,
    )


def _read(row: Sequence[Any]) -> Entry:
    number, person_id, fields, shown, revision, changed_at, *unit = row
    return Entry(
        number,
        Unit(*unit),
        person_id,
        **fields,
        shown=frozenset(shown),
        revision=revision,
        changed_at=changed_at,
    )
