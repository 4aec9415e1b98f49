"""Beside the pages events go out by themselves; what goes wrong stops nothing."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from meter.integration.errors import DeliveryError
from meter.integration.hooks import add_webhook, list_deliveries, request_test
from meter.integration.records import EVENTS
from tests.webapp.desk import Desk, desk
from webapp.delivering import Courier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meter.integration.records import Webhook

__all__ = ["desk"]

PATIENCE = 30.0
"""Seconds within which it is certainly done."""


class Listener:
    """Fails as often as it is told to, then takes what it is sent."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.done = Event()

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        del url, body, headers
        if self.failures:
            raise self.failures.pop()
        self.done.set()


@pytest.fixture
def hook(desk: Desk) -> Webhook:
    url = "https://hooks.example.org/"
    made = add_webhook(desk.store, desk.owner, url, EVENTS, desk.clock())
    request_test(desk.store, desk.owner, made.id, desk.clock())
    return made


def carry(desk: Desk, listener: Listener) -> None:
    """Let a courier run until the listener has taken something."""
    services = desk.app.extensions["meter"]
    courier = Courier(services, seconds=0.01, sender=listener)
    courier.start()
    try:
        assert listener.done.wait(PATIENCE)
    finally:
        courier.stop()


def test_what_waits_goes_out(desk: Desk, hook: Webhook) -> None:
    carry(desk, Listener())

    (told,) = list_deliveries(desk.store, hook.id)
    assert told.state == "delivered"


def test_what_breaks_is_told_to_the_log_and_the_next_one_goes_out(
    desk: Desk, hook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    request_test(desk.store, desk.owner, hook.id, desk.clock())

    carry(desk, Listener(RuntimeError("broken")))

    states = {one.state for one in list_deliveries(desk.store, hook.id)}
    assert "delivered" in states
    assert "it is tried again" in caplog.text


def test_what_is_refused_waits_and_the_log_warns_of_it(
    desk: Desk, hook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    request_test(desk.store, desk.owner, hook.id, desk.clock())

    carry(desk, Listener(DeliveryError("it replied with 503")))

    states = sorted(one.state for one in list_deliveries(desk.store, hook.id))
    assert states == ["delivered", "waiting"]
    (told,) = [one for one in caplog.records if "was not taken" in one.message]
    assert told.levelname == "WARNING"


def test_a_courier_that_never_began_ends_too(desk: Desk) -> None:
    Courier(desk.app.extensions["meter"]).stop()
