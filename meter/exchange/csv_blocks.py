"""Rows of CSV, parsed block by block, each with its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.cells import FIRST_ROW
from scoring.reading import number_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

BLOCK_BYTES = 1 << 21
"""Bytes that are parsed at a time; a row must be shorter."""


@dataclass(frozen=True)
class CsvBlock:
    """Some rows below the header.

    Attributes:
        rows: their numbers as a spreadsheet counts.
        cells: the first column as text, the others as distinct texts.
        ragged: by the number of a row that is left out how many cells it has, more or
            fewer than there are columns.
    """

    rows: NDArray[np.int64]
    cells: pa.RecordBatch
    ragged: Mapping[int, int]


class CsvBlocks:
    """The rows of a CSV file.

    Attributes:
        read_bytes: how many bytes have been read.
    """

    def __init__(self, path: Path, width: int, separator: str) -> None:
        self.read_bytes = 0
        self._path = path
        self._width = width
        self._separator = separator

    def read(self, places: Iterable[int]) -> Iterator[CsvBlock]:
        """Read some columns by their places; each row that is ragged is told of.

        Raises:
            ArrowException: the file is no text in UTF-8, or a row is too long.
        """
        names = [_name_place(place) for place in places]
        met: list[Any] = []
        read = 0
        for cells in self._parse(names, met.append, threads=True):
            if met:
                break
            yield CsvBlock(number_rows(read, len(cells)), cells, {})
            read += len(cells)
        if met:
            yield from self._read_numbered(names, FIRST_ROW + read)

    def _read_numbered(self, names: list[str], first: int) -> Iterator[CsvBlock]:
        """Read once more from a row on, because only one thread can number the rows."""
        ragged: dict[int, int] = {}

        def note(row: Any) -> None:
            ragged[row.number] = row.actual_columns

        start = FIRST_ROW
        for cells in self._parse(names, note, threads=False):
            numbers = np.arange(start, start + len(cells) + len(ragged))
            rows = numbers[~np.isin(numbers, list(ragged))][: len(cells)]
            start = int(rows[-1]) + 1 if len(rows) else start
            told = {row: ragged.pop(row) for row in sorted(ragged) if row < start}
            known = int(np.searchsorted(rows, first))
            if told or known < len(rows):
                yield CsvBlock(rows[known:], cells.slice(known), told)
        if ragged:
            yield CsvBlock(number_rows(0, 0), _make_empty(names), ragged)

    def _parse(
        self, names: list[str], note: Callable[[Any], None], *, threads: bool
    ) -> Iterator[pa.RecordBatch]:
        """Parse blocks of distinct texts.

        Args:
            names: the columns to read.
            note: is given each ragged row before the block that it would be in.
            threads: whether several read; rows then have no numbers.
        """
        from pyarrow import OSFile
        from pyarrow import csv as arrow

        def skip(row: Any) -> str:
            note(row)
            return "skip"

        with OSFile(str(self._path)) as file:
            options = self._options(names, skip, threads=threads)
            for block in arrow.open_csv(file, **options):
                self.read_bytes = max(self.read_bytes, file.tell())
                yield block
            self.read_bytes = file.tell()

    def _options(self, names: list[str], skip: Any, *, threads: bool) -> dict[str, Any]:
        from pyarrow import csv as arrow
        from pyarrow import dictionary, int32, string

        every = [_name_place(place) for place in range(self._width)]
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


def _make_empty(names: list[str]) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.record_batch([pa.array([], pa.string()) for _ in names], names=names)
