"""Consents: which units take part in twinning, and what they offer and need.

Taking part is agreed to by each unit, and can be taken back at any time: what was
proposed to it or by it is then declined, and what was active ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.fieldwork.given.words import parse_words
from meter.network.errors import ChangedMeanwhileError
from meter.network.themes import ensure_themes
from meter.storage.repository import twinnings as rows
from meter.workshops.access import ensure_takes_part

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from meter.network.records import Consent, ConsentDraft, Topic
    from meter.storage import Connection, Store


def list_consents(store: Store, workshop_id: int) -> list[Consent]:
    """List the units of a workshop that take part in twinning, by name."""
    with store.read() as connection:
        return rows.list_consents(connection, workshop_id)


def list_declared(store: Store, workshop_id: int) -> list[Topic]:
    """List what the units that take part say they offer and need."""
    with store.read() as connection:
        return rows.list_topics(connection, workshop_id)


def take_part(  # noqa: PLR0913  (a consent is made of these)
    store: Store,
    workshop_id: int,
    unit_id: int,
    draft: ConsentDraft,
    by: str,
    at: datetime,
    *,
    seen: int,
    themes: Collection[str],
) -> None:
    """Let a unit take part in twinning, or change what it agreed to.

    `seen` is the revision that was read, 0 where it did not take part.

    Raises:
        WordsError, ThemeError: something of it cannot be taken.
        NotFoundError: the unit does not take part in the workshop.
        ChangedMeanwhileError: another revision stands; nothing is written.
    """
    ensure_themes(draft.topics, themes)
    values = {
        "draws": draft.draws,
        "names_levels": draft.names_levels,
        "words": parse_words(draft.words) if draft.words.strip() else "",
        "revision": seen + 1,
        "at": at,
        "who": by,
    }
    of = workshop_id, unit_id

    def job(connection: Connection) -> None:
        ensure_takes_part(connection, workshop_id, unit_id)
        if not _write(connection, of, seen, values):
            kind = "consent"
            raise ChangedMeanwhileError(kind)
        rows.save_topics(connection, of, draft.topics)

    store.write(job)


def _write(
    connection: Connection, of: tuple[int, int], seen: int, values: dict[str, Any]
) -> bool:
    if seen:
        return rows.update_consent(connection, of, seen, values)
    return rows.insert_consent(connection, of, values)


def leave(store: Store, workshop_id: int, unit_id: int, at: datetime) -> None:
    """Let a unit take part no longer: all that is under way with it ends."""

    def job(connection: Connection) -> None:
        rows.drop_consent(connection, workshop_id, unit_id)
        for one in rows.list_twinnings(connection, workshop_id):
            if unit_id in one.unit_ids and not rows.decline(
                connection, one.id, unit_id, at
            ):
                rows.end(connection, one.id, unit_id, "", at)

    store.write(job)
