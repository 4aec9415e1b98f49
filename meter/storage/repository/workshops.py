"""Rows of workshops, their members and their participants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, or_, select, update

from meter.records import Member, Participant, Unit, Workshop
from meter.storage.inserting import insert_into, insert_new
from meter.storage.repository.units import UNIT_COLUMNS
from meter.storage.tables import (
    accounts,
    members,
    participants,
    registrations,
    units,
    workshops,
)
from meter.workshops.records import Registration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from meter.records import Role

_WORKSHOPS: Select[*tuple[Any, ...]] = select(
    workshops.c.id,
    workshops.c.key,
    workshops.c.title,
    workshops.c.owner_id,
    workshops.c.place,
    workshops.c.begins_on,
    workshops.c.ends_on,
    workshops.c.time_zone,
    workshops.c.register_key,
    workshops.c.created_at,
)
_ROLE = select(members.c.role).where(
    members.c.workshop_id == bindparam("workshop_id"),
    members.c.account_id == bindparam("account_id"),
)


def insert_workshop(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Insert a workshop; None if its key is taken."""
    return insert_new(connection, workshops, values)


def find_workshop(connection: Connection, column: str, value: Any) -> Workshop | None:
    """Find the workshop with this id, key or register key."""
    query = _WORKSHOPS.where(workshops.c[column] == value)
    row = connection.execute(query).one_or_none()
    return None if row is None else Workshop(*row)


def update_workshop(
    connection: Connection, workshop_id: int, values: Mapping[str, Any]
) -> bool:
    """Change columns of a workshop; False if it is not there."""
    statement = update(workshops).where(workshops.c.id == workshop_id).values(**values)
    return connection.execute(statement).rowcount == 1


def list_workshops(connection: Connection, account_id: int) -> list[Workshop]:
    """List the workshops that an account owns or co-organises, the newest first."""
    named = select(members.c.workshop_id).where(
        members.c.account_id == account_id, members.c.role == "co_organiser"
    )
    query = _WORKSHOPS.where(
        or_(workshops.c.owner_id == account_id, workshops.c.id.in_(named))
    ).order_by(workshops.c.id.desc())
    return [Workshop(*row) for row in connection.execute(query)]


def find_role(connection: Connection, workshop_id: int, account_id: int) -> Role | None:
    """Find the role of a member; an owner need not be one."""
    keys = {"workshop_id": workshop_id, "account_id": account_id}
    role: Role | None = connection.execute(_ROLE, keys).scalar_one_or_none()
    return role


def save_member(
    connection: Connection, workshop_id: int, account_id: int, role: Role, at: datetime
) -> None:
    """Give an account a role; one that it had before is replaced."""
    insert = insert_into(connection, members).values(
        workshop_id=workshop_id, account_id=account_id, role=role, named_at=at
    )
    statement = insert.on_conflict_do_update(
        index_elements=[members.c.workshop_id, members.c.account_id],
        set_={"role": insert.excluded.role, "named_at": insert.excluded.named_at},
    )
    connection.execute(statement)


def drop_member(connection: Connection, workshop_id: int, account_id: int) -> bool:
    """Take an account's role away; False if it had none."""
    statement = delete(members).where(
        members.c.workshop_id == workshop_id, members.c.account_id == account_id
    )
    return connection.execute(statement).rowcount == 1


def list_members(connection: Connection, workshop_id: int) -> list[Member]:
    """List the members of a workshop by name."""
    query = (
        select(accounts.c.id, accounts.c.name, accounts.c.email, members.c.role)
        .join(members, members.c.account_id == accounts.c.id)
        .where(members.c.workshop_id == workshop_id)
        .order_by(accounts.c.name, accounts.c.id)
    )
    return [Member(*row) for row in connection.execute(query)]


def save_participant(
    connection: Connection,
    workshop_id: int,
    unit_id: int,
    languages: Sequence[str],
    at: datetime,
) -> None:
    """Let a unit take part; one that does gets these languages."""
    insert = insert_into(connection, participants).values(
        workshop_id=workshop_id,
        unit_id=unit_id,
        languages=list(languages),
        admitted_at=at,
    )
    statement = insert.on_conflict_do_update(
        index_elements=[participants.c.workshop_id, participants.c.unit_id],
        set_={"languages": insert.excluded.languages},
    )
    connection.execute(statement)


def list_participants(connection: Connection, workshop_id: int) -> list[Participant]:
    """List who takes part, by the name of the unit."""
    query = (
        select(*UNIT_COLUMNS, participants.c.languages, participants.c.admitted_at)
        .join(units, units.c.id == participants.c.unit_id)
        .where(participants.c.workshop_id == workshop_id)
        .order_by(units.c.name, units.c.id)
    )
    rows = connection.execute(query)
    return [Participant(Unit(*row[:4]), tuple(row[4]), row[5]) for row in rows]


def takes_part(connection: Connection, workshop_id: int, unit_id: int) -> bool:
    """Tell whether a unit takes part in a workshop."""
    query = select(participants.c.unit_id).where(
        participants.c.workshop_id == workshop_id, participants.c.unit_id == unit_id
    )
    return connection.execute(query).first() is not None


def lock_workshop(connection: Connection, workshop_id: int) -> None:
    """Let others who change what belongs to a workshop wait for the commit."""
    query = select(workshops.c.id).where(workshops.c.id == workshop_id)
    connection.execute(query.with_for_update()).one_or_none()


_REGISTRATIONS: Select[*tuple[Any, ...]] = select(
    registrations.c.id,
    registrations.c.workshop_id,
    registrations.c.unit_name,
    registrations.c.person_name,
    registrations.c.person_email,
    registrations.c.profile,
    registrations.c.languages,
    registrations.c.language,
    registrations.c.at,
    registrations.c.decided_at,
    registrations.c.decided_by,
    registrations.c.admitted,
)


def insert_registration(connection: Connection, values: Mapping[str, Any]) -> None:
    """Insert what somebody filled in to take part."""
    connection.execute(registrations.insert().values(**values))


def find_registration(
    connection: Connection, workshop_id: int, registration_id: int
) -> Registration | None:
    """Find a registration of a workshop."""
    query = _REGISTRATIONS.where(
        registrations.c.workshop_id == workshop_id,
        registrations.c.id == registration_id,
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Registration(*row)


def list_registrations(connection: Connection, workshop_id: int) -> list[Registration]:
    """List the registrations of a workshop, those that wait first, then the newest."""
    query = _REGISTRATIONS.where(registrations.c.workshop_id == workshop_id).order_by(
        registrations.c.decided_at.is_not(None), registrations.c.id.desc()
    )
    return [Registration(*row) for row in connection.execute(query)]


def count_waiting(connection: Connection, workshop_id: int) -> int:
    """Count the registrations that wait for a decision."""
    query = select(func.count()).where(
        registrations.c.workshop_id == workshop_id,
        registrations.c.decided_at.is_(None),
    )
    return int(connection.execute(query).scalar_one())


def decide_registration(
    connection: Connection, registration_id: int, by: str, at: datetime, *, admit: bool
) -> bool:
    """Record a decision; False if there is one already."""
    statement = update(registrations).where(
        registrations.c.id == registration_id, registrations.c.decided_at.is_(None)
    )
    values = {"decided_at": at, "decided_by": by, "admitted": admit}
    return connection.execute(statement.values(**values)).rowcount == 1
