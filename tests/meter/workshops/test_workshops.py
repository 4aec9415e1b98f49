"""Workshops are made by an organiser, and found by who organises them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import accounts, rounds, units
from meter.storage.repository import workshops as rows
from meter.workshops.errors import (
    TimeZoneError,
    VenueDaysError,
    WorkshopKeyError,
    WorkshopKeyTakenError,
)
from meter.workshops.workshops import (
    draft_workshop,
    find_role,
    find_workshop,
    find_workshop_of,
    list_participants,
    list_rounds,
    list_workshops,
)

if TYPE_CHECKING:
    from datetime import datetime

    from instruments import Instrument
    from meter.records import Account, Role, Workshop
    from meter.storage import Connection, Store

BEGINS, ENDS = date(2027, 6, 18), date(2027, 6, 20)


@pytest.fixture
def seoul(store: Store, owner: Account, at: datetime) -> Workshop:
    return draft_workshop(
        store,
        owner.id,
        "seoul",
        " Seoul workshop ",
        at=at,
        place="City Hall",
        begins_on=BEGINS,
        ends_on=ENDS,
        time_zone="Asia/Seoul",
    )


def _name(
    workshop: int, account: int, role: Role, at: datetime, connection: Connection
) -> None:
    rows.save_member(connection, workshop, account, role, at)


def _admit(
    workshop: int, unit: int, languages: list[str], at: datetime, connection: Connection
) -> None:
    rows.save_participant(connection, workshop, unit, languages, at)


def test_a_workshop_is_kept_as_it_was_made(store: Store, seoul: Workshop) -> None:
    assert find_workshop(store, "seoul") == seoul
    assert seoul.title == "Seoul workshop"
    assert (seoul.begins_on, seoul.ends_on) == (BEGINS, ENDS)
    assert seoul.time_zone == "Asia/Seoul"
    assert find_workshop(store, "busan") is None


def test_a_key_is_taken_once(
    store: Store, owner: Account, seoul: Workshop, at: datetime
) -> None:
    with pytest.raises(WorkshopKeyTakenError):
        draft_workshop(store, owner.id, seoul.key, "Another", at=at)
    with pytest.raises(WorkshopKeyError):
        draft_workshop(store, owner.id, "Seoul!", "Another", at=at)


def test_a_time_zone_is_one_of_the_world(
    store: Store, owner: Account, at: datetime
) -> None:
    with pytest.raises(TimeZoneError):
        draft_workshop(store, owner.id, "x", "X", at=at, time_zone="Seoul")


def test_a_workshop_does_not_end_before_it_begins(
    store: Store, owner: Account, at: datetime
) -> None:
    with pytest.raises(VenueDaysError):
        draft_workshop(store, owner.id, "x", "X", at=at, begins_on=ENDS, ends_on=BEGINS)


def test_who_helps_to_organise_sees_the_workshop_in_their_list(
    store: Store, owner: Account, seoul: Workshop, at: datetime
) -> None:
    other = accounts.add_account(store, "other@example.org", "Other", at)
    assert find_role(store, seoul, owner.id) == "organiser"
    assert find_role(store, seoul, other.id) is None
    assert list_workshops(store, other.id) == []

    roles: tuple[Role, ...] = ("reviewer", "researcher", "co_organiser")
    listed: list[list[Workshop]] = []
    for role in roles:
        store.write(partial(_name, seoul.id, other.id, role, at))
        listed.append(list_workshops(store, other.id))

    assert listed == [[], [], [seoul]]
    assert find_role(store, seoul, other.id) == "co_organiser"
    assert list_workshops(store, owner.id) == [seoul]
    with store.read() as connection:
        found = rows.list_members(connection, seoul.id)
    assert [one.name for one in found] == ["Other"]
    dropped = [
        store.write(lambda connection: rows.drop_member(connection, seoul.id, other.id))
        for _ in range(2)
    ]
    assert dropped == [True, False]
    assert find_role(store, seoul, other.id) is None


def test_a_workshop_has_rounds_and_participants(
    store: Store, owner: Account, seoul: Workshop, instrument: Instrument, at: datetime
) -> None:
    first = rounds.draft_round(
        store, owner.id, "first", "First", instrument, at=at, workshop_id=seoul.id
    )
    second = rounds.draft_round(
        store,
        owner.id,
        "second",
        "Second",
        instrument,
        at=at,
        workshop_id=seoul.id,
        former_round_id=first.id,
    )
    alone = rounds.draft_round(store, owner.id, "alone", "Alone", instrument, at=at)
    unit = units.save_unit(store, owner.id, "Marenda", {}, at)
    for languages in (["fr"], ["fr", "ar"]):
        store.write(partial(_admit, seoul.id, unit.id, languages, at))
    with store.read() as connection:
        assert rows.takes_part(connection, seoul.id, unit.id)
        assert not rows.takes_part(connection, seoul.id, unit.id + 1)

    assert list_rounds(store, seoul) == [first, second]
    assert second.former_round_id == first.id
    assert find_workshop_of(store, first) == seoul
    assert find_workshop_of(store, alone) is None
    (found,) = list_participants(store, seoul)
    assert (found.unit, found.languages) == (unit, ("fr", "ar"))
