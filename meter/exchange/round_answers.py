"""The answers of a round as a file, CSV or Parquet, written block by block.

A row a unit, a column an item; `meter score` reads it back. A file appears whole or not
at all. In CSV, names and words that a spreadsheet would take for a formula get an
apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from contextlib import closing
from typing import TYPE_CHECKING, BinaryIO, Protocol

from meter.exchange.ahead import make_ahead
from meter.exchange.answer_columns import AnswerColumns
from meter.exchange.arrow_texts import guard_texts, need_quotes
from meter.exchange.errors import FileKindError
from meter.exchange.whole_files import check_folder, write_whole
from scoring.progress import tell_nobody

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from meter.comparison.answer_stream import AnswerStream
    from scoring.progress import Tell


class AnswerWriter(Protocol):
    """Writes tables of answers, each under the one before."""

    def __init__(self, file: BinaryIO, columns: AnswerColumns) -> None:
        """Begin a file."""

    def write(self, table: pa.Table) -> None:
        """Write some rows."""

    def close(self) -> None:
        """End the file."""


class CsvAnswerWriter:
    """Answers as CSV: UTF-8, commas, texts quoted where they need it."""

    def __init__(self, file: BinaryIO, columns: AnswerColumns) -> None:
        names = io.StringIO()
        csv.writer(names, lineterminator="\n").writerow(columns.schema.names)
        file.write(names.getvalue().encode())
        self._file = file
        self._free = columns.free

    def write(self, table: pa.Table) -> None:
        """Write some rows; only what people wrote may need an apostrophe or quotes."""
        import pyarrow as pa
        from pyarrow import csv as arrow

        names = table.column_names
        table = table.cast(pa.schema([(name, pa.string()) for name in names]))
        for name in self._free:
            place = names.index(name)
            table = table.set_column(place, name, guard_texts(table.column(place)))
        quoted = any(need_quotes(table.column(name)) for name in self._free)
        style = "needed" if quoted else "none"
        options = arrow.WriteOptions(include_header=False, quoting_style=style)
        arrow.write_csv(table, self._file, options)

    def close(self) -> None:
        """End the file: nothing is left to write."""


class ParquetAnswerWriter:
    """Answers as Parquet, a row group a block."""

    def __init__(self, file: BinaryIO, columns: AnswerColumns) -> None:
        from pyarrow import parquet

        self._writer = parquet.ParquetWriter(file, columns.schema, compression="zstd")

    def write(self, table: pa.Table) -> None:
        """Write some rows."""
        self._writer.write_table(table)

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
        for table in make_ahead(stream_tables(stream, columns)):
            writer.write(table)
            written += len(table)
            tell(written / max(stream.units, 1))
    return written


def stream_tables(stream: AnswerStream, columns: AnswerColumns) -> Iterator[pa.Table]:
    """Turn the answers into tables of text: `unit`, then a column an item."""
    for block in stream.read():
        yield columns.write(block)
