"""Workshops: made, found and listed for those who organise them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from meter.errors import NotFoundError
from meter.fieldwork.given.titles import parse_title
from meter.storage.repository import rounds
from meter.storage.repository import workshops as rows
from meter.workshops.errors import (
    TimeZoneError,
    VenueDaysError,
    WorkshopKeyError,
    WorkshopKeyTakenError,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from meter.records import Participant, Role, Round, Workshop
    from meter.storage import Connection, Store

_KEY = re.compile(r"[a-z][a-z0-9_-]{0,59}")


@cache
def list_time_zones() -> frozenset[str]:
    """Name the time zones of the IANA database."""
    return frozenset(available_timezones())


def parse_time_zone(name: str) -> str:
    """Read the name of a time zone.

    Raises:
        TimeZoneError: the IANA database has none of that name.
    """
    if name.strip() not in list_time_zones():
        raise TimeZoneError(name)
    return name.strip()


def draft_workshop(  # noqa: PLR0913  (a workshop is made of these)
    store: Store,
    owner_id: int,
    key: str,
    title: str,
    *,
    at: datetime,
    place: str = "",
    begins_on: date | None = None,
    ends_on: date | None = None,
    time_zone: str = "UTC",
) -> Workshop:
    """Make a workshop without rounds and participants.

    Raises:
        WorkshopKeyError: the key is not written as keys are.
        TitleError: the title is blank, too long or holds controls.
        TimeZoneError: there is no such time zone.
        VenueDaysError: it would end before it begins.
        WorkshopKeyTakenError: another workshop has the key.
    """
    if not _KEY.fullmatch(key):
        raise WorkshopKeyError(key)
    venue = Venue(place, begins_on, ends_on, time_zone)
    values = {
        "key": key,
        "owner_id": owner_id,
        "created_at": at,
        **_check(title, venue),
    }

    def job(connection: Connection) -> Workshop:
        number = rows.insert_workshop(connection, values)
        if number is None:
            raise WorkshopKeyTakenError(key)
        return get_workshop(connection, number)

    return store.write(job)


@dataclass(frozen=True)
class Venue:
    """Where and when a workshop meets; its days are days in the time zone."""

    place: str
    begins_on: date | None
    ends_on: date | None
    time_zone: str


def change_workshop(
    store: Store, workshop: Workshop, title: str, venue: Venue
) -> Workshop:
    """Give a workshop another title, place or days.

    Raises:
        TitleError, TimeZoneError, VenueDaysError: as `draft_workshop`.
    """
    values = _check(title, venue)

    def job(connection: Connection) -> Workshop:
        rows.update_workshop(connection, workshop.id, values)
        return get_workshop(connection, workshop.id)

    return store.write(job)


def _check(title: str, venue: Venue) -> dict[str, Any]:
    """Write the columns of title and venue, once they can be kept."""
    time_zone = parse_time_zone(venue.time_zone)
    begins_on, ends_on = venue.begins_on, venue.ends_on
    if begins_on and ends_on and ends_on < begins_on:
        raise VenueDaysError(begins_on, ends_on)
    return {
        "title": parse_title(title),
        "place": parse_title(venue.place) if venue.place.strip() else "",
        "begins_on": begins_on,
        "ends_on": ends_on,
        "time_zone": time_zone,
    }


def get_workshop(connection: Connection, workshop_id: int) -> Workshop:
    """Get a workshop on a connection.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = rows.find_workshop(connection, "id", workshop_id)
    if found is None:
        kind = "workshop"
        raise NotFoundError(kind, workshop_id)
    return found


def find_workshop(store: Store, key: str) -> Workshop | None:
    """Find a workshop by its key."""
    with store.read() as connection:
        return rows.find_workshop(connection, "key", key)


def find_workshop_of(store: Store, asked: Round) -> Workshop | None:
    """Find the workshop that a round belongs to; None where it belongs to none."""
    if asked.workshop_id is None:
        return None
    with store.read() as connection:
        return get_workshop(connection, asked.workshop_id)


def list_workshops(store: Store, account_id: int) -> list[Workshop]:
    """List the workshops that an account organises, alone or not, the newest first."""
    with store.read() as connection:
        return rows.list_workshops(connection, account_id)


def list_rounds(store: Store, workshop: Workshop) -> list[Round]:
    """List the rounds of a workshop, the first first."""
    with store.read() as connection:
        return rounds.list_workshop_rounds(connection, workshop.id)


def list_participants(store: Store, workshop: Workshop) -> list[Participant]:
    """List who takes part, by the name of the unit."""
    with store.read() as connection:
        return rows.list_participants(connection, workshop.id)


def find_role(store: Store, workshop: Workshop, account_id: int) -> Role | None:
    """Find what an account is to a workshop; None for a stranger."""
    if workshop.owner_id == account_id:
        return "organiser"
    with store.read() as connection:
        return rows.find_role(connection, workshop.id, account_id)
