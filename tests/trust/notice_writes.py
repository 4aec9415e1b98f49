"""How each function of notices that writes is prepared and called."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork.accounts import note_language
from meter.mailing import notices
from meter.workshops.records import Entry
from meter.workshops.registering import register, switch_registration
from meter.workshops.workshops import draft_workshop

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.meter.conftest import Workshop

    Write = Callable[[], object]

HOURS = timedelta(hours=2)


def _wait(workshop: Workshop) -> None:
    """Let a registration wait at a workshop of the organiser's."""
    store, at = workshop.store, workshop.at
    meeting = draft_workshop(store, workshop.owner.id, "meeting", "Meeting", at=at)
    key = switch_registration(store, meeting, on=True).register_key or ""
    register(store, key, Entry("Pelun", "Piet", "piet@pelun.example", {}, ()), at)


def queue(workshop: Workshop) -> Write:
    _wait(workshop)
    return lambda: notices.queue_notices(workshop.store, workshop.at + HOURS)


def claim(workshop: Workshop) -> Write:
    queue(workshop)()
    return lambda: notices.claim(workshop.store, 1, workshop.at + HOURS)


def note_sent(workshop: Workshop) -> Write:
    queue(workshop)()
    return lambda: notices.note_sent(workshop.store, 1, workshop.at + HOURS)


def note(workshop: Workshop) -> Write:
    return lambda: note_language(workshop.store, workshop.owner.id, "fr")


NOTICE_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "accounts.note_language": note,
    "notices._update": note_sent,
    "notices.claim": claim,
    "notices.queue_notices": queue,
}
