"""Webhooks: addresses that are told of events, added and removed by an organiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.audit.records import Act, Actor
from meter.audit.trail import record
from meter.errors import NotFoundError
from meter.fieldwork.roles import ensure_organises, ensure_organises_workshop
from meter.integration.addresses import parse_hook_url
from meter.integration.errors import EventsError, TooManyError
from meter.integration.events import queue_for
from meter.integration.records import EVENTS, TEST_EVENT
from meter.integration.signing import make_salt
from meter.storage.repository import webhooks as rows

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from meter.integration.records import Delivery, Webhook
    from meter.records import Account, Round, Workshop
    from meter.storage import Connection, Store

MOST_HOOKS = 20
"""Webhooks of an account."""

NEWEST = 20
"""How many of its deliveries a page of a webhook shows."""

REMOVED = "the address was removed"
NOT_KNOWING = "its account does not organise the round any more"


@dataclass(frozen=True)
class About:
    """Of what a webhook is told: a round, a workshop, or all that the account owns."""

    round: Round | None = None
    workshop: Workshop | None = None


EVERYTHING = About()


def add_webhook(  # noqa: PLR0913  (a webhook is made of these)
    store: Store,
    account: Account,
    url: str,
    events: Collection[str],
    at: datetime,
    *,
    about: About = EVERYTHING,
    private: bool = False,
) -> Webhook:
    """Add an address that is told of events.

    `private` takes addresses within a network too.

    Raises:
        HookAddressError: events are not sent there.
        EventsError: of nothing, or of something unknown.
        NotFoundError: the account does not organise the round or workshop.
        TooManyError: the account has as many as it may have.
    """
    if not events or not set(events) <= set(EVENTS):
        raise EventsError
    values = {
        "account_id": account.id,
        "url": parse_hook_url(url, private=private),
        "salt": make_salt(),
        "events": [one for one in EVENTS if one in events],
        "round_id": about.round.id if about.round else None,
        "workshop_id": about.workshop.id if about.workshop else None,
        "created_at": at,
    }

    def job(connection: Connection) -> Webhook:
        actor = _ensure_may(connection, account, about)
        if rows.count_webhooks(connection, account.id) >= MOST_HOOKS:
            raise TooManyError(MOST_HOOKS)
        number = rows.insert_webhook(connection, values)
        act = _act_on(about, number)
        record(connection, actor, at, act)
        return _get(connection, account.id, number)

    return store.write(job)


def remove_webhook(
    store: Store, account: Account, webhook_id: int, at: datetime
) -> None:
    """Remove an address; what still waits for it is not sent.

    Raises:
        NotFoundError: the account has no such webhook.
    """

    def job(connection: Connection) -> None:
        hook = _get(connection, account.id, webhook_id)
        rows.remove_webhook(connection, account.id, webhook_id, at)
        rows.give_up_all(connection, webhook_id, REMOVED, at)
        act = Act(
            "webhook_removed",
            hook.workshop_id,
            hook.round_id,
            detail={"webhook": webhook_id},
        )
        record(connection, Actor.of(account, "organiser"), at, act)

    store.write(job)


def request_test(
    store: Store, account: Account, webhook_id: int, at: datetime
) -> Delivery:
    """Put a test event for a webhook into the outbox.

    Raises:
        NotFoundError: the account has no such webhook.
    """

    def job(connection: Connection) -> Delivery:
        hook = _get(connection, account.id, webhook_id)
        payload = {"at": at.isoformat(timespec="seconds")}
        number = queue_for(connection, hook.id, TEST_EVENT, payload, at)
        found = rows.find_delivery(connection, number)
        assert found is not None  # noqa: S101  (it was inserted just now)
        return found

    return store.write(job)


def list_webhooks(store: Store, account_id: int) -> list[Webhook]:
    """List the webhooks of an account, the newest first."""
    with store.read() as connection:
        return rows.list_webhooks(connection, account_id)


def get_webhook(store: Store, account_id: int, webhook_id: int) -> Webhook:
    """Get a webhook of an account.

    Raises:
        NotFoundError: the account has no such webhook.
    """
    with store.read() as connection:
        return _get(connection, account_id, webhook_id)


def list_deliveries(store: Store, webhook_id: int) -> list[Delivery]:
    """List the last deliveries of a webhook, the newest first."""
    with store.read() as connection:
        return rows.list_deliveries(connection, webhook_id, NEWEST)


def _ensure_may(connection: Connection, account: Account, about: About) -> Actor:
    if about.round is not None:
        return ensure_organises(connection, about.round, account)
    if about.workshop is not None:
        return ensure_organises_workshop(connection, about.workshop, account)
    return Actor.of(account, "organiser")


def _act_on(about: About, number: int) -> Act:
    if about.round is not None:
        return Act.on_round("webhook_added", about.round, webhook=number)
    if about.workshop is not None:
        return Act.on_workshop("webhook_added", about.workshop, webhook=number)
    return Act("webhook_added", detail={"webhook": number})


def _get(connection: Connection, account_id: int, webhook_id: int) -> Webhook:
    found = rows.find_webhook(connection, webhook_id)
    if found is None or found.account_id != account_id:
        kind = "webhook"
        raise NotFoundError(kind, webhook_id)
    return found
