"""Serving the pages: one process, several threads, a quiet end."""

from __future__ import annotations

import logging
import signal
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from flask import Flask

GRACE_SECONDS = 10
"""How long requests under way may take to finish once the server is told to stop."""

CONNECTIONS = 1_000
"""Lines held open at once: each browser keeps a few, and a room is 200 people."""

BODY_LIMITS = 10
"""How many times the limit of the application a body may be to be read at all."""


class Place(NamedTuple):
    """Where pages are served."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Give the address of the site, without a slash at its end."""
        return f"http://{self.host}:{self.port}"


def serve_app(
    app: Flask, place: Place, threads: int, on_ready: Callable[[], None]
) -> None:
    """Serve until told to stop; requests under way are finished first.

    `on_ready` is called once the port is ours and before the first request.

    Raises:
        OSError: the port is taken.
    """
    # The help of the commands needs no database.
    from waitress.server import create_server

    from webapp.delivering import Courier
    from webapp.studying import set_up_student

    # A short queue is no news: it would be told on every busy request.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    settings = app.extensions["meter"].settings
    server = create_server(
        app,
        host=place.host,
        port=place.port,
        threads=threads,
        connection_limit=CONNECTIONS,
        # The older way of waiting for lines ends at 1,024 of them.
        asyncore_use_poll=True,
        # A body is put aside before it is served: bodies that are far too large are
        # turned away at their announcement, the others by a page that says so.
        max_request_body_size=max(
            BODY_LIMITS * app.config["MAX_CONTENT_LENGTH"],
            app.config["MAX_UPLOAD_LENGTH"],
        ),
        ident=None,
        # What proxies say reaches the application where it believes any of them.
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
    )
    former = signal.signal(signal.SIGTERM, _stop)
    courier, student = Courier(app.extensions["meter"]), set_up_student(app)
    try:
        on_ready()
        courier.start()
        student.start()
        server.run()
    finally:
        student.stop()
        courier.stop()
        # The server's own end drops what its threads are doing.
        server.task_dispatcher.shutdown(timeout=GRACE_SECONDS)
        server.close()
        signal.signal(signal.SIGTERM, former)
        app.extensions["meter"].store.close()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise SystemExit(0)
