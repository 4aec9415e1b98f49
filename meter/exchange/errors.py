"""What may be wrong with a file of answers, or with writing one of scores.

DataError, exit 11, data (meter/errors.py)
    FileKindError       the ending of a file's name stands for no kind known here
    UnreadableTableError the file is not what its name says, or not UTF-8
    RaggedRowsError     rows have more or fewer cells than there are columns
    NestedColumnsError  columns hold lists or structures instead of values
    AnswersError        a file is no table of answers to the instrument
    LongTableError      a sheet of Excel does not hold so many rows
StateError, exit 12, state
    UnwritableFileError a file, or what is printed, cannot be written
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from meter.errors import DataError, StateError
from scoring.cells import LIMIT, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scoring.errors import ScoringError


class FileKindError(DataError):
    """The ending of a file's name stands for no kind that is known here."""

    def __init__(self, name: str, endings: Sequence[str]) -> None:
        self.name = name
        self.endings = tuple(endings)
        super().__init__(f"'{name}' does not end in one of {', '.join(endings)}.")


class UnreadableTableError(DataError):
    """A file is not what its name says."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        self.problem = problem
        super().__init__(f"'{name}' cannot be read: {problem}.")


class RaggedRowsError(DataError):
    """Rows have more or fewer cells than there are columns.

    Attributes:
        rows: row number and number of cells of the first such rows.
        count: how many there are in all.
    """

    def __init__(
        self, name: str, columns: int, rows: Sequence[tuple[int, int]], count: int
    ) -> None:
        self.name = name
        self.columns = columns
        self.rows = tuple(rows)
        self.count = count
        told = ", ".join(f"row {row} has {cells}" for row, cells in rows)
        more = f", and {count - len(rows)} more" if count > len(rows) else ""
        super().__init__(
            f"'{name}' has {columns} columns, but {told}{more}. Give every row as many "
            "cells as there are columns, and quote cells that hold the separator."
        )


class NestedColumnsError(DataError):
    """Columns hold lists or structures instead of one value a cell.

    Attributes:
        columns: by name what each holds.
    """

    def __init__(self, name: str, columns: Mapping[str, str]) -> None:
        self.name = name
        self.columns = dict(columns)
        lines = [f"'{name}' has columns that do not hold one value a cell."]
        lines += [
            f"  column '{shorten(column)}' holds {shorten(kind)}"
            for column, kind in islice(columns.items(), LIMIT)
        ]
        if len(columns) > LIMIT:
            lines.append(f"  and {len(columns) - LIMIT} more")
        super().__init__("\n".join(lines))


class AnswersError(DataError):
    """A file is no table of answers to the instrument.

    Attributes:
        problem: what is wrong with the table.
    """

    def __init__(self, name: str, problem: ScoringError) -> None:
        self.name = name
        self.problem = problem
        super().__init__(f"'{name}': {problem}")


class LongTableError(DataError):
    """A sheet of Excel does not hold so many rows."""

    def __init__(self, rows: int, most: int) -> None:
        self.rows = rows
        self.most = most
        super().__init__(
            f"{rows} rows do not fit into a sheet of Excel, which holds {most}. Write "
            "CSV or Parquet instead."
        )


class UnwritableFileError(StateError):
    """A file cannot be written where it was asked for, or what is printed nowhere."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"'{path}' cannot be written ({reason}). Choose another place."
        )
