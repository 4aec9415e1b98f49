"""Events: put into the outbox within the transaction in which they happen.

What webhooks are told names the response by ids and keys, and holds no answer, no name
and no address: who is told reads the rest by a token. Sending comes later, and is
nobody's concern who saves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meter.fieldwork.roles import ORGANISING, find_role
from meter.integration.records import TEST_EVENT
from meter.storage.repository import accounts, rounds
from meter.storage.repository import webhooks as rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.integration.records import Delivery, Event, Webhook
    from meter.records import Response, Round
    from meter.storage import Connection


def queue_event(
    connection: Connection, event: Event, asked: Round, response: Response, at: datetime
) -> None:
    """Tell of a response, within a transaction, whoever listens and may know of it."""
    for hook in rows.list_listening(connection, asked):
        may_know = find_role(connection, asked, hook.account_id) in ORGANISING
        if event in hook.events and may_know:
            payload = _describe(asked, response, at)
            queue_for(connection, hook.id, event, payload, at)


def may_still_know(connection: Connection, hook: Webhook, told: Delivery) -> bool:
    """Tell whether a webhook may be told now of what was queued for it before."""
    account = accounts.find_account(connection, "id", hook.account_id)
    if account is None or not account.active:
        return False
    if told.event == TEST_EVENT:
        return True
    asked = rounds.find_round(connection, "key", told.payload["round"])
    return asked is not None and (
        find_role(connection, asked, hook.account_id) in ORGANISING
    )


def queue_for(
    connection: Connection,
    webhook_id: int,
    event: str,
    payload: Mapping[str, Any],
    at: datetime,
) -> int:
    """Put an event for one webhook into the outbox; give the id of the delivery."""
    values = {
        "webhook_id": webhook_id,
        "event": event,
        "payload": {"event": event, **payload},
        "queued_at": at,
        "next_at": at,
    }
    return rows.insert_delivery(connection, values)


def _describe(asked: Round, response: Response, at: datetime) -> dict[str, Any]:
    return {
        "at": at.isoformat(timespec="seconds"),
        "round": asked.key,
        "response": response.id,
        "unit": response.unit_id,
    }
