"""Files of answers: CSV, Excel or Parquet, opened by their ending, one row a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from meter.exchange.csv_answers import CsvAnswers
from meter.exchange.errors import FileKindError
from meter.exchange.parquet_answers import ParquetAnswers
from meter.exchange.parquet_folders import ParquetFolder
from meter.exchange.workbook_answers import WorkbookAnswers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from instruments.model.instrument import Instrument
    from meter.exchange.raw_rows import RawRow
    from scoring.header import Header
    from scoring.reading import Batch

ANSWER_ENDINGS = (".csv", ".xlsx", ".parquet")


class AnswerFile(Protocol):
    """A file of answers whose columns are known and whose rows can be read."""

    @property
    def name(self) -> str:
        """The name of the file, without its folder."""

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns as they stand there."""

    @property
    def done(self) -> float:
        """How much of the file has been read, 0..1."""

    def read(self, instrument: Instrument, header: Header) -> Iterator[Batch]:
        """Read the columns of a header, some rows at a time; ragged rows are named.

        Raises:
            DataError: the file cannot be read.
        """

    def to_frame(self) -> pd.DataFrame:
        """Read all columns at once; cells stay what they are.

        Raises:
            DataError: the file cannot be read, or rows are ragged.
        """

    def read_rows(self) -> Iterator[RawRow]:
        """Read all columns row by row; a row that is ragged says so.

        Raises:
            DataError: the file cannot be read.
        """


def open_answers(path: Path) -> AnswerFile:
    """Open a file of answers and read the names of its columns.

    CSV is UTF-8 with or without a byte order mark, separated by commas, semicolons or
    tabs. Of an Excel file the first sheet that is not hidden is read. In Parquet the
    columns that pandas kept as an index come first; a folder of such files is read as
    one table.

    Raises:
        FileKindError: the name ends in none of ANSWER_ENDINGS.
        UnreadableTableError: the file is not what its name says, or not UTF-8.
    """
    if path.is_dir():
        return ParquetFolder(path)
    ending = path.suffix.lower()
    if ending == ".csv":
        return CsvAnswers(path)
    if ending == ".xlsx":
        return WorkbookAnswers(path)
    if ending == ".parquet":
        return ParquetAnswers(path)
    raise FileKindError(path.name, ANSWER_ENDINGS)


def read_answers(path: Path) -> pd.DataFrame:
    """Read a whole file of answers into a frame; cells stay what they are.

    Raises:
        FileKindError: the name ends in none of ANSWER_ENDINGS.
        UnreadableTableError: the file is not what its name says, or not UTF-8.
        RaggedRowsError: rows have more or fewer cells than there are columns.
    """
    return open_answers(path).to_frame()
