"""Files of answers that are kept for a while, so that a download can be taken up again.

A file is made once for each state of a round: while nothing that counts changes, the
same bytes are sent, from any place on. After KEPT they go.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.comparison.answer_stream import open_stream
from meter.exchange.round_answers import write_answers
from meter.exchange.whole_files import explaining, write_whole

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from meter.comparison.answer_stream import AnswerStream
    from meter.storage import Store

KEPT = timedelta(days=1)

UTF8_MARK = b"\xef\xbb\xbf"
"""At the beginning it tells spreadsheets how letters are written."""

CODED = "coded"
"""Ends the state of a file without words."""

_MAKING = threading.Lock()
"""Two who ask at once wait for one file."""


@dataclass(frozen=True)
class KeptFile:
    """A file of answers that is there.

    Attributes:
        state: a short name of what is in it: other answers, another name.
    """

    path: Path
    state: str


def find_kept(folder: Path, round_id: int, ending: str, state: str) -> KeptFile | None:
    """Find the file of a state of a round; None once it is gone, or never was."""
    path = _place(folder, round_id, ending, state)
    return KeptFile(path, state) if state.isalnum() and path.is_file() else None


def keep_answers(
    store: Store,
    round_id: int,
    folder: Path,
    ending: str,
    at: datetime,
    *,
    words: bool = True,
) -> KeptFile:
    """Make the file of a round as it is now, unless it is there.

    Args:
        store: where the round is kept.
        round_id: the round.
        folder: where files are kept, for the owner of the program alone.
        ending: `.csv` or `.parquet`.
        at: now; what was made longer than KEPT ago goes.
        words: whether texts, dates and addresses are in it; without, another file.

    Raises:
        NotFoundError: there is no such round.
        StaleCodesError: the answers have to be coded anew first.
        UnwritableFileError: there is no room for it.
    """
    with explaining(str(folder)):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    drop_old(folder, at)
    with _MAKING, open_stream(store, round_id) as stream:
        state = stream.fingerprint() + ("" if words else CODED)
        found = find_kept(folder, round_id, ending, state)
        if found is None:
            path = _place(folder, round_id, ending, state)
            found = _make(stream, KeptFile(path, state), at, words=words)
        return found


def _make(
    stream: AnswerStream, kept: KeptFile, at: datetime, *, words: bool
) -> KeptFile:
    with write_whole(kept.path) as file:
        if kept.path.suffix == ".csv":
            file.write(UTF8_MARK)
        write_answers(stream, file, kept.path.suffix, words=words)
    with explaining(str(kept.path)):
        os.utime(kept.path, (at.timestamp(), at.timestamp()))
    return kept


def drop_old(folder: Path, at: datetime) -> None:
    """Remove what was made longer than KEPT ago."""
    for path in folder.glob("*"):
        with suppress(OSError):  # another process may have removed it
            if at.timestamp() - path.stat().st_mtime > KEPT.total_seconds():
                path.unlink()


def _place(folder: Path, round_id: int, ending: str, state: str) -> Path:
    return folder / f"{round_id}-{state}{ending}"
