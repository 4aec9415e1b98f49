"""One Chromium for many tests, started anew where it had to be ended."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, BrowserType

# Nothing but the page itself may use the network or the graphics card.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)

PATIENCE_SECONDS = 60.0
"""How long a browser may take to close a page: a few in ten thousand never do."""


class Chromium:
    """A browser that is started when it is needed."""

    def __init__(self, kind: BrowserType, path: str) -> None:
        self.kind = kind
        self._path = path
        self._mark = f"--started-by-tests={uuid4().hex}"
        self._browser: Browser | None = None

    def new_context(self, **settings: Any) -> BrowserContext:
        """Open a browser without cookies, in a process that all share."""
        if self._browser is None or not self._browser.is_connected():
            self._browser = self.kind.launch(
                executable_path=self._path, args=[*ARGUMENTS, self._mark]
            )
        return self._browser.new_context(**settings)

    def launch(self, profile: Path, **settings: Any) -> BrowserContext:
        """Start a process of its own, whose profile stays on the disk."""
        return self.kind.launch_persistent_context(
            profile, executable_path=self._path, args=list(ARGUMENTS), **settings
        )

    @contextmanager
    def losing_patience(self, seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
        """End the shared process if what is done takes longer; go on all the same."""
        timer = Timer(seconds, self._end)
        timer.start()
        try:
            with suppress(Error):  # of what was ended under way
                yield
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the shared process."""
        if self._browser is not None:
            with self.losing_patience():
                self._browser.close()

    def _end(self) -> None:
        sys.stderr.write("A browser did not close its pages, and was ended.\n")
        kill(self._mark)


def kill(word: str) -> None:
    """End a browser at once, as a power cut does: one that was started with a word."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        is_main = not any(one.startswith(b"--type=") for one in words)
        if is_main and word.encode() in words:
            os.kill(int(folder.name), signal.SIGKILL)
