"""A second round is found from the first one, and opened to the same person alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import delegates, invitations, responses, rounds
from meter.fieldwork.asked_again import enter_second_round, list_asked_again
from meter.fieldwork.errors import InvitationRevokedError
from meter.mailing.outbox import note_invitation
from meter.records import Guest

if TYPE_CHECKING:
    from meter.fieldwork.asked_again import AskedAgain
    from meter.records import Invitation, Round
    from tests.meter.conftest import Workshop

BEN = Guest("Ben", "ben@example.org")


@pytest.fixture
def second(workshop: Workshop) -> Round:
    """Open a second round, to which nobody is invited."""
    drafted = rounds.draft_round(
        workshop.store,
        workshop.owner.id,
        "again",
        "Again",
        workshop.instrument,
        at=workshop.at,
        former_round_id=workshop.round.id,
    )
    return rounds.open_round(workshop.store, drafted.id, workshop.at)


def invite(workshop: Workshop, asked: Round, guest: Guest | None = None) -> Invitation:
    """Invite somebody of the unit, or whoever was invited to the first round."""
    held = workshop.invitation
    who = guest or Guest(held.person_name, held.person_email)
    unit = workshop.unit.id
    to = (workshop.store, asked.id, unit, who.name, who.email)
    return invitations.invite(*to, workshop.at)[0]


def invite_delegate(workshop: Workshop, guest: Guest) -> Invitation:
    host = workshop.invitation
    who = (guest.name, guest.email, None)
    return delegates.invite_delegate(workshop.store, host, *who, workshop.at)[0]


def look(workshop: Workshop, held: Invitation | None = None) -> list[AskedAgain]:
    holder = held or workshop.invitation
    sheet = responses.load_page(workshop.store, workshop.response_id, holder.id)
    return list_asked_again(workshop.store, sheet, workshop.at)


def enter(
    workshop: Workshop, asked: Round, held: Invitation | None = None
) -> Invitation:
    holder = held or workshop.invitation
    return enter_second_round(workshop.store, holder, asked.id, workshop.at, "fr")


def test_whom_the_organiser_invited_to_both_comes_in_without_the_second_link(
    workshop: Workshop, second: Round
) -> None:
    sent = invite(workshop, second)
    [found] = look(workshop)

    entered = enter(workshop, second)

    assert (found.round.id, found.invitation, found.may_enter) == (
        second.id,
        sent,
        True,
    )
    assert (entered.id, entered.first_used_at) == (sent.id, workshop.at)
    assert entered.language == "fr"


def test_whoever_is_not_invited_there_is_told_whom_to_ask(
    workshop: Workshop, second: Round
) -> None:
    assert look(workshop) == []  # the unit has no part in it yet
    invite(workshop, second, BEN)

    [found] = look(workshop)

    assert (found.invitation, found.may_enter) == (None, False)
    assert found.asker == workshop.owner.name
    with pytest.raises(NotFoundError):
        enter(workshop, second)


def test_a_link_that_was_withdrawn_or_has_expired_opens_no_other_way(
    workshop: Workshop, second: Round
) -> None:
    sent = invite(workshop, second)
    long_after = sent.expires_at + timedelta(days=1)
    sheet = responses.load_page(
        workshop.store, workshop.response_id, workshop.invitation.id
    )
    [late] = list_asked_again(workshop.store, sheet, long_after)
    assert not late.may_enter

    invitations.revoke(workshop.store, sent.id, workshop.at)

    [found] = look(workshop)
    assert (found.invitation, found.may_enter) == (None, False)
    with pytest.raises(NotFoundError):
        enter(workshop, second)


def test_a_withdrawn_first_link_leads_nowhere(
    workshop: Workshop, second: Round
) -> None:
    invite(workshop, second)
    invitations.revoke(workshop.store, workshop.invitation.id, workshop.at)

    with pytest.raises(InvitationRevokedError):
        enter(workshop, second)


def test_a_focal_point_gets_no_further_by_a_delegate_of_their_own_making(
    workshop: Workshop, second: Round
) -> None:
    """The organiser has another focal point now, and the former one has the link."""
    invite(workshop, second, BEN)
    delegate = invite_delegate(workshop, BEN)

    [found] = look(workshop, delegate)

    assert found.invitation is not None
    assert not found.may_enter
    assert found.asker == workshop.invitation.person_name
    with pytest.raises(NotFoundError):
        enter(workshop, second, delegate)


def test_a_round_of_others_or_one_that_is_no_second_is_not_entered(
    workshop: Workshop, second: Round
) -> None:
    invite(workshop, second)
    for number in (0, workshop.round.id, second.id + 1):
        with pytest.raises(NotFoundError):
            enter_second_round(
                workshop.store, workshop.invitation, number, workshop.at, "en"
            )
    # Another unit's focal point finds nothing of this unit's.
    other = workshop.invite_unit("Oruva")
    with pytest.raises(NotFoundError):
        enter(workshop, second, other)


def test_a_round_that_is_over_is_told_of_only_where_it_was_answered(
    workshop: Workshop, second: Round
) -> None:
    sent = invite(workshop, second)
    given = {"law": "full", "site": "no"}
    store, at = workshop.store, workshop.at
    responses.save_answers(store, sent.response_id, given, {}, "Ana", at)
    responses.submit_response(store, sent.response_id, "Ana", at)
    rounds.close_round(store, second.id, at)

    [found] = look(workshop)

    assert found.response.submitted_at == at


def test_a_round_that_is_over_and_was_not_answered_is_not_told_of(
    workshop: Workshop, second: Round
) -> None:
    invite(workshop, second)
    rounds.close_round(workshop.store, second.id, workshop.at)

    assert look(workshop) == []


def test_the_mail_with_the_link_is_told_by_its_day(
    workshop: Workshop, second: Round
) -> None:
    sent = invite(workshop, second)
    assert look(workshop)[0].mailed_at is None

    note_invitation(workshop.store, sent, workshop.at, None)

    assert look(workshop)[0].mailed_at == workshop.at
