"""What may be wrong with a file of answers, or with writing one of scores.

DataError, exit 11, data (meter/errors.py)
    FileKindError       the ending of a file's name stands for no kind known here
    UnreadableTableError the file is not what its name says, or not UTF-8
    SheetError, SheetSizeError  a table cannot be read, or has too many rows
    RaggedRowsError     rows have more or fewer cells than there are columns
    NestedColumnsError  columns hold lists or structures instead of values
    AnswersError        a file is no table of answers to the instrument
    LongTableError      a sheet of Excel does not hold so many rows
    TwoAnswersError     an item has both an answer and a reason why there is none
    FormulaCellError, ErrorCellError, PercentCellError  a cell holds no plain value
    UnknownRowError, RepeatedItemError  a row of a workbook is of no item, or of one
                        that another row is of
    FillInError         a file is no fill-in workbook, or not the one for this place
        UnreadableWorkbookError, LargeWorkbookError, MacroWorkbookError
        OtherWorkbookError, OtherInstrumentError, OtherResponseError
    ArchiveError        a zipped document should not be unpacked
        UnreadableArchiveError, LargeArchiveError, MacroArchiveError
StateError, exit 12, state
    UnwritableFileError a file, or what is printed, cannot be written
    FullFolderError     there are files already where a package should be
    EmptyPackageError   no answer of a round counts yet
    AllKnownError       all whose answers count are known by name
    BusyPackageError    as many packages are being made as may be at once
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


class FullFolderError(StateError):
    """A package has a folder of its own, and this one holds something already."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(f"'{folder}' is not empty. Choose a folder that is not there.")


class EmptyPackageError(StateError):
    """No answer of a round counts yet, so that there is nothing to put together."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f'No answer in the round "{key}" counts yet. Wait until a unit has'
            " submitted and, in a reviewed round, was accepted."
        )


class AllKnownError(StateError):
    """All units whose answers count would be found by scores that others have read."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            "Others have read name and scores of every unit whose answers count in the"
            f' round "{key}", and their answers would be found by them. Ask the units'
            " to agree to be named beside their answers."
        )


class BusyPackageError(StateError):
    """Another package is being made, and takes long."""

    def __init__(self) -> None:
        super().__init__("Other packages are being made now. Try again in a minute.")


class TwoAnswersError(DataError):
    """An item has both an answer and a reason why there is none."""

    def __init__(self) -> None:
        super().__init__("Keep either the answer or the reason, and clear the other.")


class FormulaCellError(DataError):
    """A cell that should hold an answer holds a formula."""

    def __init__(self) -> None:
        super().__init__("Write the answer itself; the cell holds a formula.")


class ErrorCellError(DataError):
    """A cell holds an error of the spreadsheet."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        super().__init__(f"Write the answer anew; the cell holds the error {shown}.")


class PercentCellError(DataError):
    """A number is formatted as per cent, so that 50 % is kept as 0.5."""

    def __init__(self) -> None:
        super().__init__("Write the number without a per cent sign.")


class UnknownRowError(DataError):
    """A row has answers to an item that is not asked."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            f'No question has the key "{key}". Move the answer to the row of its'
            " question."
        )


class RepeatedItemError(DataError):
    """A row is of an item that an earlier row is of too."""

    def __init__(self, key: str, row: int) -> None:
        self.key = key
        self.row = row
        super().__init__(f'Row {row} is of "{key}" too. Keep one of them.')


class FillInError(DataError):
    """A file is no fill-in workbook that can be taken here."""


class UnreadableWorkbookError(FillInError):
    """A file is no workbook, or a damaged one."""

    def __init__(self) -> None:
        super().__init__(
            "The file cannot be read. Save it as an Excel workbook (.xlsx) and send it"
            " again."
        )


class LargeWorkbookError(FillInError):
    """A workbook unpacks to more than any honest one."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(
            f"The workbook unpacks to more than {most} MB or packs unusually tightly."
            " Copy your answers into a fresh workbook and send that."
        )


class MacroWorkbookError(FillInError):
    """A workbook holds macros."""

    def __init__(self) -> None:
        super().__init__(
            "The workbook holds macros. Save it as an Excel workbook without macros"
            " (.xlsx) and send that."
        )


class OtherWorkbookError(FillInError):
    """A workbook is none to fill in."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a workbook to fill in. Download one here, copy your answers"
            " into it, and send that."
        )


class OtherInstrumentError(FillInError):
    """A workbook is of another questionnaire, or of another version of it."""

    def __init__(self, found: str, wanted: str) -> None:
        self.found = found
        self.wanted = wanted
        super().__init__(
            f"The workbook is of {found}, and here {wanted} is asked. Download a"
            " workbook here and copy your answers into it."
        )


class OtherResponseError(FillInError):
    """A workbook was made for the answers of somebody else."""

    def __init__(self) -> None:
        super().__init__(
            "The workbook was made for another unit or round. Send it there, or"
            " download a workbook here and copy your answers into it."
        )


class ArchiveError(DataError):
    """A zipped document should not be unpacked."""


class UnreadableArchiveError(ArchiveError):
    """A file is no archive, a damaged one, or one with parts out of place."""

    def __init__(self) -> None:
        super().__init__("The file is damaged. Save it anew and send it again.")


class LargeArchiveError(ArchiveError):
    """An archive unpacks to more than any honest one."""

    def __init__(self) -> None:
        super().__init__(
            "The file unpacks to too much, or packs unusually tightly. Save it in"
            " parts, or as PDF."
        )


class MacroArchiveError(ArchiveError):
    """A document holds macros or other parts that act."""

    def __init__(self) -> None:
        super().__init__("The file holds macros. Save it without, or as PDF.")


class SheetError(DataError):
    """A file is no table in a form that can be read."""

    def __init__(self) -> None:
        super().__init__("The file cannot be read. Save it as CSV (UTF-8) or XLSX.")


class SheetSizeError(DataError):
    """A table has more rows than are read at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"The file has more than {most} rows. Split it into parts.")
