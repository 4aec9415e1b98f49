"""Rows of reviews: steps on answers, what became of responses, and who may review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, delete, func, select

from meter.records import Reviewer, ReviewStep, Submission
from meter.storage.inserting import insert_into
from meter.storage.repository.agreed import is_agreed_in
from meter.storage.tables import accounts, responses, reviewers, reviews
from meter.storage.tables import submissions as events

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

_STEP = (
    reviews.c.item,
    reviews.c.kind,
    reviews.c.revision,
    reviews.c.text,
    reviews.c.at,
    reviews.c.who,
)
_EVENT = (events.c.event, events.c.at, events.c.who, events.c.reason)
_ADD_STEPS = reviews.insert()
_REVIEWER = select(reviewers.c.account_id).where(
    reviewers.c.round_id == bindparam("round_id"),
    reviewers.c.account_id == bindparam("account_id"),
)


def add_steps(
    connection: Connection, response_id: int, steps: Iterable[ReviewStep]
) -> None:
    """Add steps to the reviews of answers."""
    names = [column.name for column in _STEP]
    rows = [
        {"response_id": response_id, **{name: getattr(step, name) for name in names}}
        for step in steps
    ]
    connection.execute(_ADD_STEPS, rows)


def list_steps(
    connection: Connection, response_id: int
) -> dict[str, tuple[ReviewStep, ...]]:
    """List by item the steps of a response, the first one first."""
    query = select(*_STEP).where(reviews.c.response_id == response_id)
    found: dict[str, tuple[ReviewStep, ...]] = {}
    for row in connection.execute(query.order_by(reviews.c.id)):
        step = ReviewStep(*row)
        found[step.item] = (*found.get(step.item, ()), step)
    return found


def add_event(connection: Connection, response_id: int, event: Submission) -> None:
    """Add what became of a response."""
    values = {
        "response_id": response_id,
        "event": event.event,
        "at": event.at,
        "who": event.who,
        "reason": event.reason,
    }
    connection.execute(events.insert(), values)


def list_events(connection: Connection, response_id: int) -> list[Submission]:
    """List what became of a response, the first event first."""
    query = select(*_EVENT)
    mine = query.where(events.c.response_id == response_id).order_by(events.c.id)
    return [Submission(*row) for row in connection.execute(mine)]


def map_newest(connection: Connection, round_id: int) -> dict[int, int]:
    """Number by unit the newest submission of a round; another one is a larger number.

    A response that was never submitted has none.
    """
    query = (
        select(responses.c.unit_id, func.max(events.c.id))
        .join_from(events, responses, responses.c.id == events.c.response_id)
        .where(is_agreed_in(round_id), events.c.event == "submitted")
        .group_by(responses.c.unit_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def list_asking(connection: Connection, round_id: int) -> dict[int, Submission]:
    """Find by response the requests for reopening of a round that wait."""
    query = (
        select(events.c.response_id, *_EVENT)
        .join(responses, responses.c.id == events.c.response_id)
        .where(responses.c.round_id == round_id, is_waiting())
    )
    return {row[0]: Submission(*row[1:]) for row in connection.execute(query)}


def is_waiting() -> ColumnElement[bool]:
    """Say which events are requests for reopening of which nothing has become."""
    newest = select(func.max(events.c.id)).group_by(events.c.response_id)
    return and_(events.c.event == "asked", events.c.id.in_(newest))


def name_reviewer(
    connection: Connection, round_id: int, account_id: int, at: datetime
) -> None:
    """Let an account review a round; one that does already stays."""
    values = {"round_id": round_id, "account_id": account_id, "named_at": at}
    insert = insert_into(connection, reviewers).on_conflict_do_nothing()
    connection.execute(insert, values)


def drop_reviewer(connection: Connection, round_id: int, account_id: int) -> None:
    """Let an account review a round no longer."""
    mine = reviewers.c.round_id == round_id, reviewers.c.account_id == account_id
    connection.execute(delete(reviewers).where(*mine))


def is_reviewer(connection: Connection, round_id: int, account_id: int) -> bool:
    """Tell whether an account was named to review a round."""
    keys = {"round_id": round_id, "account_id": account_id}
    return connection.execute(_REVIEWER, keys).one_or_none() is not None


def list_reviewers(connection: Connection, round_id: int) -> list[Reviewer]:
    """List who was named to review a round, by name."""
    query = (
        select(accounts.c.id, accounts.c.name, accounts.c.email)
        .join(reviewers, reviewers.c.account_id == accounts.c.id)
        .where(reviewers.c.round_id == round_id)
        .order_by(accounts.c.name, accounts.c.id)
    )
    return [Reviewer(*row) for row in connection.execute(query)]
