"""Participants: units come to a workshop with a person, a profile and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.given.emails import parse_email
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.holders import holds_link
from meter.fieldwork.roles import ensure_organises_workshop
from meter.records import Guest
from meter.storage.repository import rounds, units
from meter.storage.repository import workshops as rows
from meter.workshops.inviting import invite_guest, takes_people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from meter.records import Account, Unit, Workshop
    from meter.storage import Connection, Store
    from meter.workshops.records import Entry, FreshLink


def add_participant(  # noqa: PLR0913  (a participant is made of these)
    store: Store,
    workshop: Workshop,
    entry: Entry,
    at: datetime,
    language: str | None = None,
    *,
    by: Account | None = None,
    ending: int = 0,
) -> list[FreshLink]:
    """Let a unit take part, and invite its person to every round that takes people.

    A unit that takes part already keeps the facts and languages that are not given
    anew; another person of it gets links beside the first. Who holds a link to a round
    keeps it and gets no other: a list that is read twice ends no link. Only links up to
    the invitation `ending`, by its id, end for new ones. `language` is the one in which
    the person is written to.

    Raises:
        TitleError, EmailError: a name or the address is none.
    """
    return store.write(
        lambda connection: admit_within(
            store, connection, workshop, entry, (at, language, by), ending=ending
        )
    )


def admit_within(
    store: Store,
    connection: Connection,
    workshop: Workshop,
    entry: Entry,
    how: tuple[datetime, str | None, Account | None],
    *,
    ending: int = 0,
) -> list[FreshLink]:
    """Let a unit take part within a transaction, as `add_participant` does.

    `how` is when, the language in which the person is written to, and who does it.

    Raises:
        NotFoundError: the workshop is not there for the account.
    """
    at, language, by = how
    actor = ensure_organises_workshop(connection, workshop, by)
    guest = Guest(parse_title(entry.contact), parse_email(entry.email), language)
    unit = _save_unit(connection, workshop, entry, at)
    facts = {"facts": sorted(unit.profile)}
    act = Act("unit_described", workshop.id, unit_id=unit.id, detail=facts)
    rows.save_participant(
        connection,
        workshop.id,
        unit.id,
        entry.languages or _find_languages(connection, workshop, unit),
        at,
    )
    record(connection, actor, at, act)
    return [
        invite_guest(store, connection, asked, unit, guest, (at, by))
        for asked in rounds.list_workshop_rounds(connection, workshop.id)
        if takes_people(asked, at)
        and not holds_link(connection, asked, (unit.id, guest.email), at, ending)
    ]


def _save_unit(
    connection: Connection, workshop: Workshop, entry: Entry, at: datetime
) -> Unit:
    name = parse_title(entry.name)
    known = units.find_named(connection, workshop.owner_id, name)
    values = {
        "owner_id": workshop.owner_id,
        "name": name,
        "profile": {**(known.profile if known else {}), **entry.profile},
        "created_at": at,
    }
    return units.save_unit(connection, values)


def _find_languages(
    connection: Connection, workshop: Workshop, unit: Unit
) -> Sequence[str]:
    """Find the languages of a unit that takes part already."""
    people = rows.list_participants(connection, workshop.id)
    return next((one.languages for one in people if one.unit.id == unit.id), ())
