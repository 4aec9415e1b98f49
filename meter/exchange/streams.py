"""Answers from standard input, scores to standard output: one step of a pipe."""

from __future__ import annotations

import shutil
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from meter.exchange.score_files import CsvScores, JsonScores, ParquetScores
from meter.exchange.whole_files import explaining

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.exchange.score_files import ScoreWriter
    from scoring.provenance import Provenance

STREAM = Path("-")
"""Stands for standard input or output where a file could be named."""

KINDS = ("csv", "json", "parquet")

_ENDINGS = {b"PAR1": ".parquet", b"PK\x03\x04": ".xlsx"}
_NAME = "standard-input"
_WRITERS: dict[str, type[ScoreWriter]] = {
    "csv": CsvScores,
    "json": JsonScores,
    "parquet": ParquetScores,
}


@contextmanager
def hold_input(stream: BinaryIO) -> Iterator[Path]:
    """Keep what comes in as a file while the block runs: answers are read twice.

    It is CSV unless it begins as Parquet or Excel does.

    Raises:
        UnwritableFileError: there is no room for a temporary file.
    """
    with TemporaryDirectory(prefix="meter-") as folder:
        with explaining("temporary file"):
            head = stream.read(4)
            path = Path(folder, _NAME).with_suffix(_ENDINGS.get(head, ".csv"))
            with path.open("wb") as file:
                file.write(head)
                shutil.copyfileobj(stream, file)
        yield path


class CountedStream:
    """A stream that cannot say how far it is: what is written is counted."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._written = 0

    def write(self, data: Any) -> int:
        """Write, and count."""
        self._stream.write(data)
        size = memoryview(data).nbytes
        self._written += size
        return size

    def tell(self) -> int:
        """Tell how many bytes have been written."""
        return self._written

    def flush(self) -> None:
        """Write what waits."""
        self._stream.flush()

    def close(self) -> None:
        """Leave the stream open: it is not ours to close."""


@contextmanager
def stream_scores(
    stream: BinaryIO, kind: str, provenance: Provenance | None = None
) -> Iterator[ScoreWriter]:
    """Write scores to a stream that stays open, in one of KINDS."""
    counted: Any = CountedStream(stream)
    with closing(_WRITERS[kind](counted, provenance)) as writer:
        yield writer
