"""A unit asks for its answers to be reopened; the organiser is told and decides."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.audit.records import Scope
from meter.audit.trail import list_entries
from meter.fieldwork import delegates, invitations, responses, rounds
from meter.fieldwork.asking import ask_reopening, find_asking, list_asking
from meter.fieldwork.errors import (
    DelegateError,
    InvitationRevokedError,
    NotSubmittedError,
    ReopeningAskedError,
    RoundClosedError,
)
from meter.fieldwork.given.errors import WordsError
from meter.fieldwork.reopening import reopen
from meter.fieldwork.reviewed import load_review
from meter.mailing.notices import queue_notices, read_news
from meter.storage.repository.rounds import update_round
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from meter.records import Invitation
    from tests.meter.conftest import Workshop

WHY = "The law has passed since."


def submit(workshop: Workshop) -> None:
    given = {"law": "full", "site": "no"}
    seen = dict.fromkeys(given, 1) if load(workshop) else {}
    to = (workshop.store, workshop.response_id)
    responses.save_answers(*to, given, seen, "Ana", workshop.at)
    responses.submit_response(*to, "Ana", workshop.at)


def load(workshop: Workshop) -> bool:
    return bool(responses.load_answers(workshop.store, workshop.response_id))


def ask(workshop: Workshop, reason: str = WHY, by: Invitation | None = None) -> None:
    ask_reopening(workshop.store, by or workshop.invitation, reason, workshop.at)


def test_it_waits_with_its_reason_and_changes_no_answer(workshop: Workshop) -> None:
    submit(workshop)

    ask(workshop)

    store, response_id = workshop.store, workshop.response_id
    waits = find_asking(store, response_id)
    assert waits is not None
    name = workshop.invitation.person_name
    assert (waits.event, waits.who, waits.reason) == ("asked", name, WHY)
    assert list_asking(store, workshop.round.id) == {response_id: waits}
    assert responses.get_response(store, response_id).submitted_at == workshop.at
    with pytest.raises(ReopeningAskedError, match=name):
        ask(workshop, "Once more.")


def test_the_organiser_answers_it_by_reopening(workshop: Workshop) -> None:
    submit(workshop)
    ask(workshop)
    store, response_id, at = workshop.store, workshop.response_id, workshop.at

    reopen(store, response_id, "So be it.", workshop.owner, at)

    assert find_asking(store, response_id) is None
    assert list_asking(store, workshop.round.id) == {}
    events = [one.event for one in load_review(store, response_id).events]
    assert events == ["submitted", "asked", "reopened"]
    with pytest.raises(NotSubmittedError):
        ask(workshop)
    # Within the same moment: what was asked before does not wait again.
    submit(workshop)
    assert find_asking(store, response_id) is None
    ask(workshop)
    assert list(list_asking(store, workshop.round.id)) == [response_id]


def test_the_trail_says_so_and_names_nobody(workshop: Workshop) -> None:
    submit(workshop)
    ask(workshop)

    entry = list_entries(workshop.store, Scope(unit_id=workshop.unit.id))[0]

    assert (entry.action, entry.role, entry.who) == (
        "reopening_asked",
        "focal_point",
        "",
    )
    assert entry.detail == {"person": workshop.invitation.person_id}
    assert entry.response_id == workshop.response_id


def test_only_who_may_submit_may_ask(workshop: Workshop) -> None:
    guest = ("Bo", "bo@example.org", None)
    delegate, _ = delegates.invite_delegate(
        workshop.store, workshop.invitation, *guest, workshop.at
    )
    submit(workshop)

    with pytest.raises(DelegateError):
        ask(workshop, by=delegate)
    invitations.revoke(workshop.store, workshop.invitation.id, workshop.at)
    with pytest.raises(InvitationRevokedError):
        ask(workshop)
    assert find_asking(workshop.store, workshop.response_id) is None


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001, "a\0b"])
def test_it_needs_a_reason(workshop: Workshop, reason: str) -> None:
    submit(workshop)

    with pytest.raises(WordsError):
        ask(workshop, reason)


def test_nothing_is_asked_where_nothing_can_be_reopened(workshop: Workshop) -> None:
    with pytest.raises(NotSubmittedError):
        ask(workshop)
    submit(workshop)
    rounds.close_round(workshop.store, workshop.round.id, workshop.at)

    with pytest.raises(RoundClosedError):
        ask(workshop)


def test_organisers_are_told_within_the_hour_as_long_as_it_waits(
    workshop: Workshop,
) -> None:
    store, at, owner = workshop.store, workshop.at, workshop.owner
    meeting = draft_workshop(store, owner.id, "meet", "Meet", at=at)
    values = {"workshop_id": meeting.id}
    store.write(lambda one: update_round(one, workshop.round.id, values))
    submit(workshop)
    later = at + timedelta(hours=2)
    assert queue_notices(store, later) == 0

    ask(workshop)

    assert read_news(store, meeting).reopenings == 1
    assert queue_notices(store, later) == 1
    reopen(store, workshop.response_id, "So be it.", owner, at)
    assert not read_news(store, meeting)
