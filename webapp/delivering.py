"""Delivering: beside the pages, what webhooks are to be told goes out by itself."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING

from meter.integration.deliveries import deliver_due
from meter.integration.posting import HookPost
from meter.settings import load_secret_key

if TYPE_CHECKING:
    from meter.integration.deliveries import HookSender
    from webapp.current import Services

SECONDS = 5.0
"""How long an event may wait until it is first tried."""

STOP_SECONDS = 15.0
"""How long the end of a try is waited for once the server is told to stop."""

log = logging.getLogger(__name__)


class Courier:
    """Tries what is due, again and again, in a thread of its own.

    No request waits for it. Whatever goes wrong is told to the log, and tried again.
    """

    def __init__(
        self,
        services: Services,
        *,
        seconds: float = SECONDS,
        sender: HookSender | None = None,
    ) -> None:
        self._services = services
        self._seconds = seconds
        private = services.settings.webhooks_private
        self._sender = sender or HookPost(private=private)
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the try that is under way."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self._deliver()
            except Exception:
                log.exception("Webhooks could not be told; it is tried again.")

    def _deliver(self) -> None:
        services = self._services
        key = load_secret_key(services.settings)
        for outcome in deliver_due(services.store, self._sender, key, services.clock):
            if outcome.failure:
                number, problem = outcome.delivery.id, outcome.failure
                log.warning("Delivery %s was not taken: %s.", number, problem)
            if self._stopped.is_set():
                return
