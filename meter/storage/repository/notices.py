"""Rows of notices, and what came to workshops that organisers are told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, update

from meter.records import News, Notice
from meter.storage.inserting import insert_new
from meter.storage.repository.reviews import is_waiting
from meter.storage.tables import (
    accounts,
    contributions,
    notices,
    registrations,
    responses,
    rounds,
    submissions,
    twinnings,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from meter.records import Workshop

_NOTICES: Select[*tuple[Any, ...]] = select(
    notices.c.id,
    notices.c.account_id,
    notices.c.since,
    notices.c.due_at,
    notices.c.sent_at,
    notices.c.failed_at,
    notices.c.failure,
    accounts.c.email,
).select_from(notices.join(accounts))
_WAITS = notices.c.sent_at.is_(None) & notices.c.failed_at.is_(None)
_OPEN = (
    twinnings.c.declined_at.is_(None),
    twinnings.c.ended_at.is_(None),
    or_(twinnings.c.first_agreed_at.is_(None), twinnings.c.second_agreed_at.is_(None)),
)


def insert_notice(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Insert a notice; None if the account has one of that hour already."""
    return insert_new(connection, notices, values)


def find_notice(connection: Connection, notice_id: int) -> Notice | None:
    """Find a notice by its id."""
    row = connection.execute(_NOTICES.where(notices.c.id == notice_id)).one_or_none()
    return None if row is None else Notice(*row)


def find_last_due(connection: Connection, account_id: int) -> datetime | None:
    """Find until when an account has been told everything."""
    query = select(func.max(notices.c.due_at)).where(notices.c.account_id == account_id)
    found: datetime | None = connection.execute(query).scalar_one()
    return found


def list_waiting(connection: Connection, lapsed: datetime) -> list[int]:
    """List the ids of what waits and nobody has taken since `lapsed`."""
    query = select(notices.c.id).where(_WAITS, _is_free(lapsed)).order_by(notices.c.id)
    return list(connection.execute(query).scalars())


def claim_notice(
    connection: Connection, notice_id: int, at: datetime, lapsed: datetime
) -> bool:
    """Take a notice to send it; False if it is gone, or another one has taken it."""
    statement = (
        update(notices)
        .where(notices.c.id == notice_id, _WAITS, _is_free(lapsed))
        .values(claimed_at=at)
    )
    return connection.execute(statement).rowcount == 1


def update_notice(
    connection: Connection, notice_id: int, values: Mapping[str, Any]
) -> None:
    """Change columns of a notice."""
    statement = update(notices).where(notices.c.id == notice_id)
    connection.execute(statement.values(**values))


def delete_notice(connection: Connection, notice_id: int) -> None:
    """Take out of the queue what nobody needs to be told any more."""
    connection.execute(delete(notices).where(notices.c.id == notice_id))


def count_news(
    connection: Connection,
    workshop: Workshop,
    since: datetime | None = None,
    until: datetime | None = None,
) -> News:
    """Count what came to a workshop in some time, or ever, and still waits."""

    def count(moment: ColumnElement[Any], *conditions: ColumnElement[bool]) -> int:
        table: Any = moment.table
        query = select(func.count()).where(
            table.c.workshop_id == workshop.id, moment.is_not(None), *conditions
        )
        if since and until:
            query = query.where(moment >= since, moment < until)
        found: int = connection.execute(query).scalar_one()
        return found

    return News(
        workshop,
        count(registrations.c.at, registrations.c.decided_at.is_(None)),
        count(contributions.c.offered_at, contributions.c.unit_id.is_not(None)),
        count(twinnings.c.proposed_at, twinnings.c.proposed_by.is_not(None), *_OPEN),
        _count_reopenings(connection, workshop, since, until),
    )


def _count_reopenings(
    connection: Connection,
    workshop: Workshop,
    since: datetime | None,
    until: datetime | None,
) -> int:
    """Count the units that have asked in some time, or ever, and wait."""
    query = (
        select(func.count())
        .select_from(submissions.join(responses).join(rounds))
        .where(rounds.c.workshop_id == workshop.id, is_waiting())
    )
    if since and until:
        query = query.where(submissions.c.at >= since, submissions.c.at < until)
    found: int = connection.execute(query).scalar_one()
    return found


def _is_free(lapsed: datetime) -> ColumnElement[bool]:
    return or_(notices.c.claimed_at.is_(None), notices.c.claimed_at < lapsed)
