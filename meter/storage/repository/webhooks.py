"""Rows of webhooks, and of the outbox of what they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, update

from meter.integration.records import Delivery, Webhook
from meter.storage.tables import accounts, webhook_deliveries, webhooks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select

    from meter.records import Round

_HOOKS: Select[*tuple[Any, ...]] = select(
    webhooks.c.id,
    webhooks.c.account_id,
    webhooks.c.url,
    webhooks.c.salt,
    webhooks.c.events,
    webhooks.c.round_id,
    webhooks.c.workshop_id,
    webhooks.c.created_at,
    webhooks.c.removed_at,
)
_DELIVERIES: Select[*tuple[Any, ...]] = select(
    webhook_deliveries.c.id,
    webhook_deliveries.c.webhook_id,
    webhook_deliveries.c.event,
    webhook_deliveries.c.payload,
    webhook_deliveries.c.queued_at,
    webhook_deliveries.c.next_at,
    webhook_deliveries.c.attempts,
    webhook_deliveries.c.delivered_at,
    webhook_deliveries.c.failed_at,
    webhook_deliveries.c.failure,
)
_STANDS = webhooks.c.removed_at.is_(None)


def insert_webhook(connection: Connection, values: Mapping[str, Any]) -> int:
    """Insert a webhook and give its id."""
    made = webhooks.insert().values(**values).returning(webhooks.c.id)
    return int(connection.execute(made).scalar_one())


def find_webhook(connection: Connection, webhook_id: int) -> Webhook | None:
    """Find a webhook that was not removed."""
    query = _HOOKS.where(webhooks.c.id == webhook_id, _STANDS)
    row = connection.execute(query).one_or_none()
    return None if row is None else _read_hook(row)


def list_webhooks(connection: Connection, account_id: int) -> list[Webhook]:
    """List the webhooks of an account that were not removed, the newest first."""
    query = _HOOKS.where(webhooks.c.account_id == account_id, _STANDS)
    found = connection.execute(query.order_by(webhooks.c.id.desc()))
    return [_read_hook(row) for row in found]


def count_webhooks(connection: Connection, account_id: int) -> int:
    """Count the webhooks of an account that were not removed."""
    query = select(func.count()).select_from(webhooks)
    mine = query.where(webhooks.c.account_id == account_id, _STANDS)
    return int(connection.execute(mine).scalar_one())


def list_listening(connection: Connection, asked: Round) -> list[Webhook]:
    """List the webhooks that are told of a round, of accounts that are not shut."""
    is_general = webhooks.c.round_id.is_(None) & webhooks.c.workshop_id.is_(None)
    about = [
        webhooks.c.round_id == asked.id,
        is_general & (webhooks.c.account_id == asked.owner_id),
    ]
    if asked.workshop_id is not None:
        about.append(webhooks.c.workshop_id == asked.workshop_id)
    query = (
        _HOOKS.join(accounts, accounts.c.id == webhooks.c.account_id)
        .where(
            _STANDS,
            accounts.c.active,
            or_(*about),
        )
        .order_by(webhooks.c.id)
    )
    return [_read_hook(row) for row in connection.execute(query)]


def remove_webhook(
    connection: Connection, account_id: int, webhook_id: int, at: datetime
) -> bool:
    """Remove a webhook of an account; False if there is none."""
    statement = update(webhooks).where(
        webhooks.c.id == webhook_id, webhooks.c.account_id == account_id, _STANDS
    )
    return connection.execute(statement.values(removed_at=at)).rowcount == 1


def give_up_all(
    connection: Connection, webhook_id: int, failure: str, at: datetime
) -> None:
    """Give up all that waits for a webhook."""
    statement = update(webhook_deliveries).where(
        webhook_deliveries.c.webhook_id == webhook_id,
        webhook_deliveries.c.next_at.is_not(None),
    )
    values = {"next_at": None, "failed_at": at, "failure": failure}
    connection.execute(statement.values(**values))


def insert_delivery(connection: Connection, values: Mapping[str, Any]) -> int:
    """Put an event into the outbox and give its id."""
    made = webhook_deliveries.insert().values(**values)
    found = connection.execute(made.returning(webhook_deliveries.c.id))
    return int(found.scalar_one())


def find_delivery(connection: Connection, delivery_id: int) -> Delivery | None:
    """Find a delivery by its id."""
    query = _DELIVERIES.where(webhook_deliveries.c.id == delivery_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Delivery(*row)


def list_deliveries(
    connection: Connection, webhook_id: int, most: int
) -> list[Delivery]:
    """List the last deliveries of a webhook, the newest first."""
    query = _DELIVERIES.where(webhook_deliveries.c.webhook_id == webhook_id)
    newest = query.order_by(webhook_deliveries.c.id.desc()).limit(most)
    return [Delivery(*row) for row in connection.execute(newest)]


def list_due(
    connection: Connection, at: datetime, lapsed: datetime
) -> list[tuple[int, int]]:
    """List what is to be tried now, and nobody has taken since `lapsed`.

    Of each its id and that of its webhook.
    """
    query = select(webhook_deliveries.c.id, webhook_deliveries.c.webhook_id)
    due = query.where(*_is_due(at, lapsed))
    ordered = due.order_by(webhook_deliveries.c.next_at, webhook_deliveries.c.id)
    return [(number, hook) for number, hook in connection.execute(ordered)]


def claim_delivery(
    connection: Connection, delivery_id: int, at: datetime, lapsed: datetime
) -> bool:
    """Take a delivery to try it; False if it is done, or another one has taken it."""
    statement = update(webhook_deliveries).where(
        webhook_deliveries.c.id == delivery_id, *_is_due(at, lapsed)
    )
    return connection.execute(statement.values(claimed_at=at)).rowcount == 1


def update_delivery(
    connection: Connection, delivery_id: int, values: Mapping[str, Any]
) -> None:
    """Change columns of a delivery."""
    statement = update(webhook_deliveries).where(webhook_deliveries.c.id == delivery_id)
    connection.execute(statement.values(**values))


def update_waiting(
    connection: Connection, delivery_id: int, values: Mapping[str, Any]
) -> bool:
    """Change columns of a delivery that still waits; False if it is done."""
    statement = update(webhook_deliveries).where(
        webhook_deliveries.c.id == delivery_id,
        webhook_deliveries.c.next_at.is_not(None),
    )
    return connection.execute(statement.values(**values)).rowcount == 1


def _is_due(at: datetime, lapsed: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(
        webhook_deliveries.c.claimed_at.is_(None),
        webhook_deliveries.c.claimed_at < lapsed,
    )
    return webhook_deliveries.c.next_at <= at, free


def _read_hook(row: Sequence[Any]) -> Webhook:
    number, account_id, url, salt, events, *rest = row
    return Webhook(number, account_id, url, salt, tuple(events), *rest)
