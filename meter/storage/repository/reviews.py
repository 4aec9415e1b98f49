"""Rows of reviews: steps on answers, what became of responses, and who may review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select

from meter.records import Reviewer, ReviewStep, Submission
from meter.storage.inserting import insert_into
from meter.storage.tables import accounts, reviewers, reviews
from meter.storage.tables import submissions as events

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

_STEP = (
    reviews.c.item,
    reviews.c.kind,
    reviews.c.revision,
    reviews.c.text,
    reviews.c.at,
    reviews.c.who,
)
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
    query = select(events.c.event, events.c.at, events.c.who, events.c.reason)
    mine = query.where(events.c.response_id == response_id).order_by(events.c.id)
    return [Submission(*row) for row in connection.execute(mine)]


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
