"""Folders of answers in Parquet: files of the same columns, ordered by their names.

Rows are numbered through all files, as if they were one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.exchange.errors import UnreadableTableError
from meter.exchange.parquet_answers import ParquetAnswers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from instruments.model.instrument import Instrument
    from meter.exchange.raw_rows import RawRow
    from scoring.header import Header
    from scoring.reading import Batch

PIECE_ROWS = 1 << 20
"""Row groups are taken together until they have so many rows."""


@dataclass(frozen=True)
class Piece:
    """Whole row groups of one file.

    Attributes:
        start: the place of the first row among those of the folder, from 0.
        rows: how many there are.
    """

    path: Path
    groups: tuple[int, ...]
    start: int
    rows: int

    def open(self) -> ParquetAnswers:
        """Open the row groups for reading.

        Raises:
            UnreadableTableError: the file is damaged.
        """
        return ParquetAnswers(self.path, self.groups, self.start)


class ParquetFolder:
    """A folder of answers, at any depth; what begins with `.` or `_` is left out.

    Attributes:
        name: of the folder.
        columns: their names, the same in every file.
        pieces: its row groups in order, some together where they are small.

    Raises:
        UnreadableTableError: there is no Parquet file, one is damaged, or one has
            other columns than the first.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.columns: list[str] = []
        self.pieces: list[Piece] = []
        for file in _list_files(path):
            self._add(file, ParquetAnswers(file))
        if not self.pieces:
            raise UnreadableTableError(self.name, "no .parquet file with rows is in it")
        self._rows = self.pieces[-1].start + self.pieces[-1].rows
        self._read = 0

    def _add(self, file: Path, answers: ParquetAnswers) -> None:
        self.columns = self.columns or answers.columns
        if answers.columns != self.columns:
            problem = f"'{answers.name}' has other columns than the files before it"
            raise UnreadableTableError(self.name, problem)
        start = self.pieces[-1].start + self.pieces[-1].rows if self.pieces else 0
        self.pieces += _cut(file, answers.groups, start)

    @property
    def done(self) -> float:
        """How much of the folder has been read, 0..1."""
        return self._read / self._rows

    def read(self, instrument: Instrument, header: Header) -> Iterator[Batch]:
        """Read the columns of a header, some rows at a time, file by file.

        Raises:
            NestedColumnsError: columns hold lists or structures.
            UnreadableTableError: a file is damaged.
        """
        import pyarrow as pa

        for piece in self.pieces:
            # What the last piece needed is kept for the next allocation, and grows.
            pa.default_memory_pool().release_unused()
            for batch in piece.open().read(instrument, header):
                yield batch
                self._read += len(batch.rows)

    def read_rows(self) -> Iterator[RawRow]:
        """Read all columns row by row, file by file; cells keep their types.

        Raises:
            NestedColumnsError: columns hold lists or structures.
            UnreadableTableError: a file is damaged.
        """
        for piece in self.pieces:
            yield from piece.open().read_rows()

    def to_frame(self) -> pd.DataFrame:
        """Read all columns of all files at once; cells keep their types.

        Raises:
            UnreadableTableError: a file is damaged.
        """
        import pandas as pd

        files = dict.fromkeys(piece.path for piece in self.pieces)
        return pd.concat(
            [ParquetAnswers(file).to_frame() for file in files], ignore_index=True
        )


def _list_files(folder: Path) -> list[Path]:
    found = (path.relative_to(folder) for path in folder.rglob("*.parquet"))
    shown = [path for path in found if not any(p[0] in "._" for p in path.parts)]
    return [folder / path for path in sorted(shown)]


def _cut(file: Path, groups: tuple[int, ...], start: int) -> Iterator[Piece]:
    taken: list[int] = []
    rows = 0
    for at, count in enumerate(groups):
        taken.append(at)
        rows += count
        if rows >= PIECE_ROWS or (at == len(groups) - 1 and rows):
            yield Piece(file, tuple(taken), start, rows)
            taken, start, rows = [], start + rows, 0
