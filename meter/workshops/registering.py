"""Registering: cities ask to take part by themselves, and the organiser decides.

What somebody registers changes nothing but the list of those who wait. Neither the
form nor its reply tells of anybody else.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.roles import ensure_organises_workshop
from meter.storage.repository import workshops as rows
from meter.workshops.errors import (
    AlreadyDecidedError,
    RegistrationClosedError,
    RegistrationsFullError,
)
from meter.workshops.inviting import read_focal_points
from meter.workshops.participants import admit_within
from meter.workshops.records import Alike
from meter.workshops.workshops import get_workshop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from meter.audit.records import Action
    from meter.records import Account, Workshop
    from meter.storage import Connection, Store
    from meter.workshops.records import Entry, FreshLink, Registration

KEY_BYTES = 24
MOST_WAITING = 500
"""Registrations that may wait for a decision; nobody reads more."""


def switch_registration(store: Store, workshop: Workshop, *, on: bool) -> Workshop:
    """Let units register themselves at a new address, or no longer at any.

    An address that works goes on working.
    """

    def job(connection: Connection) -> Workshop:
        found = get_workshop(connection, workshop.id)
        if on != (found.register_key is not None):
            key = secrets.token_urlsafe(KEY_BYTES) if on else None
            rows.update_workshop(connection, workshop.id, {"register_key": key})
        return get_workshop(connection, workshop.id)

    return store.write(job)


def find_registering(store: Store, register_key: str) -> Workshop | None:
    """Find the workshop at which units register by an address that works."""
    with store.read() as connection:
        return rows.find_workshop(connection, "register_key", register_key)


def register(
    store: Store,
    register_key: str,
    entry: Entry,
    at: datetime,
    language: str | None = None,
) -> None:
    """Put a unit on the list of those who ask to take part.

    Raises:
        TitleError, EmailError: a name or the address is none.
        RegistrationClosedError: units cannot register there any more.
        RegistrationsFullError: too many wait for a decision.
    """
    values = {
        "unit_name": parse_title(entry.name),
        "person_name": parse_title(entry.contact),
        "person_email": parse_email(entry.email),
        "profile": dict(entry.profile),
        "languages": list(entry.languages),
        "language": language,
        "at": at,
    }

    def job(connection: Connection) -> None:
        workshop = rows.find_workshop(connection, "register_key", register_key)
        if workshop is None:
            raise RegistrationClosedError
        if rows.count_waiting(connection, workshop.id) >= MOST_WAITING:
            raise RegistrationsFullError(MOST_WAITING)
        rows.insert_registration(connection, {"workshop_id": workshop.id, **values})

    store.write(job)


def list_registrations(store: Store, workshop: Workshop) -> list[Registration]:
    """List who asked to take part, those who wait first, then the newest."""
    with store.read() as connection:
        return rows.list_registrations(connection, workshop.id)


def admit_registration(
    store: Store,
    workshop: Workshop,
    registration_id: int,
    by: Account,
    how: tuple[datetime, str | None],
) -> list[FreshLink]:
    """Let a registered unit take part, and invite its person to all rounds.

    `how` is when, and the language in which the person is written to.

    Raises:
        NotFoundError: the workshop has no such registration.
        AlreadyDecidedError: somebody has decided before.
    """

    def job(connection: Connection) -> list[FreshLink]:
        found = _get(connection, workshop, registration_id)
        _decide(connection, workshop, found, (by, how[0]), admit=True)
        return admit_within(store, connection, workshop, found.entry, (*how, by))

    return store.write(job)


def decline_registration(
    store: Store, workshop: Workshop, registration_id: int, by: Account, at: datetime
) -> None:
    """Say that a registered unit does not take part; its words are kept.

    Raises:
        As `admit_registration`.
    """

    def job(connection: Connection) -> None:
        found = _get(connection, workshop, registration_id)
        _decide(connection, workshop, found, (by, at), admit=False)

    store.write(job)


def _get(
    connection: Connection, workshop: Workshop, registration_id: int
) -> Registration:
    found = rows.find_registration(connection, workshop.id, registration_id)
    if found is None:
        kind = "registration"
        raise NotFoundError(kind, registration_id)
    return found


def _decide(
    connection: Connection,
    workshop: Workshop,
    found: Registration,
    origin: tuple[Account, datetime],
    *,
    admit: bool,
) -> None:
    by, at = origin
    actor = ensure_organises_workshop(connection, workshop, by)
    if not rows.decide_registration(connection, found.id, by.name, at, admit=admit):
        raise AlreadyDecidedError(found.unit_name)
    action: Action = "registration_admitted" if admit else "registration_refused"
    act = Act.on_workshop(action, workshop, registration=found.id)
    record(connection, actor, at, act)


def find_alike(
    store: Store, workshop: Workshop, waiting: Sequence[Registration]
) -> dict[int, Alike]:
    """Point out, by registration that waits, which units and addresses are known."""
    with store.read() as connection:
        people = rows.list_participants(connection, workshop.id)
        guests = read_focal_points(connection, workshop.id)
    names = {one.unit.name.casefold() for one in people}
    addresses = {guest.email for known in guests.values() for guest in known}
    return {
        one.id: Alike(
            one.unit_name.casefold() in names,
            one.person_email in addresses,
            sum(_is_alike(one, other) for other in waiting if other.id != one.id),
        )
        for one in waiting
    }


def _is_alike(one: Registration, other: Registration) -> bool:
    same_unit = one.unit_name.casefold() == other.unit_name.casefold()
    return same_unit or one.person_email == other.person_email
