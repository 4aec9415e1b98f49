"""Deliveries: tried by one sender at a time, again after a while, until given up."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork import accounts
from meter.integration.deliveries import (
    CLAIM_MINUTES,
    WAITS,
    deliver,
    deliver_due,
    list_due,
)
from meter.integration.errors import DeliveryError
from meter.integration.hooks import (
    NOT_KNOWING,
    REMOVED,
    About,
    add_webhook,
    list_deliveries,
    remove_webhook,
    request_test,
)
from meter.integration.records import EVENTS
from meter.integration.signing import derive_secret
from meter.storage.repository.accounts import update_account
from meter.storage.repository.webhooks import claim_delivery, update_delivery
from meter.workshops.members import name_member, withdraw_member
from tests.meter.integration.listening import listen, make_workshop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.integration.deliveries import Outcome
    from meter.integration.records import Delivery, Webhook
    from meter.records import Account
    from meter.records import Workshop as Meeting
    from tests.meter.conftest import Workshop

KEY = "k" * 32


class Listener:
    """Takes what it is sent, or refuses it a number of times first."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.taken: list[tuple[str, bytes, dict[str, str]]] = []

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        if self.refusals:
            self.refusals -= 1
            problem = "it replied with 503"
            raise DeliveryError(problem)
        self.taken.append((url, body, dict(headers)))


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def hook(workshop: Workshop) -> Webhook:
    url = "https://hooks.example.org/meter"
    return add_webhook(workshop.store, workshop.owner, url, EVENTS, workshop.at)


@pytest.fixture
def waiting(workshop: Workshop, hook: Webhook) -> Delivery:
    return request_test(workshop.store, workshop.owner, hook.id, workshop.at)


def find(workshop: Workshop, hook: Webhook) -> Delivery:
    return list_deliveries(workshop.store, hook.id)[0]


def test_an_event_arrives_signed_with_its_number(
    workshop: Workshop, hook: Webhook, waiting: Delivery
) -> None:
    listener, clock = Listener(), Clock(workshop.at)

    (outcome,) = deliver_due(workshop.store, listener, KEY, clock)

    ((url, body, headers),) = listener.taken
    seconds = int(workshop.at.timestamp())
    secret = derive_secret(KEY, hook.salt).encode()
    signed = f"{seconds}.".encode() + body
    expected = hmac.new(secret, signed, hashlib.sha256).hexdigest()
    assert url == hook.url
    assert json.loads(body) == {
        "id": waiting.id,
        "event": "test",
        "at": "2026-11-21T09:30:00+00:00",
    }
    assert headers["Meter-Signature"] == f"t={seconds},v1={expected}"
    assert headers["Meter-Delivery"] == str(waiting.id)
    assert not outcome.failure
    assert find(workshop, hook).state == "delivered"
    assert list(deliver_due(workshop.store, listener, KEY, clock)) == []


@pytest.mark.usefixtures("waiting")
def test_what_is_not_taken_is_tried_again_after_longer_and_longer(
    workshop: Workshop, hook: Webhook
) -> None:
    listener, clock = Listener(refusals=2), Clock(workshop.at)

    for wait in (*WAITS[:2], None):
        (outcome,) = deliver_due(workshop.store, listener, KEY, clock)
        if wait is None:
            break
        assert outcome.failure == "it replied with 503"
        assert find(workshop, hook).next_at == clock.at + wait
        clock.at += wait - timedelta(seconds=1)
        assert list_due(workshop.store, clock.at) == []
        clock.at += timedelta(seconds=1)

    assert len(listener.taken) == 1
    assert find(workshop, hook).attempts == 3
    assert find(workshop, hook).failure is None


@pytest.mark.usefixtures("waiting")
def test_after_the_last_try_an_event_is_given_up(
    workshop: Workshop, hook: Webhook
) -> None:
    listener, clock = Listener(refusals=99), Clock(workshop.at)
    outcomes: list[Outcome] = []

    while list_due(workshop.store, clock.at):
        outcomes += deliver_due(workshop.store, listener, KEY, clock)
        clock.at += timedelta(days=1)

    assert len(outcomes) == len(WAITS) + 1
    assert [one.is_final for one in outcomes[-2:]] == [False, True]
    assert find(workshop, hook).state == "failed"


