"""Commitments: what a city, or the organiser for the network, promises to do by when.

A commitment is a promise within the workshop: all who take part see it, with all that
it was before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.errors import NotFoundError
from meter.fieldwork.given.days import ensure_plannable
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.network.errors import ChangedMeanwhileError, ReasonMissingError
from meter.network.themes import ensure_themes
from meter.storage.repository import commitments as rows
from meter.workshops.access import ensure_takes_part

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from meter.network.records import Commitment, CommitmentDraft
    from meter.storage import Connection, Store


def list_commitments(store: Store, workshop_id: int) -> list[Commitment]:
    """List the commitments of a workshop, what is due first first."""
    with store.read() as connection:
        found = rows.list_commitments(connection, workshop_id)
    return sorted(found, key=lambda one: (one.now.due_on, one.id))


def find_commitment(
    store: Store, workshop_id: int, unit_id: int | None, number: int
) -> Commitment | None:
    """Find a commitment of a unit, or with None of the network."""
    with store.read() as connection:
        return rows.find_commitment(connection, workshop_id, unit_id, number)


def make_commitment(  # noqa: PLR0913  (a commitment is made of these)
    store: Store,
    workshop_id: int,
    unit_id: int | None,
    draft: CommitmentDraft,
    by: str,
    at: datetime,
    *,
    themes: Collection[str],
) -> Commitment:
    """Commit a unit, or with None the network.

    Raises:
        WordsError, TitleError, ThemeError, PastDayError, ReasonMissingError: something
            of it cannot be taken.
        NotFoundError: the unit does not take part.
    """
    values = _parse(draft, themes, at)

    def job(connection: Connection) -> Commitment:
        if unit_id is not None:
            ensure_takes_part(connection, workshop_id, unit_id)
        number = rows.insert_commitment(connection, workshop_id, unit_id)
        first = {**values, "revision": 1, "at": at, "who": by}
        rows.add_version(connection, number, first)
        return _get(connection, workshop_id, unit_id, number)

    return store.write(job)


def change_commitment(  # noqa: PLR0913  (a change is made of these)
    store: Store,
    commitment: Commitment,
    workshop_id: int,
    draft: CommitmentDraft,
    by: str,
    at: datetime,
    *,
    seen: int,
    themes: Collection[str],
) -> Commitment:
    """Change a commitment; what it was stays in its history.

    Args:
        store: where it is kept.
        commitment: which one.
        workshop_id: where it was made.
        draft: what it is from now on.
        by: who changes it.
        at: now.
        seen: the revision that was read.
        themes: those of the workshop; a theme that it had before may stay.

    Raises:
        WordsError, TitleError, ThemeError, PastDayError, ReasonMissingError: something
            of it cannot be taken.
        NotFoundError: it is not there.
        ChangedMeanwhileError: another revision stands; nothing is written.
    """
    values = _parse(draft, {*themes, commitment.now.theme}, at)
    unit_id = commitment.unit.id if commitment.unit else None

    def job(connection: Connection) -> Commitment:
        if unit_id is not None:
            ensure_takes_part(connection, workshop_id, unit_id)
        _get(connection, workshop_id, unit_id, commitment.id)
        if not rows.raise_revision(connection, commitment.id, seen):
            kind = "commitment"
            raise ChangedMeanwhileError(kind)
        given = {**values, "revision": seen + 1, "at": at, "who": by}
        rows.add_version(connection, commitment.id, given)
        return _get(connection, workshop_id, unit_id, commitment.id)

    return store.write(job)


def _get(
    connection: Connection, workshop_id: int, unit_id: int | None, number: int
) -> Commitment:
    found = rows.find_commitment(connection, workshop_id, unit_id, number)
    if found is None:
        kind = "commitment"
        raise NotFoundError(kind, number)
    return found


def _parse(
    draft: CommitmentDraft, themes: Collection[str], at: datetime
) -> dict[str, Any]:
    given_up = draft.state == "given_up"
    if given_up and not draft.reason.strip():
        raise ReasonMissingError
    ensure_plannable(draft.due_on, at)
    ensure_themes([draft.theme] if draft.theme else [], themes)
    return {
        "text": parse_words(draft.text),
        "theme": draft.theme,
        "owner_name": parse_title(draft.owner_name),
        "due_on": draft.due_on,
        "state": draft.state,
        "reason": parse_words(draft.reason) if given_up else "",
    }
