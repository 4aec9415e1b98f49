"""The answers of a round as a file, CSV or Parquet, written block by block.

A row a unit, a column an item; `meter score` reads it back. A file appears whole or not
at all. In CSV, names and words that a spreadsheet would take for a formula get an
apostrophe in front.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, BinaryIO, Protocol

from meter.exchange.ahead import make_ahead
from meter.exchange.answer_columns import AnswerColumns
from meter.exchange.answer_lines import AnswerLines
from meter.exchange.errors import FileKindError
from meter.exchange.whole_files import check_folder, write_whole
from scoring.progress import tell_nobody

if TYPE_CHECKING:
    from pathlib import Path

    from meter.comparison.answer_stream import AnswerBlock, AnswerStream
    from scoring.progress import Tell


class AnswerWriter(Protocol):
    """Writes blocks of answers, each under the one before."""

    def __init__(self, file: BinaryIO, columns: AnswerColumns) -> None:
        """Begin a file."""

    def write(self, block: AnswerBlock) -> None:
        """Write some rows."""

    def close(self) -> None:
        """End the file."""


class CsvAnswerWriter:
    """Answers as CSV: UTF-8, commas, texts quoted where they need it."""

    def __init__(self, file: BinaryIO, columns: AnswerColumns) -> None:
        self._file = file
        self._lines = AnswerLines(columns)
        self._file.write(self._lines.write_header())

    def write(self, block: AnswerBlock) -> None:
        """Write some rows."""
        self._file.write(self._lines.write(block))

    def close(self) -> None:
        """End the last row."""
        self._file.write(b"\n")


class ParquetAnswerWriter:
    """Answers as Parquet, a row group a block."""

    def __init__(self, file: BinaryIO, columns: AnswerColumns) -> None:
        from pyarrow import parquet

        self._columns = columns
        self._writer = parquet.ParquetWriter(file, columns.schema, compression="zstd")

    def write(self, block: AnswerBlock) -> None:
        """Write some rows."""
        self._writer.write_table(self._columns.write(block))

    def close(self) -> None:
        """End the file."""
        self._writer.close()


_WRITERS: dict[str, type[AnswerWriter]] = {
    ".csv": CsvAnswerWriter,
    ".parquet": ParquetAnswerWriter,
}

ROUND_ENDINGS = tuple(_WRITERS)


def check_round_place(path: Path) -> None:
    """Refuse a place for the answers of a round before any work is done.

    Raises:
        FileKindError: the name ends in none of ROUND_ENDINGS.
        UnwritableFileError: its folder is not there, or takes no file.
    """
    if path.suffix.lower() not in _WRITERS:
        raise FileKindError(path.name, ROUND_ENDINGS)
    check_folder(path)


def write_round(stream: AnswerStream, path: Path, tell: Tell = tell_nobody) -> int:
    """Write the answers of a round by the ending of the file's name.

    Memory holds a few blocks, whatever the number of units.

    Args:
        stream: the answers.
        path: where the file will be; a former one stays as it was if this fails.
        tell: is told how much is written, 0..1.

    Returns:
        How many units there were.

    Raises:
        FileKindError: the name ends in none of ROUND_ENDINGS.
        UnwritableFileError: the file cannot be written there.
        PackedAnswersError: answers of the round are damaged.
    """
    check_round_place(path)
    with write_whole(path) as file:
        return write_answers(stream, file, path.suffix.lower(), tell)


def write_answers(
    stream: AnswerStream,
    file: BinaryIO,
    ending: str,
    tell: Tell = tell_nobody,
    *,
    words: bool = True,
) -> int:
    """Write the answers of a round into an open file, of one of ROUND_ENDINGS.

    Without `words`, items that take texts, dates or addresses are left out.
    """
    columns, written = AnswerColumns(stream.instrument, words=words), 0
    with closing(_WRITERS[ending](file, columns)) as writer:
        # The next block is read while this one is written.
        for block in make_ahead(stream.read()):
            writer.write(block)
            written += len(block)
            tell(written / max(stream.units, 1))
    return written
