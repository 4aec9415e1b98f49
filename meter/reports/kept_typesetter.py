"""A typesetter that is kept: fonts and templates are read once, for many documents."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from threading import Event, Timer

from meter.reports import typesetter
from meter.reports.errors import UnsetPaperError

MOST_DOCUMENTS = 1_000
"""After so many it begins anew, so that nothing grows."""


class KeptTypesetter:
    """A process that sets one document after another, begun anew where one ends it.

    It is used by one at a time.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0

    def set(self, written: str, template: str, most_seconds: float) -> bytes:
        """Set a document, given as JSON.

        Raises:
            UnsetPaperError: it took too long, or the typesetter gave up.
        """
        process, late = self._get_process(), Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = Timer(most_seconds, give_up)
        timer.start()
        try:
            made, reason = _ask(process, written.encode(errors="replace"), template)
        except (OSError, ValueError):
            self.close()
            reason = _say_end(most_seconds, is_late=late.is_set())
            raise UnsetPaperError(reason) from None
        finally:
            timer.cancel()
        self._made += 1
        if reason:
            raise UnsetPaperError(reason)
        return made

    def _get_process(self) -> subprocess.Popen[bytes]:
        kept = self._process
        if kept is None or kept.poll() is not None or self._made >= MOST_DOCUMENTS:
            self.close()
            kept = self._process = _begin()
        return kept

    def close(self) -> None:
        """End the process; the next document begins another."""
        process, self._process, self._made = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()


def _begin() -> subprocess.Popen[bytes]:
    # Without -P its folder would come first, where a name of ours may hide a library.
    command = [sys.executable, "-P", typesetter.__file__, typesetter.SERVING]
    return subprocess.Popen(  # noqa: S603  (our own program, its data on stdin)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _ask(
    process: subprocess.Popen[bytes], written: bytes, template: str
) -> tuple[bytes, str]:
    """Send a document and read what was made of it.

    Raises:
        OSError, ValueError: the process ended meanwhile.
    """
    assert process.stdin is not None  # noqa: S101  (it is a pipe)
    assert process.stdout is not None  # noqa: S101
    head = json.dumps({"template": template, "size": len(written)})
    process.stdin.write(f"{head}\n".encode() + written)
    process.stdin.flush()
    told = json.loads(process.stdout.readline())
    made = process.stdout.read(told["size"])
    if len(made) < told["size"]:
        raise ValueError(told["size"])
    return made, told["reason"]


def _say_end(most_seconds: float, *, is_late: bool) -> str:
    if is_late:
        return f"it took longer than {most_seconds:.0f} seconds"
    return "the typesetter ended"


KEPT = KeptTypesetter()
"""That of this process."""

atexit.register(KEPT.close)
