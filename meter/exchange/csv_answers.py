"""Files of answers in CSV, read block by block."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from instruments.model.items import NumberItem
from meter.exchange.arrow_cells import to_cells, to_names
from meter.exchange.csv_blocks import BLOCK_BYTES, CsvBlocks
from meter.exchange.errors import RaggedRowsError, UnreadableTableError
from meter.exchange.raw_rows import RawRow
from meter.exchange.sheets import find_separator
from scoring.cells import HEADER_ROW, LIMIT
from scoring.reading import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pandas as pd

    from instruments.model.instrument import Instrument
    from meter.exchange.csv_blocks import CsvBlock
    from scoring.header import Header

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
        self.columns, separator, self._is_bare = _read_header(path)
        self._bytes = max(path.stat().st_size, 1)
        self._blocks = CsvBlocks(path, len(self.columns), separator)

    @property
    def done(self) -> float:
        """How much of the file has been read, 0..1."""
        return self._blocks.read_bytes / self._bytes

    def read(self, instrument: Instrument, header: Header) -> Iterator[Batch]:
        """Read the columns of a header, some rows at a time; ragged rows are named.

        Raises:
            UnreadableTableError: the rest of the file is no text in UTF-8.
        """
        for block in self._read_blocks([header.unit, *header.items.values()]):
            units, *columns = block.cells.columns
            cells = {
                key: to_cells(
                    column, is_number=isinstance(instrument.items[key], NumberItem)
                )
                for key, column in zip(header.items, columns, strict=True)
            }
            ragged = {row: self._name_ragged(has) for row, has in block.ragged.items()}
            yield Batch(block.rows, to_names(units), cells, ragged=ragged)

    def _name_ragged(self, cells: int) -> str:
        has = "1 cell" if cells == 1 else f"{cells} cells"
        return (
            f"the row has {has}, and there are {len(self.columns)} columns. Give it as "
            "many, and quote cells that hold the separator."
        )

    def to_frame(self) -> pd.DataFrame:
        """Read all columns as text at once.

        Raises:
            UnreadableTableError: the file is no text in UTF-8.
            RaggedRowsError: rows have more or fewer cells than there are columns.
        """
        import pandas as pd
        import pyarrow as pa

        blocks = list(self._read_blocks(range(len(self.columns))))
        ragged = {row: has for block in blocks for row, has in block.ragged.items()}
        if ragged:
            first = list(islice(ragged.items(), LIMIT))
            raise RaggedRowsError(self.name, len(self.columns), first, len(ragged))
        if not blocks:
            return pd.DataFrame(columns=self.columns, dtype=object)
        table = pa.Table.from_batches([block.cells for block in blocks])
        frame: pd.DataFrame = table.unify_dictionaries().to_pandas()
        return frame.set_axis(self.columns, axis="columns")

    def read_rows(self) -> Iterator[RawRow]:
        """Read all columns as text, row by row; ragged rows say so.

        Raises:
            UnreadableTableError: the rest of the file is no text in UTF-8.
        """
        for block in self._read_blocks(range(len(self.columns))):
            for row, has in block.ragged.items():
                yield RawRow(row, (), self._name_ragged(has))
            columns = [column.to_pylist() for column in block.cells.columns]
            for row, cells in zip(
                block.rows.tolist(), zip(*columns, strict=True), strict=True
            ):
                yield RawRow(row, cells)

    def _read_blocks(self, places: Iterable[int]) -> Iterator[CsvBlock]:
        """Read some columns, and see at the end that all quotation marks pair up."""
        if self._is_bare:
            return
        last = HEADER_ROW
        with _explaining(self.name):
            for block in self._blocks.read(places):
                last = max(last, *block.rows[-1:].tolist(), *block.ragged)
                yield block
        if _count_quotes(self.path) % 2:
            raise UnreadableTableError(self.name, _UNPAIRED.format(row=last))


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
