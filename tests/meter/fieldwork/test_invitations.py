"""Invitations let people in, until they expire or are revoked or replaced."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import accounts, invitations, rounds, units
from meter.fieldwork.errors import (
    InvitationError,
    InvitationExpiredError,
    InvitationRevokedError,
    InvitationUnknownError,
)
from meter.fieldwork.given.errors import EmailError

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def test_an_invitation_names_its_person_and_place(workshop: Workshop) -> None:
    made = workshop.invitation

    assert (made.person_name, made.person_email) == ("Ana", "ana@example.org")
    assert (made.round_id, made.unit_id) == (workshop.round.id, workshop.unit.id)
    assert made.expires_at == workshop.at + timedelta(days=30)
    assert made.state(workshop.at) == "sent"


def test_a_token_has_256_random_bits(workshop: Workshop) -> None:
    _, other = invitations.reissue(workshop.store, workshop.invitation.id, workshop.at)

    # 32 bytes are 43 characters of 6 bits.
    assert len(workshop.token) == len(other) == 43
    assert workshop.token != other


def test_admitting_notes_the_first_time(workshop: Workshop) -> None:
    later = workshop.at + timedelta(days=1)

    first = invitations.admit(workshop.store, workshop.token, workshop.at)
    again = invitations.admit(workshop.store, workshop.token, later)

    assert first.first_used_at == again.first_used_at == workshop.at
    assert again.state(later) == "joined"


def test_many_who_come_at_once_are_all_let_in(workshop: Workshop) -> None:
    def come(_: int) -> int:
        return invitations.admit(workshop.store, workshop.token, workshop.at).id

    with ThreadPoolExecutor(8) as people:
        admitted = set(people.map(come, range(20)))

    assert admitted == {workshop.invitation.id}


def test_a_wrong_token_is_unknown(workshop: Workshop) -> None:
    with pytest.raises(InvitationUnknownError):
        invitations.admit(workshop.store, workshop.token[:-1], workshop.at)
    with pytest.raises(InvitationUnknownError):
        invitations.admit(workshop.store, "", workshop.at)


def test_looking_at_a_link_admits_nobody(workshop: Workshop) -> None:
    found = invitations.find_invitation_by_token(workshop.store, workshop.token)

    assert found == workshop.invitation
    assert found is not None
    assert found.first_used_at is None


def test_an_invitation_expires(workshop: Workshop) -> None:
    expired = workshop.invitation.expires_at
    before = expired - timedelta(microseconds=1)

    admitted = invitations.admit(workshop.store, workshop.token, before)

    assert admitted.state(before) == "joined"
    with pytest.raises(InvitationExpiredError):
        invitations.admit(workshop.store, workshop.token, expired)


def test_a_revoked_invitation_admits_nobody(workshop: Workshop) -> None:
    revoked = invitations.revoke(workshop.store, workshop.invitation.id, workshop.at)

    assert revoked.state(workshop.at) == "revoked"
    assert not revoked.admits(workshop.at)
    with pytest.raises(InvitationRevokedError):
        invitations.admit(workshop.store, workshop.token, workshop.at)


def test_revoking_twice_keeps_the_first_time(workshop: Workshop) -> None:
    later = workshop.at + timedelta(days=1)
    invitations.revoke(workshop.store, workshop.invitation.id, workshop.at)

    again = invitations.revoke(workshop.store, workshop.invitation.id, later)

    assert again.revoked_at == workshop.at


def test_a_reissued_invitation_shuts_out_whoever_holds_the_former_link(
    workshop: Workshop,
) -> None:
    invitations.admit(workshop.store, workshop.token, workshop.at)

    made, token = invitations.reissue(
        workshop.store, workshop.invitation.id, workshop.at
    )

    former = invitations.find_invitation(workshop.store, workshop.invitation.id)
    assert former is not None
    assert former.state(workshop.at) == "revoked"
    assert made.id != former.id
    assert made.response_id == former.response_id
    assert invitations.admit(workshop.store, token, workshop.at).id == made.id
    with pytest.raises(InvitationError):
        invitations.admit(workshop.store, workshop.token, workshop.at)


def test_inviting_the_same_person_again_replaces_the_link(workshop: Workshop) -> None:
    made, _ = invitations.invite(
        workshop.store,
        workshop.round.id,
        workshop.unit.id,
        "Ana Lee",
        "ANA@example.org ",
        workshop.at,
    )

    listed = invitations.list_invitations(workshop.store, workshop.round.id)
    assert listed == [made]
    assert made.person_name == "Ana Lee"
    assert made.response_id == workshop.response_id


def test_two_people_may_answer_for_one_unit(workshop: Workshop) -> None:
    second, _ = invitations.invite(
        workshop.store,
        workshop.round.id,
        workshop.unit.id,
        "Ben",
        "ben@example.org",
        workshop.at,
    )

    listed = invitations.list_invitations(workshop.store, workshop.round.id)
    assert [one.person_name for one in listed] == ["Ana", "Ben"]
    assert second.response_id == workshop.response_id


def test_an_address_has_to_be_one(workshop: Workshop) -> None:
    with pytest.raises(EmailError):
        workshop.invite_unit("Marenda, East")


def test_a_unit_of_another_owner_is_not_there(workshop: Workshop) -> None:
    stranger = accounts.add_account(
        workshop.store, "other@example.org", "Other", workshop.at
    )
    foreign = units.save_unit(workshop.store, stranger.id, "X", {}, workshop.at)

    with pytest.raises(NotFoundError):
        invitations.invite(
            workshop.store,
            workshop.round.id,
            foreign.id,
            "Eve",
            "eve@example.org",
            workshop.at,
        )


def test_what_is_not_there_is_not_found(workshop: Workshop) -> None:
    assert invitations.find_invitation(workshop.store, 99) is None
    with pytest.raises(NotFoundError):
        invitations.revoke(workshop.store, 99, workshop.at)
    with pytest.raises(NotFoundError):
        invitations.reissue(workshop.store, 99, workshop.at)
    with pytest.raises(NotFoundError):
        invitations.invite(
            workshop.store, 99, workshop.unit.id, "A", "a@example.org", workshop.at
        )


def test_only_the_invitations_of_a_round_are_listed(workshop: Workshop) -> None:
    next_round = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "next",
        "Next",
        workshop.instrument,
        at=workshop.at,
    )

    assert invitations.list_invitations(workshop.store, next_round.id) == []
