"""Contributions: drafted and changed by who they are of, seen by who may see them.

Whoever saves says which revision they have read; what somebody else has changed since
is never overwritten. The words of a contribution are kept for searching within the
transaction that keeps the contribution.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from meter.errors import NotFoundError
from meter.fieldwork.invitations import ensure_admits, get_again
from meter.knowledge.entries import list_texts
from meter.knowledge.errors import (
    ContributionChangedError,
    ContributionKeyError,
    ContributionStateError,
)
from meter.knowledge.records import Step
from meter.knowledge.words import list_words
from meter.storage.repository import contributions as rows
from meter.storage.repository.contribution_words import save_words
from meter.workshops.access import ensure_takes_part

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from meter.knowledge.records import (
        Contribution,
        Contributor,
        Entry,
        SharedFile,
    )
    from meter.storage import Connection, Store

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def make_key() -> str:
    """Make a key that no other contribution has."""
    return secrets.token_hex(8)


def parse_key(text: str) -> str:
    """Read a key.

    Raises:
        ContributionKeyError: it is not written as keys are.
    """
    if not _KEY.fullmatch(text):
        raise ContributionKeyError(text)
    return text


def draft_contribution(
    store: Store, by: Contributor, key: str, entry: Entry, at: datetime
) -> Contribution:
    """Keep a new draft; one that the contributor has sent before is given back.

    Raises:
        ContributionKeyError: the key is not written as keys are.
        NotFoundError: the unit does not take part in the workshop.
        InvitationError: the invitation lets nobody in any more.
        NotSavedError: the database could not write.
    """
    parse_key(key)

    def job(connection: Connection) -> Contribution:
        ensure_admitted(connection, by, at)
        known = rows.find_by_key(connection, by.workshop_id, key)
        if known is not None and known.unit_id == by.unit_id:
            return known
        # Another's key says nothing of what it opens: this gets one of its own.
        own = key if known is None else make_key()
        return insert_draft(connection, by, own, entry, at)

    return store.write(job)


def insert_draft(
    connection: Connection, by: Contributor, key: str, entry: Entry, at: datetime
) -> Contribution:
    """Insert a draft within a transaction; no other has its key."""
    values = {
        "workshop_id": by.workshop_id,
        "unit_id": by.unit_id,
        "key": key,
        "revision": 1,
        "created_at": at,
        "changed_at": at,
        "changed_by": by.name,
    }
    number = rows.insert_contribution(connection, entry, values)
    if number is None:
        raise no_contribution(key)
    _index(connection, number, entry)
    rows.add_step(connection, number, Step("drafted", at, by.name, "", entry.title))
    return get(connection, by.workshop_id, number)


def save_contribution(
    store: Store,
    by: Contributor,
    number: int,
    entry: Entry,
    seen: int,
    at: datetime,
) -> Contribution:
    """Replace what a contribution says, if nobody has changed it since it was read.

    Raises:
        NotFoundError: the contributor has none of that id, or takes no part.
        ContributionChangedError: it was changed meanwhile, to something else.
        ContributionStateError: it is offered or published, so that it stands.
        InvitationError: the invitation lets nobody in any more.
        NotSavedError: the database could not write.
    """

    def job(connection: Connection) -> Contribution:
        found = lock_own(connection, by, number, at)
        if found.entry == entry:
            return found
        if not found.may_change:
            raise ContributionStateError(found.state)
        ensure_seen(found, seen)
        values = {
            "revision": found.revision + 1,
            "changed_at": at,
            "changed_by": by.name,
        }
        rows.update_entry(connection, number, entry, values)
        _index(connection, number, entry)
        return get(connection, by.workshop_id, number)

    return store.write(job)


def find_visible(
    store: Store, workshop_id: int, number: int, unit_id: int | None
) -> Contribution:
    """Find a contribution that a unit may read, or an organiser, who has no unit.

    What is published is there for all, what is offered for the organisers too, and all
    else for whose it is.

    Raises:
        NotFoundError: there is none of that id for them.
    """
    with store.read() as connection:
        found = rows.find_contribution(connection, workshop_id, number)
    if found is None or not _is_visible(found, unit_id):
        raise no_contribution(number)
    return found


def find_own(store: Store, by: Contributor, number: int) -> Contribution:
    """Find a contribution of a contributor's own.

    Raises:
        NotFoundError: they have none of that id.
    """
    with store.read() as connection:
        return _get_own(connection, by, number)


def list_own(store: Store, workshop_id: int, unit_id: int | None) -> list[Contribution]:
    """List what a unit, or the organisers, have contributed, the newest first."""
    with store.read() as connection:
        return rows.list_contributions(connection, workshop_id, unit_id=unit_id)


def list_sent(store: Store, workshop_id: int) -> list[Contribution]:
    """List what units have sent to the organisers and is not published.

    What came back to its contributor, or was withdrawn, says only what it said when it
    was last sent: its title then.
    """
    with store.read() as connection:
        found = rows.list_sent(connection, workshop_id)
        steps = rows.list_steps(connection, [one.id for one in found])
    return [
        one if one.state == "offered" else _cover(one, steps.get(one.id, ()))
        for one in found
    ]


def list_steps(store: Store, numbers: Iterable[int]) -> dict[int, tuple[Step, ...]]:
    """List what became of some contributions, the first step first."""
    with store.read() as connection:
        return rows.list_steps(connection, list(numbers))


def list_files(store: Store, number: int) -> list[SharedFile]:
    """List the files of a contribution in the order of adding."""
    with store.read() as connection:
        return rows.list_files(connection, number)


def get(connection: Connection, workshop_id: int, number: int) -> Contribution:
    """Get a contribution to a workshop on a connection.

    Raises:
        NotFoundError: there is none of that id.
    """
    found = rows.find_contribution(connection, workshop_id, number)
    if found is None:
        raise no_contribution(number)
    return found


def lock_own(
    connection: Connection, by: Contributor, number: int, at: datetime
) -> Contribution:
    """Get a contributor's own contribution, which nobody else changes meanwhile.

    Raises:
        NotFoundError: they have none of that id, or do not take part.
        InvitationError: the invitation lets nobody in any more.
    """
    ensure_admitted(connection, by, at)
    rows.lock_contribution(connection, by.workshop_id, number)
    return _get_own(connection, by, number)


def ensure_admitted(connection: Connection, by: Contributor, at: datetime) -> None:
    """Raise unless a unit takes part, by an invitation that still lets somebody in.

    Raises:
        NotFoundError: the unit does not take part in the workshop.
        InvitationError: it was withdrawn, replaced, or has expired.
    """
    if by.invitation is not None:
        ensure_admits(get_again(connection, by.invitation), at)
    if by.unit_id is not None:
        ensure_takes_part(connection, by.workshop_id, by.unit_id)


def ensure_seen(found: Contribution, seen: int) -> None:
    """Raise unless a contribution is as somebody has read it.

    Raises:
        ContributionChangedError: it was changed since.
    """
    if found.revision != seen:
        raise ContributionChangedError(found.changed_by, found.changed_at)


def no_contribution(named: object) -> NotFoundError:
    """Say that a contribution is not there, or not for whoever asks."""
    kind = "contribution"
    return NotFoundError(kind, named)


def _get_own(connection: Connection, by: Contributor, number: int) -> Contribution:
    found = rows.find_contribution(connection, by.workshop_id, number)
    if found is None or found.unit_id != by.unit_id:
        raise no_contribution(number)
    return found


def _is_visible(found: Contribution, unit_id: int | None) -> bool:
    if found.state == "published" or found.unit_id == unit_id:
        return True
    return unit_id is None and found.state == "offered"


def _cover(found: Contribution, steps: Iterable[Step]) -> Contribution:
    """Put the title that was last sent in place of what is typed since."""
    sent = [step.title for step in steps if step.event == "offered"]
    entry = type(found.entry)(kind=found.entry.kind, title=sent[-1])
    return replace(found, entry=replace(entry, case=None))


def _index(connection: Connection, number: int, entry: Entry) -> None:
    others = list_words(*list_texts(entry))
    save_words(connection, number, list_words(entry.title), others)
