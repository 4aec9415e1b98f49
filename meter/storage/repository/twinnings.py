"""Rows of twinning: who takes part, offers and needs, and who is twinned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from meter.network.records import Consent, Reason, Topic, Twinning
from meter.records import Unit
from meter.storage.inserting import insert_into, insert_new
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import (
    participants,
    twinning_consents,
    twinning_topics,
    twinnings,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select, Table

    from meter.network.records import TopicKind

_first, _second = units.alias("first"), units.alias("second")
_TWINNINGS: Select[*tuple[Any, ...]] = (
    select(
        twinnings.c.id,
        *(one.c[column.name] for one in (_first, _second) for column in UNIT_COLUMNS),
        twinnings.c.proposed_by,
        twinnings.c.proposed_at,
        twinnings.c.reasons,
        twinnings.c.first_agreed_at,
        twinnings.c.second_agreed_at,
        twinnings.c.declined_at,
        twinnings.c.declined_by,
        twinnings.c.ended_at,
        twinnings.c.ended_by,
        twinnings.c.outcome,
    )
    .join(_first, _first.c.id == twinnings.c.first_id)
    .join(_second, _second.c.id == twinnings.c.second_id)
    .order_by(twinnings.c.id)
)


def insert_consent(
    connection: Connection, of: tuple[int, int], values: Mapping[str, Any]
) -> bool:
    """Let a unit take part in twinning; False if it does already."""
    workshop_id, unit_id = of
    insert = (
        insert_into(connection, twinning_consents)
        .values(workshop_id=workshop_id, unit_id=unit_id, **values)
        .on_conflict_do_nothing()
        .returning(twinning_consents.c.unit_id)
    )
    return connection.execute(insert).scalar_one_or_none() is not None


def update_consent(
    connection: Connection,
    of: tuple[int, int],
    revision: int,
    values: Mapping[str, Any],
) -> bool:
    """Change what a unit agreed to; False if another revision stands."""
    statement = update(twinning_consents).where(
        *_is_of(twinning_consents, *of), twinning_consents.c.revision == revision
    )
    return connection.execute(statement.values(**values)).rowcount == 1


def lock_consents(
    connection: Connection, workshop_id: int, unit_ids: Iterable[int]
) -> set[int]:
    """Name those of some units that take part, and keep them so until the commit."""
    query = (
        select(twinning_consents.c.unit_id)
        .where(
            twinning_consents.c.workshop_id == workshop_id,
            twinning_consents.c.unit_id.in_(unit_ids),
        )
        .order_by(twinning_consents.c.unit_id)
        .with_for_update()
    )
    return set(connection.execute(query).scalars())


def drop_consent(connection: Connection, workshop_id: int, unit_id: int) -> None:
    """Let a unit take part no longer, and forget what it offered and needed."""
    for table in (twinning_consents, twinning_topics):
        connection.execute(delete(table).where(*_is_of(table, workshop_id, unit_id)))


def list_consents(connection: Connection, workshop_id: int) -> list[Consent]:
    """List the units of a workshop that take part in twinning, by name."""
    query = (
        select(
            *UNIT_COLUMNS,
            twinning_consents.c.draws,
            twinning_consents.c.names_levels,
            twinning_consents.c.words,
            twinning_consents.c.revision,
            twinning_consents.c.at,
            twinning_consents.c.who,
        )
        .join(twinning_consents, twinning_consents.c.unit_id == units.c.id)
        .join(
            participants,
            (participants.c.unit_id == units.c.id)
            & (participants.c.workshop_id == twinning_consents.c.workshop_id),
        )
        .where(twinning_consents.c.workshop_id == workshop_id)
        .order_by(units.c.name, units.c.id)
    )
    return [_read_consent(row) for row in connection.execute(query)]


def save_topics(
    connection: Connection, of: tuple[int, int], topics: Mapping[str, TopicKind]
) -> None:
    """Replace what a unit offers and needs, by theme."""
    connection.execute(delete(twinning_topics).where(*_is_of(twinning_topics, *of)))
    workshop_id, unit_id = of
    rows = [
        {"workshop_id": workshop_id, "unit_id": unit_id, "theme": theme, "kind": kind}
        for theme, kind in topics.items()
    ]
    if rows:
        connection.execute(twinning_topics.insert(), rows)


def list_topics(connection: Connection, workshop_id: int) -> list[Topic]:
    """List what the units of a workshop offer and need."""
    columns = ("unit_id", "kind", "theme")
    query = (
        select(*(twinning_topics.c[name] for name in columns))
        .where(twinning_topics.c.workshop_id == workshop_id)
        .order_by(twinning_topics.c.unit_id, twinning_topics.c.theme)
    )
    return [Topic(*row) for row in connection.execute(query)]


def insert_twinning(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Insert a twinning; None if the two have one already."""
    return insert_new(connection, twinnings, values)


def find_twinning(connection: Connection, number: int) -> Twinning | None:
    """Find a twinning by its id."""
    row = connection.execute(_TWINNINGS.where(twinnings.c.id == number)).one_or_none()
    return None if row is None else _read(row)


def list_twinnings(connection: Connection, workshop_id: int) -> list[Twinning]:
    """List the twinnings of a workshop, the first proposed first."""
    query = _TWINNINGS.where(twinnings.c.workshop_id == workshop_id)
    return [_read(row) for row in connection.execute(query)]


def agree(connection: Connection, number: int, side: str, at: datetime) -> bool:
    """Let the `first` or the `second` side agree; False if it is over or was done."""
    column = twinnings.c[f"{side}_agreed_at"]
    return _change(connection, number, {column.name: at}, column.is_(None))


def decline(connection: Connection, number: int, unit_id: int, at: datetime) -> bool:
    """Let a side decline; False if it is active or over."""
    waits = twinnings.c.first_agreed_at.is_(None) | (
        twinnings.c.second_agreed_at.is_(None)
    )
    values = {"declined_at": at, "declined_by": unit_id}
    return _change(connection, number, values, waits)


def end(
    connection: Connection, number: int, unit_id: int, outcome: str, at: datetime
) -> bool:
    """Let a side end an active twinning; False if it is not active."""
    is_active = (
        twinnings.c.first_agreed_at.is_not(None),
        twinnings.c.second_agreed_at.is_not(None),
    )
    values = {"ended_at": at, "ended_by": unit_id, "outcome": outcome}
    return _change(connection, number, values, *is_active)


def _change(
    connection: Connection, number: int, values: Mapping[str, Any], *when: Any
) -> bool:
    """Change a twinning that is neither declined nor ended."""
    statement = update(twinnings).where(
        twinnings.c.id == number,
        twinnings.c.declined_at.is_(None),
        twinnings.c.ended_at.is_(None),
        *when,
    )
    return connection.execute(statement.values(**values)).rowcount == 1


def _is_of(table: Table, workshop_id: int, unit_id: int) -> tuple[Any, Any]:
    return table.c.workshop_id == workshop_id, table.c.unit_id == unit_id


def _read_consent(row: Sequence[Any]) -> Consent:
    return Consent(Unit(*row[:4]), *row[4:])


def _read(row: Sequence[Any]) -> Twinning:
    first, second, rest = Unit(*row[1:5]), Unit(*row[5:9]), row[9:]
    reasons = tuple(
        Reason(theme, learner, tuple(drawn)) for theme, learner, drawn in rest[2]
    )
    return Twinning(row[0], first, second, rest[0], rest[1], reasons, *rest[3:])
