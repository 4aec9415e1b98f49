"""Questionnaires and letters as PDF, set in type by a process that can be ended."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict
from functools import lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

from meter.reports import typesetter
from meter.reports.errors import (
    LongPaperError,
    MissingTypesetterError,
    UnsetPaperError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.reports.letters import Letters
    from meter.reports.paper import Paper

MOST_CHARACTERS = 1_000_000
"""Of a paper as JSON; the longest of the library has a tenth of it."""

MOST_SECONDS = 30.0
"""For one paper, and to wait for one's turn."""

KEPT = 64
"""Papers that are kept: most are asked for again, and each is some 200 kB."""

LETTERS = "letters.typ"

_turn = Lock()


@lru_cache(maxsize=1)
def find_missing() -> str | None:
    """Name a library that PDF files need and that is not installed."""
    wanted = (name for name in typesetter.LIBRARIES if find_spec(name) is None)
    return next(wanted, None)


def typeset(paper: Paper) -> bytes:
    """Make the PDF of a questionnaire: tagged, and the same bytes every time.

    One at a time, so that many who ask at once do not take the whole machine.

    Raises:
        MissingTypesetterError: the extra `pdf` is not installed.
        LongPaperError: it has too much text.
        UnsetPaperError: it took too long, or the typesetter gave up.
    """
    written = _write(paper, find_missing())
    if len(written) > MOST_CHARACTERS:
        raise LongPaperError(len(written), MOST_CHARACTERS)
    with _take_turn():
        return _run(written)


def typeset_letters(letters: Letters) -> bytes:
    """Make one PDF of letters, a page each. They hold secret links: none is kept.

    Raises:
        MissingTypesetterError, UnsetPaperError: as for a questionnaire.
    """
    written = _write(letters, find_missing())
    with _take_turn():
        return _set_in_type(written, LETTERS)


def _write(what: Paper | Letters, missing: str | None) -> str:
    if missing is not None:
        raise MissingTypesetterError(missing)
    return json.dumps(asdict(what), ensure_ascii=False)


@contextmanager
def _take_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=MOST_SECONDS):
        reason = "too many are being made now; try again in a minute"
        raise UnsetPaperError(reason)
    try:
        yield
    finally:
        _turn.release()


@lru_cache(maxsize=KEPT)
def _run(written: str) -> bytes:
    """Set a questionnaire in type, or give what was set before."""
    return _set_in_type(written, typesetter.TEMPLATE.name)


def _set_in_type(written: str, template: str) -> bytes:
    """Set something in type in a process of its own."""
    # Without -P its folder would come first, where a name of ours may hide a library.
    command = [sys.executable, "-P", typesetter.__file__, template]
    try:
        done = subprocess.run(  # noqa: S603  (our own program, its data on stdin)
            command,
            input=written.encode(errors="replace"),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        reason = f"it took longer than {MOST_SECONDS:.0f} seconds"
        raise UnsetPaperError(reason) from None
    except subprocess.CalledProcessError as error:
        raise UnsetPaperError(_read_reason(error)) from None
    return done.stdout


def _read_reason(error: subprocess.CalledProcessError) -> str:
    """Read what the program said first; a crash goes on for pages."""
    said = error.stderr.decode(errors="replace").strip().splitlines()
    return said[0] if said else f"the typesetter ended with {error.returncode}"
