"""Whose link works is known by unit and address, and keeps it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork.holders import list_held
from meter.fieldwork.invitations import admit, revoke
from meter.workshops.participants import add_participant
from tests.meter.workshops.gathered import ANA

if TYPE_CHECKING:
    from tests.meter.workshops.gathered import Gathered

HOLDER = (ANA.name, ANA.email)


def test_a_link_is_held_until_it_is_withdrawn_or_over(gathered: Gathered) -> None:
    store, at = gathered.store, gathered.at
    [first, second] = gathered.add(ANA)
    asked = [first.round.id, second.round.id]

    assert list_held(store, asked, at)[HOLDER].keys() == set(asked)
    revoke(store, first.invitation.id, at)
    assert list_held(store, asked, at)[HOLDER].keys() == {second.round.id}
    assert list_held(store, asked, at + timedelta(days=999)) == {}


def test_links_up_to_the_ending_end_and_the_others_work_on(
    gathered: Gathered,
) -> None:
    [first, second] = gathered.add(ANA)
    store, at, ending = gathered.store, gathered.at, first.invitation.id

    fresh = add_participant(store, gathered.workshop, ANA, at, ending=ending)

    assert [one.round.id for one in fresh] == [first.round.id]
    assert admit(store, second.token, at).id == second.invitation.id
