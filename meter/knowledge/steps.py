"""Steps: a contribution is offered, then published or returned, perhaps withdrawn.

A unit offers and withdraws what is its own; the organisers publish what is offered, or
return it with a question. What is theirs they publish without being asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.given.words import parse_words
from meter.fieldwork.roles import ensure_organises_workshop
from meter.knowledge.contributions import (
    ensure_seen,
    get,
    lock_own,
    no_contribution,
)
from meter.knowledge.entries import ensure_complete, parse_text
from meter.knowledge.errors import ContributionStateError
from meter.knowledge.records import Step
from meter.storage.repository import contributions as rows
from meter.workshops.workshops import get_workshop

if TYPE_CHECKING:
    from datetime import datetime

    from meter.audit.records import Action
    from meter.knowledge.records import Contribution, Contributor, Event
    from meter.storage import Connection, Store

_ACTIONS: dict[Event, Action] = {
    "returned": "contribution_returned",
    "published": "contribution_published",
    "withdrawn": "contribution_withdrawn",
}

_DATES: dict[Event, str] = {
    "offered": "offered_at",
    "returned": "returned_at",
    "published": "published_at",
    "withdrawn": "withdrawn_at",
}


def offer(
    store: Store, by: Contributor, number: int, seen: int, at: datetime
) -> Contribution:
    """Send what is one's own to the organisers; nobody changes it until they reply.

    Offering it twice changes nothing.

    Raises:
        NotFoundError: the contributor has none of that id.
        IncompleteEntryError: it lacks what others need of it.
        ContributionChangedError: it was changed since it was read.
        ContributionStateError: it is published already.
        InvitationError: the invitation lets nobody in any more.
        NotSavedError: the database could not write.
    """

    def job(connection: Connection) -> Contribution:
        found = lock_own(connection, by, number, at)
        if found.state == "offered":
            return found
        _ensure_ready(connection, found, seen)
        return take(connection, found, "offered", by, at)

    return store.write(job)


def publish(
    store: Store, by: Contributor, number: int, seen: int, at: datetime
) -> Contribution:
    """Let all cities of the workshop read what is offered, or the organisers' own.

    Publishing it twice changes nothing.

    Raises:
        NotFoundError: nothing of that id was offered.
        IncompleteEntryError: the organisers' own lacks what others need of it.
        ContributionChangedError: it was changed since it was read.
        ContributionStateError: it was returned or withdrawn meanwhile.
        NotSavedError: the database could not write.
    """

    def job(connection: Connection) -> Contribution:
        found = _lock_for_organisers(connection, by, number, at)
        if found.state == "published":
            return found
        if found.unit_id is None:
            _ensure_ready(connection, found, seen)
        elif found.state != "offered":
            raise ContributionStateError(found.state)
        ensure_seen(found, seen)
        return take(connection, found, "published", by, at)

    return store.write(job)


def send_back(
    store: Store,
    by: Contributor,
    number: int,
    seen: int,
    question: str,
    at: datetime,
) -> Contribution:
    """Return what is offered to its contributor, with a question.

    Raises:
        WordsError: the question is blank, too long or holds controls.
        NotFoundError: nothing of that id was offered.
        ContributionChangedError: it was changed since it was read.
        ContributionStateError: it is not offered any more.
        NotSavedError: the database could not write.
    """
    words = parse_words(question)

    def job(connection: Connection) -> Contribution:
        found = _lock_for_organisers(connection, by, number, at)
        if found.unit_id is None or found.state != "offered":
            raise ContributionStateError(found.state)
        ensure_seen(found, seen)
        return take(connection, found, "returned", by, at, words)

    return store.write(job)


def withdraw(
    store: Store, by: Contributor, number: int, reason: str, at: datetime
) -> Contribution:
    """Take a contribution back: one's own; an organiser also what is published.

    It stays its contributor's, who may change and offer it again. Withdrawing it twice
    changes nothing.

    Raises:
        WordsError: the reason is too long or holds controls.
        NotFoundError: there is none of that id for them.
        ContributionStateError: an organiser withdraws what a unit offers.
        InvitationError: the invitation lets nobody in any more.
        NotSavedError: the database could not write.
    """
    words = parse_text(reason)

    def job(connection: Connection) -> Contribution:
        found = _lock_withdrawable(connection, by, number, at)
        if found.state == "withdrawn":
            return found
        return take(connection, found, "withdrawn", by, at, words)

    return store.write(job)


def take(
    connection: Connection,
    found: Contribution,
    event: Event,
    by: Contributor,
    at: datetime,
    words: str = "",
) -> Contribution:
    """Take a step within a transaction: its date alone is set, and it is noted."""
    dates = {name: at if key == event else None for key, name in _DATES.items()}
    values: dict[str, Any] = dates
    if event == "offered":
        # What was read before it was sent, perhaps with other files, is read no more.
        values = {
            **dates,
            "revision": found.revision + 1,
            "changed_at": at,
            "changed_by": by.name,
        }
    rows.update_contribution(connection, found.id, values)
    step = Step(event, at, by.name, words, found.entry.title)
    rows.add_step(connection, found.id, step)
    if by.invitation is None and event in _ACTIONS:
        _note(connection, found, event, by, at)
    return get(connection, found.workshop_id, found.id)


def _note(
    connection: Connection,
    found: Contribution,
    event: Event,
    by: Contributor,
    at: datetime,
) -> None:
    """Put what an organiser decided into the audit trail."""
    workshop = get_workshop(connection, by.workshop_id)
    actor = ensure_organises_workshop(connection, workshop, by.account)
    act = Act(
        _ACTIONS[event],
        workshop.id,
        unit_id=found.unit_id,
        detail={"contribution": found.id},
    )
    record(connection, actor, at, act)


def _ensure_ready(connection: Connection, found: Contribution, seen: int) -> None:
    if not found.may_change:
        raise ContributionStateError(found.state)
    ensure_seen(found, seen)
    has_files = bool(rows.list_files(connection, found.id))
    ensure_complete(found.entry, has_files=has_files)


def _lock_for_organisers(
    connection: Connection, by: Contributor, number: int, at: datetime
) -> Contribution:
    """Lock what organisers decide on: what a unit has sent, or what is their own."""
    found = rows.lock_contribution(connection, by.workshop_id, number)
    if found is None or found.unit_id is None:
        return lock_own(connection, by, number, at)
    events = [step.event for step in rows.list_steps(connection, [number])[number]]
    if "offered" not in events and found.state != "published":
        raise no_contribution(number)
    return found


def _lock_withdrawable(
    connection: Connection, by: Contributor, number: int, at: datetime
) -> Contribution:
    if by.unit_id is not None:
        return lock_own(connection, by, number, at)
    found = _lock_for_organisers(connection, by, number, at)
    is_theirs = found.unit_id is not None
    if is_theirs and found.state not in {"published", "withdrawn"}:
        raise ContributionStateError(found.state)
    return found
