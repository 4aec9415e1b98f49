"""Writes of the outbox, each prepared and called."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.mailing import outbox
from meter.storage.repository.invitations import update_invitation
from meter.storage.repository.rounds import update_round

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def queue_due(workshop: Workshop) -> Write:
    """Prepare what finds a reminder due: the deadline is a day away."""
    early = workshop.at - timedelta(days=30)
    values = {"closes_at": workshop.at + timedelta(days=1), "opened_at": early}
    known = {"created_at": early}
    workshop.store.write(lambda one: update_round(one, workshop.round.id, values))
    workshop.store.write(
        lambda one: update_invitation(one, workshop.invitation.id, known)
    )
    return lambda: outbox.queue_due(workshop.store, workshop.round.id, workshop.at)


def request_reminders(workshop: Workshop) -> Write:
    return lambda: outbox.request_reminders(
        workshop.store, workshop.round.id, workshop.at
    )


def claim(workshop: Workshop) -> Write:
    request_reminders(workshop)()
    return lambda: outbox.claim(workshop.store, 1, workshop.at)


def note_sent(workshop: Workshop) -> Write:
    request_reminders(workshop)()
    return lambda: outbox.note_sent(workshop.store, 1, workshop.at)


def note_refused(workshop: Workshop) -> Write:
    request_reminders(workshop)()
    return lambda: outbox.note_refused(workshop.store, 1, "550 no", workshop.at)


def note_delayed(workshop: Workshop) -> Write:
    request_reminders(workshop)()
    return lambda: outbox.note_delayed(workshop.store, 1, "450 later")


def note_invitation(workshop: Workshop) -> Write:
    return lambda: outbox.note_invitation(
        workshop.store, workshop.invitation, workshop.at, None
    )


MAIL_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "outbox.claim": claim,
    "outbox.note_delayed": note_delayed,
    "outbox.note_invitation": note_invitation,
    "outbox.note_refused": note_refused,
    "outbox.note_sent": note_sent,
    "outbox.queue_due": queue_due,
    "outbox.request_reminders": request_reminders,
}
"""How each function about the outbox that writes is prepared and called."""
