"""The real server in a process of its own, to be killed without warning."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

METER = (sys.executable, "-m", "meter")
EARLY_METER = (sys.executable, str(Path(__file__).with_name("early_meter.py")))
"""A planted mistake: it acknowledges saves before they are on disk."""

READY = "Ctrl-C"


class NotServedError(RuntimeError):
    """The server ended before it served anything."""

    def __init__(self, folder: Path) -> None:
        log = (folder / "server.log").read_text(encoding="utf-8")
        super().__init__(f"the server did not start: {log[-2000:]}")


class Server:
    """A running server over the data of a folder."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port

    def kill(self) -> None:
        """End the process as a power cut would end it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def serve(
    folder: Path, program: Sequence[str] = METER, **settings: str
) -> Iterator[Server]:
    """Serve the data of a folder on a free port until the block ends.

    `settings` are those of the environment, such as METER_DATABASE_URL.
    """
    environment = {key: one for key, one in os.environ.items() if key[:6] != "METER_"}
    port = find_free_port()
    with (folder / "server.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*program, "serve", "--port", str(port)],
            env={
                **environment,
                **settings,
                "METER_DATA": str(folder),
                "PYTHONUNBUFFERED": "1",
            },
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    server = Server(process, port)
    try:
        if not await_ready(process):
            raise NotServedError(folder)
        yield server
    finally:
        server.kill()
        if process.stdout:
            process.stdout.close()


def await_ready(process: subprocess.Popen[str]) -> bool:
    """Wait until the server says that it serves; False if it ends before."""
    return any(READY in line for line in process.stdout or ())


def find_free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
