"""Files of answers in CSV, read block by block."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from instruments.model.items import NumberItem
from meter.exchange.arrow_cells import to_cells, to_names
from meter.exchange.errors import RaggedRowsError, UnreadableTableError
from meter.exchange.sheets import find_separator
from scoring.cells import LIMIT
from scoring.reading import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from instruments.model.instrument import Instrument
    from scoring.reading import Header

BLOCK_BYTES = 1 << 21
"""Bytes that are parsed at a time; a row must be shorter."""

_NOT_UTF8 = "it is not UTF-8; save it as 'CSV UTF-8'"
_NULLS = "it holds null characters, as UTF-16 does; save it as 'CSV UTF-8'"
_LONG_ROW = (
    f"a row is longer than {BLOCK_BYTES >> 20} MB; look for a quotation mark that is"
    " not closed"
)
_UNPAIRED = (
    "its quotation marks do not pair up; close the one in row {row} or before it,"
    " and write one that is part of a cell twice"
)


class CsvAnswers:
    """A CSV file of answers.

    Attributes:
        name: of the file.
        columns: their names.

    Raises:
        UnreadableTableError: the file has no header of text in UTF-8.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.columns, self._separator, self._is_bare = _read_header(path)
        self._bytes = max(path.stat().st_size, 1)
        self._read_bytes = 0

    @property
    def done(self) -> float:
        """How much of the file has been read, 0..1."""
        return self._read_bytes / self._bytes

    def read(self, instrument: Instrument, header: Header) -> Iterator[Batch]:
        """Read the columns of a header, some rows at a time.

        Raises:
            UnreadableTableError: the rest of the file is no text in UTF-8.
            RaggedRowsError: rows have more or fewer cells than there are columns.
        """
        start = 0
        wanted = [header.unit, *header.items.values()]
        for block in self._read_blocks(wanted):
            units, *columns = block.columns
            cells = {
                key: to_cells(
                    column, is_number=isinstance(instrument.items[key], NumberItem)
                )
                for key, column in zip(header.items, columns, strict=True)
            }
            yield Batch(start, to_names(units), cells)
            start += len(block)

    def to_frame(self) -> pd.DataFrame:
        """Read all columns as text at once.

        Raises:
            UnreadableTableError: the file is no text in UTF-8.
            RaggedRowsError: rows have more or fewer cells than there are columns.
        """
        import pandas as pd
        import pyarrow as pa

        blocks = list(self._read_blocks(range(len(self.columns))))
        if not blocks:
            return pd.DataFrame(columns=self.columns, dtype=object)
        table = pa.Table.from_batches(blocks).unify_dictionaries()
        frame: pd.DataFrame = table.to_pandas()
        return frame.set_axis(self.columns, axis="columns")

    def _read_blocks(self, places: Iterable[int]) -> Iterator[pa.RecordBatch]:
        """Read some columns; the ragged rows of the whole file are named at its end."""
        if self._is_bare:
            return
        names = [_name_place(place) for place in places]
        ragged, rows = 0, 0
        with _explaining(self.name):
            for block, ragged in self._parse(names, []):
                if block is not None and not ragged:
                    rows += len(block)
                    yield block
        if ragged:
            raise self._name_ragged(names[:1])
        if _count_quotes(self.path) % 2:
            raise UnreadableTableError(self.name, _UNPAIRED.format(row=rows + 1))

    def _name_ragged(self, names: list[str]) -> RaggedRowsError:
        """Read once more, because only one thread can number the rows."""
        first: list[tuple[int, int]] = []
        counts = [n for _, n in self._parse(names, first, threads=False)]
        count = counts[-1]
        return RaggedRowsError(self.name, len(self.columns), first, count)

    def _parse(
        self, names: list[str], first: list[tuple[int, int]], *, threads: bool = True
    ) -> Iterator[tuple[pa.RecordBatch | None, int]]:
        """Parse blocks of distinct texts; give each and how many rows were ragged.

        None stands at the end: the last rows may all be ragged, and make no block.

        Args:
            names: the columns to read.
            first: takes number and cells of the first ragged rows.
            threads: whether several read; rows then have no numbers.
        """
        from pyarrow import OSFile
        from pyarrow import csv as arrow

        count = 0

        def skip(row: Any) -> str:
            nonlocal count
            count += 1
            if len(first) < LIMIT:
                first.append((row.number, row.actual_columns))
            return "skip"

        with OSFile(str(self.path)) as file:
            blocks = arrow.open_csv(file, **self._options(names, skip, threads=threads))
            for block in blocks:
                self._read_bytes = file.tell()
                yield block, count
            yield None, count

    def _options(self, names: list[str], skip: Any, *, threads: bool) -> dict[str, Any]:
        from pyarrow import csv as arrow
        from pyarrow import dictionary, int32, string

        every = [_name_place(place) for place in range(len(self.columns))]
        texts = dictionary(int32(), string())
        return {
            "read_options": arrow.ReadOptions(
                use_threads=threads,
                block_size=BLOCK_BYTES,
                column_names=every,
                skip_rows_after_names=1,
            ),
            "parse_options": arrow.ParseOptions(
                delimiter=self._separator,
                newlines_in_values=True,
                ignore_empty_lines=len(every) == 1,
                invalid_row_handler=skip,
            ),
            "convert_options": arrow.ConvertOptions(
                strings_can_be_null=False,
                include_columns=names,
                column_types=dict.fromkeys(names[1:], texts) | {names[0]: string()},
            ),
        }


def _name_place(place: int) -> str:
    return f"c{place}"


@contextmanager
def _explaining(name: str) -> Iterator[None]:
    """Turn what a parser says into a sentence.

    Raises:
        UnreadableTableError: the file is no table of text in UTF-8.
    """
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise UnreadableTableError(name, _explain(str(error))) from None


def _explain(error: str) -> str:
    if "UTF8" in error:
        return _NOT_UTF8
    if "straddling" in error:
        return _LONG_ROW
    return f"it is no table of text ({error[:120]})"


def _count_quotes(path: Path) -> int:
    with path.open("rb") as file:
        return sum(part.count(b'"') for part in iter(partial(file.read, 1 << 20), b""))


def _read_header(path: Path) -> tuple[list[str], str, bool]:
    """Read the names of the columns, what separates them, and whether that is all.

    Raises:
        UnreadableTableError: there is no first row of text in UTF-8.
    """
    text, is_whole = _read_head(path)
    separator = find_separator(text.splitlines()[0])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = next(rows)
        is_bare = is_whole and next(rows, None) is None
    except csv.Error as error:
        problem = f"its first row cannot be read ({error})"
        raise UnreadableTableError(path.name, problem) from None
    if any("\0" in name for name in names):
        raise UnreadableTableError(path.name, _NULLS)
    if not any(name.strip() for name in names):
        problem = "its first row is blank; put the names of the columns there"
        raise UnreadableTableError(path.name, problem)
    return names, separator, is_bare


def _read_head(path: Path) -> tuple[str, bool]:
    """Read the first lines, and tell whether they are the whole file.

    Raises:
        UnreadableTableError: there is nothing, or no text in UTF-8.
    """
    refuse = partial(UnreadableTableError, path.name)
    try:
        with path.open("rb") as file:
            head = file.read(BLOCK_BYTES)
    except OSError as error:
        raise refuse(error.strerror or str(error)) from None
    is_whole = len(head) < BLOCK_BYTES
    cut = len(head) if is_whole else head.rfind(b"\n") + 1
    try:
        text = head[:cut].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse(_NOT_UTF8) from None
    if not text:
        raise refuse("it is empty" if is_whole else _LONG_ROW)
    return text, is_whole
