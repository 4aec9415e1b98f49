"""Who takes part is invited to every round that takes people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.given.errors import EmailError
from meter.fieldwork.invitations import find_invitation_by_token, revoke
from meter.workshops.records import Entry
from meter.workshops.workshops import list_participants
from tests.meter.workshops.gathered import ANA, BO, OMAR

if TYPE_CHECKING:
    from tests.meter.workshops.gathered import Gathered


def test_a_unit_is_invited_to_what_takes_people(gathered: Gathered) -> None:
    fresh = gathered.add(ANA, "fr")

    assert [one.round.key for one in fresh] == ["opened", "drafted"]
    assert {one.invitation.language for one in fresh} == {"fr"}
    [found] = list_participants(gathered.store, gathered.workshop)
    assert (found.unit.name, found.languages) == ("Marenda", ("fr", "ar"))


def test_a_second_person_adds_facts_and_takes_none_away(gathered: Gathered) -> None:
    gathered.add(ANA)

    gathered.add(BO)

    [found] = list_participants(gathered.store, gathered.workshop)
    assert found.unit.profile == {"population": 5.0, "region": "asia"}
    assert found.languages == ("fr", "ar")


def test_nothing_is_kept_of_somebody_without_an_address(gathered: Gathered) -> None:
    with pytest.raises(EmailError):
        gathered.add(Entry("Nairi", "Nora", "nowhere"))
    gathered.add(OMAR)

    found = list_participants(gathered.store, gathered.workshop)
    assert [one.unit.name for one in found] == ["Oruva"]


def test_a_list_that_is_read_twice_ends_no_link(gathered: Gathered) -> None:
    first = gathered.add(ANA)

    assert gathered.add(ANA) == []
    for link in first:
        kept = find_invitation_by_token(gathered.store, link.token)
        assert kept is not None
        assert kept.revoked_at is None
    assert len(gathered.add(BO)) == len(first)


def test_whose_link_was_withdrawn_gets_another(gathered: Gathered) -> None:
    opened, _drafted = gathered.add(ANA)
    revoke(gathered.store, opened.invitation.id, gathered.at)

    assert [one.round.key for one in gathered.add(ANA)] == ["opened"]
