"""The application as people meet it: behind its server, on a port that is free."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

from meter.settings import Settings
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

    from meter.storage import Store
    from webapp.current import Services

HOST = "127.0.0.1"
THREADS = 6
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class LiveSite:
    """A site that answers at `url` and keeps everything in `store`."""

    url: str
    app: Flask
    store: Store

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator[LiveSite]:
        """Serve the application over the data in `folder` until the block ends."""
        app = create_app(Settings(data=folder, database_url=None))
        services: Services = app.extensions["meter"]
        with closing(services.store), _serving(app) as port:
            yield cls(f"http://{HOST}:{port}", app, services.store)

    def mail_by(self, **settings: Any) -> None:
        """Let the site send mails, by a server that the settings name."""
        services: Services = self.app.extensions["meter"]
        known = {"base_url": self.url, "smtp_security": "none", **settings}
        changed = services.settings.model_copy(update=known)
        self.app.extensions["meter"] = replace(services, settings=changed)


@contextmanager
def _serving(app: Flask) -> Iterator[int]:
    sockets: dict[int, Any] = {}
    server: Any = create_server(app, sockets, host=HOST, port=0, threads=THREADS)
    ending = Event()

    def serve() -> None:
        while not ending.is_set():
            wasyncore.loop(timeout=POLL_SECONDS, map=sockets, count=1)

    thread = Thread(target=serve, name="meter-live-site")
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        ending.set()
        thread.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets)