@pytest.mark.usefixtures("waiting")
def test_a_webhook_that_fails_is_left_alone_and_the_others_are_told(
    workshop: Workshop, hook: Webhook
) -> None:
    store, at = workshop.store, workshop.at
    other = add_webhook(store, workshop.owner, f"{hook.url}/other", EVENTS, at)
    request_test(store, workshop.owner, hook.id, at)
    for _ in range(2):
        request_test(store, workshop.owner, other.id, at)
    listener, clock = Listener(refusals=1), Clock(at)

    first = list(deliver_due(store, listener, KEY, clock))
    assert [(one.delivery.webhook_id, bool(one.failure)) for one in first] == [
        (hook.id, True),
        (other.id, False),
        (other.id, False),
    ]

    (second,) = deliver_due(store, listener, KEY, clock)
    assert (second.delivery.webhook_id, second.failure) == (hook.id, "")


@pytest.mark.usefixtures("waiting")
def test_what_is_given_up_while_it_is_tried_stays_given_up(
    workshop: Workshop, hook: Webhook
) -> None:
    class Remover(Listener):
        def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
            remove_webhook(workshop.store, workshop.owner, hook.id, workshop.at)
            super().send(url, body, headers)

    clock = Clock(workshop.at)

    (outcome,) = deliver_due(workshop.store, Remover(refusals=1), KEY, clock)

    assert outcome.is_final
    kept = find(workshop, hook)
    assert (kept.state, kept.failure, kept.next_at) == ("failed", REMOVED, None)
    clock.at += timedelta(days=1)
    assert list_due(workshop.store, clock.at) == []


def test_what_waits_for_a_removed_address_is_given_up_unsent(
    workshop: Workshop, hook: Webhook, waiting: Delivery
) -> None:
    store, at, listener = workshop.store, workshop.at, Listener()
    remove_webhook(store, workshop.owner, hook.id, at)
    again = {"next_at": at, "failed_at": None}
    store.write(lambda one: update_delivery(one, waiting.id, again))

    assert list(deliver_due(store, listener, KEY, Clock(at))) == []

    assert listener.taken == []
    assert find(workshop, hook).state == "failed"
    assert list_due(store, at + timedelta(days=1)) == []


def test_what_another_sender_has_taken_is_left_to_it_for_a_while(
    workshop: Workshop, waiting: Delivery
) -> None:
    store, at = workshop.store, workshop.at
    store.write(lambda one: claim_delivery(one, waiting.id, at, at))

    listener = Listener()
    assert deliver(store, listener, KEY, waiting.id, Clock(at)) is None

    later = at + timedelta(minutes=CLAIM_MINUTES, seconds=1)
    assert deliver(store, listener, KEY, waiting.id, Clock(later)) is not None


def test_of_many_senders_one_sends(workshop: Workshop, waiting: Delivery) -> None:
    listener, barrier = Listener(), Barrier(6)

    def run() -> None:
        barrier.wait()
        deliver(workshop.store, listener, KEY, waiting.id, Clock(workshop.at))

    threads = [Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(listener.taken) == 1


def queue_for_member(workshop: Workshop) -> tuple[Meeting, Account, Webhook]:
    """Name a co-organiser, and let an event wait for their webhook."""
    store, at = workshop.store, workshop.at
    meeting, asked = make_workshop(workshop)
    member = accounts.add_account(store, "co@example.org", "Co", at)
    name_member(store, meeting, member.email, "co_organiser", workshop.owner, at)
    url, about = "https://hooks.example.org/co", About(workshop=meeting)
    hook = add_webhook(store, member, url, EVENTS, at, about=about)
    listen(workshop, asked, "Ankor")
    return meeting, member, hook


def test_whoever_organises_no_more_is_not_told_what_was_queued_before(
    workshop: Workshop,
) -> None:
    store, at, listener = workshop.store, workshop.at, Listener()
    meeting, member, hook = queue_for_member(workshop)
    withdraw_member(store, meeting, member.id, workshop.owner, at)

    assert list(deliver_due(store, listener, KEY, Clock(at))) == []

    assert listener.taken == []
    kept = find(workshop, hook)
    assert (kept.state, kept.failure, kept.next_at) == ("failed", NOT_KNOWING, None)


def test_a_shut_account_is_told_nothing_and_a_member_what_was_queued(
    workshop: Workshop,
) -> None:
    store, at, listener = workshop.store, workshop.at, Listener()
    _, member, hook = queue_for_member(workshop)
    request_test(store, member, hook.id, at)

    (first, _) = list_due(store, at)
    deliver(store, listener, KEY, first[0], Clock(at))
    assert len(listener.taken) == 1

    shut = replace(member, active=False)
    store.write(lambda one: update_account(one, shut))
    assert list(deliver_due(store, listener, KEY, Clock(at))) == []
    assert find(workshop, hook).failure == NOT_KNOWING
