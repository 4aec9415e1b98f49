"""Who answers apart is reminded of their own answers, until they have handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.responses import save_answers
from meter.mailing import outbox
from meter.mailing.due import find_unfinished, list_unfinished
from tests.meter.fieldwork.test_apart import give, hand_in, invite, own, workshop

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop

__all__ = ["workshop"]


def list_names(workshop: Workshop) -> list[str]:
    found = list_unfinished(workshop.store, workshop.round, workshop.at)
    return [one.person_name for one in found]


def test_a_delegate_apart_is_finished_when_they_have_handed_in(
    workshop: Workshop,
) -> None:
    ben = invite(workshop, "Ben")
    invite(workshop, "Cho")
    before = list_names(workshop)
    hand_in(workshop, ben)
    hand_in(workshop, workshop.invitation)

    assert before == ["Ana", "Ben", "Cho"]
    # A focal point still has to agree and submit.
    assert list_names(workshop) == ["Ana", "Cho"]


def test_a_reminder_tells_a_delegate_apart_of_their_own_answers(
    workshop: Workshop,
) -> None:
    store, at = workshop.store, workshop.at
    ben = invite(workshop, "Ben")
    give(workshop, own(workshop, ben), "Ben", "partly")
    save_answers(store, workshop.response_id, {"site": "no"}, {}, "Ana", at)
    outbox.request_reminders(store, workshop.round.id, at)
    waiting = outbox.list_waiting(store, None, at)

    ready = [one for key in waiting if (one := outbox.claim(store, key, at))]

    told = {one.sheet.invitation.person_name: one.sheet for one in ready}
    assert list(told["Ben"].answers) == ["law"]
    assert told["Ben"].response.id == own(workshop, ben)
    assert list(told["Ana"].answers) == ["site"]


def test_who_has_handed_in_meanwhile_gets_no_reminder(workshop: Workshop) -> None:
    store, at = workshop.store, workshop.at
    ben = invite(workshop, "Ben")
    outbox.request_reminders(store, workshop.round.id, at)
    hand_in(workshop, ben)

    waiting = outbox.list_waiting(store, None, at)
    ready = [one for key in waiting if (one := outbox.claim(store, key, at))]

    assert [one.sheet.invitation.person_name for one in ready] == ["Ana"]


def test_what_is_agreed_is_not_told_to_a_delegate_apart(workshop: Workshop) -> None:
    ben = invite(workshop, "Ben")
    give(workshop, own(workshop, ben), "Ben", "partly")
    save_answers(
        workshop.store, workshop.response_id, {"site": "no"}, {}, "Ana", workshop.at
    )

    with workshop.store.read() as connection:
        found = find_unfinished(workshop.store, connection, workshop.round, workshop.at)

    assert list(found.stored_of(ben)) == ["law"]
    assert list(found.stored_of(workshop.invitation)) == ["site"]
