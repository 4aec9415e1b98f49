"""Deliveries: what waits in the outbox is tried, once at a time, until it is taken.

A sender takes a delivery before it tries it; where the sender dies, it is free again
after `CLAIM_MINUTES`, and may then arrive a second time. Whoever is told knows it again
by its number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from meter.integration.errors import DeliveryError
from meter.integration.events import may_still_know
from meter.integration.hooks import NOT_KNOWING, REMOVED
from meter.integration.signing import (
    DELIVERY_HEADER,
    EVENT_HEADER,
    SIGNATURE_HEADER,
    derive_secret,
    sign,
)
from meter.storage.repository import webhooks as rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from meter.integration.records import Delivery, Webhook
    from meter.storage import Connection, Store

CLAIM_MINUTES = 10
"""Longer than one try can take."""

WAITS = tuple(
    timedelta(minutes=one) for one in (1, 5, 30, 2 * 60, 6 * 60, 12 * 60, 24 * 60)
)
"""How long to wait after each try that failed; after the last one it is given up."""


class HookSender(Protocol):
    """What hands a signed event to an address."""

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send it, or raise a DeliveryError."""


@dataclass(frozen=True)
class Outcome:
    """What became of one try: `failure` is empty where it was taken."""

    delivery: Delivery
    failure: str = ""
    is_final: bool = False


def deliver_due(
    store: Store, sender: HookSender, server_key: str, clock: Callable[[], datetime]
) -> Iterator[Outcome]:
    """Try what is due, one after the other; give each as it is done.

    A webhook that has failed is left alone for the rest, so that what waits for it does
    not hold up all others.
    """
    failed: set[int] = set()
    for delivery_id, webhook_id in list_due(store, clock()):
        if webhook_id in failed:
            continue
        outcome = deliver(store, sender, server_key, delivery_id, clock)
        if outcome is None:
            continue
        if outcome.failure:
            failed.add(webhook_id)
        yield outcome


def list_due(store: Store, at: datetime) -> list[tuple[int, int]]:
    """List the ids of what is to be tried now, each with that of its webhook."""
    with store.read() as connection:
        return rows.list_due(connection, at, _lapse(at))


def deliver(
    store: Store,
    sender: HookSender,
    server_key: str,
    delivery_id: int,
    clock: Callable[[], datetime],
) -> Outcome | None:
    """Try a delivery now; None if it is not due, or another sender has taken it."""
    taken = _claim(store, delivery_id, clock())
    if taken is None:
        return None
    delivery, hook = taken
    body = write_body(delivery)
    secret = derive_secret(server_key, hook.salt)
    seconds = int(clock().timestamp())
    headers = {
        "Content-Type": "application/json",
        EVENT_HEADER: delivery.event,
        DELIVERY_HEADER: str(delivery.id),
        SIGNATURE_HEADER: sign(secret, body, seconds),
    }
    try:
        sender.send(hook.url, body, headers)
    except DeliveryError as error:
        return _note_failed(store, delivery, error.problem, clock())
    note_taken(store, delivery, clock())
    return Outcome(delivery)


def write_body(delivery: Delivery) -> bytes:
    """Write what is told: the event with the number of its delivery, as JSON."""
    told = {"id": delivery.id, **delivery.payload}
    return json.dumps(told, separators=(",", ":"), sort_keys=True).encode()


def _claim(
    store: Store, delivery_id: int, at: datetime
) -> tuple[Delivery, Webhook] | None:
    def job(connection: Connection) -> tuple[Delivery, Webhook] | None:
        if not rows.claim_delivery(connection, delivery_id, at, _lapse(at)):
            return None
        found = rows.find_delivery(connection, delivery_id)
        if found is None:
            return None
        hook = rows.find_webhook(connection, found.webhook_id)
        if hook is None:
            rows.give_up_all(connection, found.webhook_id, REMOVED, at)
            return None
        if not may_still_know(connection, hook, found):
            rows.update_delivery(connection, found.id, _give_up(NOT_KNOWING, at))
            return None
        return found, hook

    return store.write(job)


def _give_up(failure: str, at: datetime) -> dict[str, Any]:
    return {"next_at": None, "failed_at": at, "failure": failure}


def note_taken(store: Store, delivery: Delivery, at: datetime) -> None:
    """Note that a webhook has taken an event."""
    values = {
        "attempts": delivery.attempts + 1,
        "delivered_at": at,
        "next_at": None,
        "failure": None,
    }
    store.write(lambda one: rows.update_delivery(one, delivery.id, values))


def _note_failed(
    store: Store, delivery: Delivery, failure: str, at: datetime
) -> Outcome:
    tried = delivery.attempts
    is_final = tried >= len(WAITS)
    values = {
        "attempts": tried + 1,
        "claimed_at": None,
        "next_at": None if is_final else at + WAITS[tried],
        "failed_at": at if is_final else None,
        "failure": failure,
    }
    # Meanwhile its address may have been removed: what was given up then stays so.
    waits = store.write(lambda one: rows.update_waiting(one, delivery.id, values))
    return Outcome(delivery, failure, is_final or not waits)


def _lapse(at: datetime) -> datetime:
    return at - timedelta(minutes=CLAIM_MINUTES)
