"""A registration waits until an organiser decides, once."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork.given.errors import TitleError
from meter.workshops import registering
from meter.workshops.errors import (
    AlreadyDecidedError,
    RegistrationClosedError,
    RegistrationsFullError,
)
from meter.workshops.records import Entry
from meter.workshops.workshops import draft_workshop, list_participants
from tests.meter.workshops.gathered import ANA, OMAR

if TYPE_CHECKING:
    from meter.records import Account
    from meter.workshops.records import Registration
    from tests.meter.workshops.gathered import Gathered


def open_up(gathered: Gathered) -> str:
    found = registering.switch_registration(gathered.store, gathered.workshop, on=True)
    assert found.register_key is not None
    return found.register_key


def register(gathered: Gathered, entry: Entry = ANA) -> Registration:
    registering.register(gathered.store, open_up(gathered), entry, gathered.at, "fr")
    found = registering.list_registrations(gathered.store, gathered.workshop)
    return found[0]


def test_an_address_works_until_it_is_closed(gathered: Gathered) -> None:
    key = open_up(gathered)

    assert open_up(gathered) == key
    assert registering.find_registering(gathered.store, key) is not None
    registering.switch_registration(gathered.store, gathered.workshop, on=False)
    assert registering.find_registering(gathered.store, key) is None
    with pytest.raises(RegistrationClosedError):
        registering.register(gathered.store, key, ANA, gathered.at)
    assert open_up(gathered) != key


def test_what_was_filled_in_is_taken_over_at_admission(gathered: Gathered) -> None:
    asked = register(gathered)
    assert (asked.entry, asked.language, asked.admitted) == (ANA, "fr", None)

    fresh = registering.admit_registration(
        gathered.store, gathered.workshop, asked.id, gathered.owner, (gathered.at, "fr")
    )

    assert [one.round.key for one in fresh] == ["opened", "drafted"]
    [found] = list_participants(gathered.store, gathered.workshop)
    assert found.unit.profile == ANA.profile
    [decided] = registering.list_registrations(gathered.store, gathered.workshop)
    assert (decided.admitted, decided.decided_by) == (True, "Organiser")


def test_two_who_decide_at_once_decide_once(gathered: Gathered) -> None:
    asked, start = register(gathered), Barrier(2)
    refused: list[AlreadyDecidedError] = []

    def decide(by: Account) -> None:
        start.wait()
        try:
            registering.admit_registration(
                gathered.store, gathered.workshop, asked.id, by, (gathered.at, None)
            )
        except AlreadyDecidedError as error:
            refused.append(error)

    threads = [Thread(target=decide, args=(by,)) for by in (gathered.owner,) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    with pytest.raises(AlreadyDecidedError):
        registering.decline_registration(
            gathered.store, gathered.workshop, asked.id, gathered.owner, gathered.at
        )


def test_a_registration_is_decided_in_its_own_workshop(gathered: Gathered) -> None:
    asked = register(gathered)
    other = draft_workshop(
        gathered.store, gathered.owner.id, "busan", "Busan", at=gathered.at
    )

    with pytest.raises(NotFoundError):
        registering.decline_registration(
            gathered.store, other, asked.id, gathered.owner, gathered.at
        )


def test_what_is_known_already_is_found(gathered: Gathered) -> None:
    gathered.add(ANA)
    asked = register(gathered, Entry("MARENDA", "Omar", "omar@example.org"))
    same = register(gathered, OMAR)

    found = registering.find_alike(gathered.store, gathered.workshop, [asked, same])

    first, second = found[asked.id], found[same.id]
    assert (first.takes_part, first.is_invited, first.waiting) == (True, False, 1)
    assert (second.takes_part, second.is_invited, second.waiting) == (False, False, 1)
    assert first
    assert registering.find_alike(gathered.store, gathered.workshop, []) == {}


def test_no_more_wait_than_anybody_reads(
    gathered: Gathered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "MOST_WAITING", 1)
    register(gathered)

    with pytest.raises(RegistrationsFullError):
        register(gathered)
    with pytest.raises(TitleError):
        register(gathered, Entry("", "Ana", "ana@example.org"))
