"""Inviting participants: each focal point gets a link to each round that takes people.

Only digests of links are kept, so a link that is to be told again is made anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.invitations import count_days, invite_within
from meter.records import Guest
from meter.storage.repository import invitations, rounds
from meter.storage.repository import workshops as rows
from meter.workshops.records import FreshLink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from meter.records import (
        Account,
        Invitation,
        Participant,
        Round,
        Unit,
        Workshop,
    )
    from meter.storage import Connection, Store

Guests = dict[int, list[Guest]]
"""The focal points by id of their unit."""


def takes_people(asked: Round, at: datetime) -> bool:
    """Tell whether people are invited to a round now.

    Not to one that is over or frozen. A second round invites when it opens, since
    every response then starts from what the first one holds.
    """
    is_to_come = asked.former_round_id is not None and asked.opened_at is None
    return asked.state(at) != "closed" and not is_to_come


def list_focal_points(store: Store, workshop: Workshop) -> Guests:
    """List whom the organiser has invited, by unit, each person once."""
    with store.read() as connection:
        return read_focal_points(connection, workshop.id)


def read_focal_points(connection: Connection, workshop_id: int) -> Guests:
    """Read the focal points of all rounds of a workshop, those of the first first.

    Whose links were all withdrawn is none any more.
    """
    found: dict[int, dict[str, Guest]] = {}
    for asked in rounds.list_workshop_rounds(connection, workshop_id):
        for one in invitations.list_invitations(connection, asked.id):
            if not one.is_delegate and one.revoked_at is None:
                known = found.setdefault(one.unit_id, {})
                guest = Guest(one.person_name, one.person_email, one.language)
                known.setdefault(one.person_email, guest)
    return {unit: list(people.values()) for unit, people in found.items()}


def issue_links(
    store: Store,
    workshop: Workshop,
    asked: Iterable[Round],
    chosen: Collection[int] | None,
    at: datetime,
    *,
    by: Account | None = None,
) -> list[FreshLink]:
    """Make links to rounds for the focal points of some units, by name of the unit.

    Former links of these people to these rounds end. None stands for all who have
    not come in yet: whoever uses a link keeps it, and whose link was withdrawn gets
    no other.
    """
    some = [one for one in asked if takes_people(one, at)]
    with store.read() as connection:
        people = rows.list_participants(connection, workshop.id)
        guests = read_focal_points(connection, workshop.id)
        known = {one.id: _map_states(connection, one, at) for one in some}
    fresh: list[FreshLink] = []
    for participant in _pick(people, chosen):
        unit = participant.unit
        wanted = [
            (one, guest)
            for one in some
            for guest in guests.get(unit.id, ())
            if chosen is not None
            or known[one.id].get((unit.id, guest.email)) in {None, "sent", "expired"}
        ]
        fresh += _write_links(store, unit, wanted, (at, by))
    return fresh


def _pick(
    people: Iterable[Participant], chosen: Collection[int] | None
) -> Iterable[Participant]:
    return (one for one in people if chosen is None or one.unit.id in chosen)


def _map_states(
    connection: Connection, asked: Round, at: datetime
) -> dict[tuple[int, str], str]:
    """Tell by unit and address what has become of the newest invitation."""
    found: list[Invitation] = invitations.list_invitations(connection, asked.id)
    return {(one.unit_id, one.person_email): one.state(at) for one in found}


def _write_links(
    store: Store,
    unit: Unit,
    wanted: list[tuple[Round, Guest]],
    origin: tuple[datetime, Account | None],
) -> list[FreshLink]:
    """Make the links of one unit, all or none."""
    return store.write(
        lambda connection: [
            invite_guest(store, connection, asked, unit, guest, origin)
            for asked, guest in wanted
        ]
    )


def invite_guest(
    store: Store,
    connection: Connection,
    asked: Round,
    unit: Unit,
    guest: Guest,
    origin: tuple[datetime, Account | None],
) -> FreshLink:
    """Invite a person within a transaction, for as long as answers are taken.

    `origin` is when, and who does it; None stands for METER itself.
    """
    at, by = origin
    days = count_days(asked.ends_at, at)
    to = (asked.id, unit.id)
    made, token = invite_within(store, connection, to, guest, at, days=days, by=by)
    return FreshLink(asked, unit, guest, made, token)
