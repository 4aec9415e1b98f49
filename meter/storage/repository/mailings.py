"""Rows of mailings: the outbox, and what became of each mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, update

from meter.records import Mailing
from meter.storage.inserting import insert_new
from meter.storage.tables import mailings, people, responses, rounds, units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from meter.records import MailingKind

Key = tuple[int, int, str, "datetime"]
"""What makes a mailing one: response, person, kind, and the moment it is due."""

_KEY = (
    mailings.c.response_id,
    mailings.c.person_id,
    mailings.c.kind,
    mailings.c.due_at,
)
_MAILINGS: Select[*tuple[Any, ...]] = select(
    mailings.c.id,
    *_KEY,
    mailings.c.queued_at,
    mailings.c.sent_at,
    mailings.c.failed_at,
    mailings.c.failure,
    people.c.name,
    people.c.email,
    units.c.name,
    rounds.c.key,
).select_from(
    mailings.join(people)
    .join(responses, responses.c.id == mailings.c.response_id)
    .join(units)
    .join(rounds)
)
_WAITS = mailings.c.sent_at.is_(None) & mailings.c.failed_at.is_(None)


def insert_mailing(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Insert a mailing; None if the same one is there already."""
    return insert_new(connection, mailings, values)


def find_mailing(connection: Connection, mailing_id: int) -> Mailing | None:
    """Find a mailing by its id."""
    row = connection.execute(_MAILINGS.where(mailings.c.id == mailing_id)).one_or_none()
    return None if row is None else Mailing(*row)


def list_mailings(connection: Connection, round_id: int) -> list[Mailing]:
    """List the mailings of a round, the newest first."""
    query = _MAILINGS.where(responses.c.round_id == round_id)
    rows = connection.execute(query.order_by(mailings.c.id.desc()))
    return [Mailing(*row) for row in rows]


def list_keys(connection: Connection, round_id: int) -> set[Key]:
    """List what is queued, sent or given up in a round."""
    query = select(*_KEY).join(responses).where(responses.c.round_id == round_id)
    return {(row[0], row[1], row[2], row[3]) for row in connection.execute(query)}


def list_waiting(
    connection: Connection, round_id: int | None, lapsed: datetime
) -> list[int]:
    """List the ids of what waits and nobody has taken since `lapsed`.

    What has not failed yet comes first, so that nothing stands in the way of others.
    """
    query = select(mailings.c.id).join(responses).where(_WAITS, _is_free(lapsed))
    if round_id is not None:
        query = query.where(responses.c.round_id == round_id)
    order = (mailings.c.failure.is_not(None), mailings.c.id)
    return list(connection.execute(query.order_by(*order)).scalars())


def claim_mailing(
    connection: Connection, mailing_id: int, at: datetime, lapsed: datetime
) -> bool:
    """Take a mailing to send it; False if it is gone, or another one has taken it."""
    statement = (
        update(mailings)
        .where(mailings.c.id == mailing_id, _WAITS, _is_free(lapsed))
        .values(claimed_at=at)
    )
    return connection.execute(statement).rowcount == 1


def update_mailing(
    connection: Connection, mailing_id: int, values: Mapping[str, Any]
) -> None:
    """Change columns of a mailing."""
    statement = update(mailings).where(mailings.c.id == mailing_id)
    connection.execute(statement.values(**values))


def delete_mailing(connection: Connection, mailing_id: int) -> None:
    """Take out of the queue what nobody needs to be told any more."""
    connection.execute(delete(mailings).where(mailings.c.id == mailing_id))


def find_last_sent(
    connection: Connection, response_id: int, person_id: int | None, kind: MailingKind
) -> datetime | None:
    """Find when a person was last sent a kind of mail about a response."""
    query = select(func.max(mailings.c.sent_at)).where(
        mailings.c.response_id == response_id,
        mailings.c.person_id == person_id,
        mailings.c.kind == kind,
    )
    found: datetime | None = connection.execute(query).scalar_one()
    return found


def has_later(connection: Connection, mailing: Mailing) -> bool:
    """Tell whether the same person has a later mailing of the same kind."""
    query = select(mailings.c.id).where(
        mailings.c.response_id == mailing.response_id,
        mailings.c.person_id == mailing.person_id,
        mailings.c.kind == mailing.kind,
        mailings.c.due_at > mailing.due_at,
    )
    return connection.execute(query.limit(1)).first() is not None


def _is_free(lapsed: datetime) -> ColumnElement[bool]:
    return or_(mailings.c.claimed_at.is_(None), mailings.c.claimed_at < lapsed)
