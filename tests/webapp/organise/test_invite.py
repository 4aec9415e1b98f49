from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from meter.fieldwork.invitations import find_invitation_by_token, list_invitations
from meter.fieldwork.units import list_units
from webapp.organise.invite import invite_unit, renew_link

if TYPE_CHECKING:
    from meter.records import Invitation
    from tests.webapp.desk import Desk
    from webapp.mails.links import InvitationLink


def find(desk: Desk, link: InvitationLink) -> Invitation:
    found = find_invitation_by_token(desk.store, link.address.rsplit("/", 1)[1])
    assert found is not None
    return found


def test_a_unit_that_takes_part_keeps_the_facts_that_are_not_given_anew(
    desk: Desk,
) -> None:
    asked = desk.open()
    with desk.acting():
        facts: dict[str, str | float] = {"population": 1200.0, "region": "south"}
        invite_unit(asked, "Arva", facts, "Ana", "ana@example.org")
        invite_unit(asked, "Arva", {"population": 900.0}, "Ben", "ben@example.org")

    [unit] = list_units(desk.store, asked.id)
    assert unit.profile == {"population": 900.0, "region": "south"}
    assert len(list_invitations(desk.store, asked.id)) == 2


def test_a_link_lives_as_long_as_answers_are_taken(desk: Desk) -> None:
    closes_at = desk.clock() + dt.timedelta(days=90)
    asked = desk.open(closes_at=closes_at)
    with desk.acting():
        link = invite_unit(asked, "Arva", {}, "Ana", "ana@example.org")

    assert find(desk, link).expires_at == closes_at


def test_a_renewed_link_is_to_the_same_person(desk: Desk) -> None:
    asked = desk.open()
    with desk.acting():
        first = invite_unit(asked, "Arva", {}, "Ana", "ana@example.org")
        second = renew_link(asked, find(desk, first))

    to = second.invitation
    assert second.unit == first.unit == "Arva"
    assert (to.person_name, to.person_email) == ("Ana", "ana@example.org")
    assert find(desk, first).revoked_at == desk.clock()
    assert find(desk, second).revoked_at is None
