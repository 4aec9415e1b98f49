"""Rows of units and of the people who answer for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from meter.records import Unit
from meter.storage.inserting import insert_into
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.tables import people, responses, units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

UNIT_COLUMNS = (units.c.id, units.c.owner_id, units.c.name, units.c.profile)


def save_unit(connection: Connection, values: Mapping[str, Any]) -> Unit:
    """Insert a unit, or give the owner's unit of that name a new profile."""
    insert = insert_into(connection, units).values(**values)
    statement = insert.on_conflict_do_update(
        index_elements=[units.c.owner_id, units.c.name],
        set_={"profile": insert.excluded.profile},
    ).returning(*UNIT_COLUMNS)
    return Unit(*connection.execute(statement).one())


def ensure_unit(connection: Connection, owner_id: int, name: str, at: datetime) -> Unit:
    """Give the owner's unit of a name, unchanged; insert one who is not there."""
    values = {"owner_id": owner_id, "name": name, "profile": {}, "created_at": at}
    statement = insert_into(connection, units).on_conflict_do_nothing()
    connection.execute(statement, values)
    query = select(*UNIT_COLUMNS).where(
        units.c.owner_id == owner_id, units.c.name == name
    )
    return Unit(*connection.execute(query).one())


def find_named(connection: Connection, owner_id: int, name: str) -> Unit | None:
    """Find the owner's unit of a name."""
    query = select(*UNIT_COLUMNS).where(
        units.c.owner_id == owner_id, units.c.name == name
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Unit(*row)


def find_unit(connection: Connection, unit_id: int) -> Unit | None:
    """Find a unit by its id."""
    query = select(*UNIT_COLUMNS).where(units.c.id == unit_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Unit(*row)


def list_units(connection: Connection, round_id: int) -> list[Unit]:
    """List the units of a round by name."""
    query = (
        select(*UNIT_COLUMNS)
        .join(responses, responses.c.unit_id == units.c.id)
        .where(is_agreed_in(round_id))
        .order_by(units.c.name, units.c.id)
    )
    return [Unit(*row) for row in connection.execute(query)]


def count_units(connection: Connection, round_id: int) -> int:
    """Count the units of a round."""
    query = select(func.count()).select_from(responses).where(is_agreed_in(round_id))
    found: int = connection.execute(query).scalar_one()
    return found


def ensure_person(connection: Connection, owner_id: int, name: str, email: str) -> int:
    """Give the owner's person of an address, unchanged; insert one who is not there."""
    values = {"owner_id": owner_id, "name": name, "email": email}
    insert = insert_into(connection, people).on_conflict_do_nothing()
    connection.execute(insert, values)
    query = select(people.c.id).where(
        people.c.owner_id == owner_id, people.c.email == email
    )
    found: int = connection.execute(query).scalar_one()
    return found


def save_person(connection: Connection, owner_id: int, name: str, email: str) -> int:
    """Insert a person, or give the owner's person of that address a new name."""
    insert = insert_into(connection, people).values(
        owner_id=owner_id, name=name, email=email
    )
    statement = insert.on_conflict_do_update(
        index_elements=[people.c.owner_id, people.c.email],
        set_={"name": insert.excluded.name},
    ).returning(people.c.id)
    found: int = connection.execute(statement).scalar_one()
    return found
