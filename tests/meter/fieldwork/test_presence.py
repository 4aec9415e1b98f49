"""Who has a response open is known while it lasts, and kept nowhere longer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from meter.fieldwork.delegates import invite_delegate
from meter.fieldwork.invitations import revoke
from meter.fieldwork.presence import HERE_SECONDS, list_present, note_presence
from meter.records import Presence
from meter.storage.tables import presence

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Invitation
    from tests.meter.conftest import Workshop


@pytest.fixture
def ben(workshop: Workshop) -> Invitation:
    """Invite a colleague of the focal point."""
    made, _ = invite_delegate(
        workshop.store, workshop.invitation, "Ben", "b@example.org", None, workshop.at
    )
    return made


def see(workshop: Workshop, who: Invitation, section: str, at: datetime) -> None:
    note_presence(workshop.store, who, section, at)


def test_a_reader_is_told_of_others_and_not_of_themselves(
    workshop: Workshop, ben: Invitation
) -> None:
    at = workshop.at
    see(workshop, workshop.invitation, "all", at)
    see(workshop, ben, "all", at)

    told = list_present(workshop.store, workshop.invitation, at)

    assert told == [Presence("Ben", "all", at)]
    told = list_present(workshop.store, ben, at)
    assert [one.name for one in told] == [workshop.invitation.person_name]


def test_somebody_is_where_they_were_seen_last(
    workshop: Workshop, ben: Invitation
) -> None:
    later = workshop.at + timedelta(seconds=25)
    see(workshop, ben, "law", workshop.at)
    see(workshop, ben, "site", later)
    see(workshop, ben, "law", workshop.at)

    told = list_present(workshop.store, workshop.invitation, later)

    assert told == [Presence("Ben", "site", later)]
    with workshop.store.read() as connection:
        assert len(connection.execute(select(presence)).all()) == 1


@pytest.mark.parametrize(
    ("seconds", "is_here"), [(HERE_SECONDS, True), (HERE_SECONDS + 1, False)]
)
def test_who_has_not_been_seen_for_a_while_is_gone(
    workshop: Workshop, ben: Invitation, seconds: int, is_here: bool
) -> None:
    see(workshop, ben, "all", workshop.at)

    later = workshop.at + timedelta(seconds=seconds)
    told = list_present(workshop.store, workshop.invitation, later)

    assert bool(told) is is_here


def test_whose_link_is_withdrawn_is_not_there_any_more(
    workshop: Workshop, ben: Invitation
) -> None:
    see(workshop, ben, "all", workshop.at)

    revoke(workshop.store, ben.id, workshop.at)

    assert list_present(workshop.store, workshop.invitation, workshop.at) == []


def test_whose_link_has_ended_is_not_there_any_more(workshop: Workshop) -> None:
    short, _ = invite_delegate(
        workshop.store,
        workshop.invitation,
        "Ben",
        "b@example.org",
        None,
        workshop.at,
        days=1e-4,
    )
    end = short.expires_at
    see(workshop, short, "all", end - timedelta(seconds=1))

    assert list_present(workshop.store, workshop.invitation, end) == []


def test_people_at_another_response_are_not_told_of(workshop: Workshop) -> None:
    other = workshop.invite_unit("Elsewhere")
    see(workshop, other, "all", workshop.at)

    assert list_present(workshop.store, workshop.invitation, workshop.at) == []
