"""Documents as PDF files, set in type by a process that can be ended."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
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
from meter.reports.kept_typesetter import KEPT as KEPT_TYPESETTER
from meter.reports.typesetter import CITY, DRAWING, LETTERS, PACK, PAPER

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.reports.blocks import Block, BlockWords
    from meter.reports.letters import Letters
    from meter.reports.pack import Pack
    from meter.reports.paper import Paper, Tongue
    from meter.reports.report import Report

MOST_CHARACTERS = 1_000_000
"""Of a paper as JSON; the longest of the library has a tenth of it."""

MOST_SECONDS = 30.0
"""For one paper, and to wait for one's turn."""

KEPT = 64
"""Papers that are kept: most are asked for again, and each is some 200 kB."""

MOST_PACK_CHARACTERS = 5_000_000
"""Of a pack as JSON; one of 200 units has a fifth of it."""

LEAVES_LEFT, LEAVES_RIGHT = b"/Direction/R2L", b"/Direction/L2R"
"""How leaves are turned, which letters are not; of as many bytes, so that all others
stay in place. Where leaves go to the left, browsers copy an address back to front."""

_turn = Lock()


@dataclass(frozen=True)
class Drawing:
    """A block by itself, with all that it needs to be drawn."""

    block: Block
    spoken: Tongue
    written: Tongue | None
    words: BlockWords


@lru_cache(maxsize=1)
def find_missing() -> str | None:
    """Name a library that PDF files need and that is not installed."""
    wanted = (name for name in typesetter.LIBRARIES if find_spec(name) is None)
    return next(wanted, None)


def ensure_typesetter() -> None:
    """Refuse where PDF files cannot be made.

    Raises:
        MissingTypesetterError: the extra `pdf` is not installed.
    """
    missing = find_missing()
    if missing is not None:
        raise MissingTypesetterError(missing)


def typeset(paper: Paper) -> bytes:
    """Make the PDF of a questionnaire: tagged, and the same bytes every time.

    One at a time, so that many who ask at once do not take the whole machine.

    Raises:
        MissingTypesetterError: the extra `pdf` is not installed.
        LongPaperError: it has too much text.
        UnsetPaperError: it took too long, or the typesetter gave up.
    """
    written = _write(paper)
    if len(written) > MOST_CHARACTERS:
        raise LongPaperError(len(written), MOST_CHARACTERS)
    return _take_turn(written, _run)


def typeset_pack(pack: Pack) -> bytes:
    """Make the PDF of a facilitator's pack, which is not kept: rooms change.

    Raises:
        MissingTypesetterError: the extra `pdf` is not installed.
        UnsetPaperError: it has too much text, took too long, or the typesetter gave
            up.
    """
    written = _write(pack)
    if len(written) > MOST_PACK_CHARACTERS:
        reason = f"the pack has more than {MOST_PACK_CHARACTERS:,} characters"
        raise UnsetPaperError(reason)
    return _take_turn(written, lambda one: _start(one, PACK))


def typeset_report(report: Report) -> bytes:
    """Make the PDF of a city's report: PDF/UA-1 and PDF/A-2a, checked as it is written.

    The typesetter is kept for the next one.

    Raises:
        MissingTypesetterError, UnsetPaperError: as for a pack.
    """
    return _set_kept(_write(report), CITY)


def draw_picture(
    block: Block, spoken: Tongue, written: Tongue | None, words: BlockWords
) -> bytes:
    """Draw a block as a picture in PNG, for documents that hold no drawings of ours.

    Raises:
        MissingTypesetterError, UnsetPaperError: as for a pack.
    """
    return _set_kept(_write(Drawing(block, spoken, written, words)), DRAWING)


def _set_kept(written: str, template: str) -> bytes:
    if len(written) > MOST_CHARACTERS:
        reason = f"the report has more than {MOST_CHARACTERS:,} characters"
        raise UnsetPaperError(reason)
    return _take_turn(
        written, lambda one: KEPT_TYPESETTER.set(one, template, MOST_SECONDS)
    )


def typeset_letters(letters: Letters) -> bytes:
    """Make one PDF of letters, a page each. They hold secret links: none is kept.

    Raises:
        MissingTypesetterError, UnsetPaperError: as for a questionnaire.
    """
    made = _take_turn(_write(letters), lambda one: _start(one, LETTERS))
    return made.replace(LEAVES_LEFT, LEAVES_RIGHT)


def _write(document: Paper | Pack | Letters | Report | Drawing) -> str:
    """Write a document as JSON, if it can be set in type at all."""
    ensure_typesetter()
    return json.dumps(asdict(document), ensure_ascii=False)


def _take_turn(written: str, run: Callable[[str], bytes]) -> bytes:
    if not _turn.acquire(timeout=MOST_SECONDS):
        reason = "too many are being made now; try again in a minute"
        raise UnsetPaperError(reason)
    try:
        return run(written)
    finally:
        _turn.release()


@lru_cache(maxsize=KEPT)
def _run(written: str) -> bytes:
    """Set a paper in type."""
    return _start(written, PAPER)


def _start(written: str, template: str) -> bytes:
    """Set a document in type in a process of its own."""
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
