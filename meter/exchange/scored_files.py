"""Files of answers scored: read, checked, scored and written, whatever their size.

Answers are read once. They are coded, a byte each, and kept aside; only when all of
them are sound are they scored and written, so that an error leaves nothing behind.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from meter.exchange.ahead import make_ahead
from meter.exchange.answer_files import open_answers
from meter.exchange.errors import AnswersError
from meter.exchange.score_columns import ScoreColumns
from meter.exchange.spool import Spool
from meter.exchange.unit_names import UnitNames
from scoring.errors import BadCellsError, NoRowsError, ScoringError
from scoring.frames import CodedFrame, to_rows
from scoring.header import read_header
from scoring.kernel.coding import coder_of
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_to_source
from scoring.progress import tell_nobody
from scoring.reading import AnswerReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from instruments.model.instrument import Instrument
    from meter.exchange.answer_files import AnswerFile
    from meter.exchange.score_files import ScoreWriter
    from scoring.kernel.plan import Plan
    from scoring.kernel.results import Scores
    from scoring.progress import Tell
    from scoring.table_warnings import TableWarning


@dataclass(frozen=True)
class CodedFile:
    """A file of answers, coded and kept aside; without any bad cell.

    Attributes:
        warnings: what a reader should know, such as columns that were ignored.
    """

    spool: Spool
    warnings: tuple[TableWarning, ...]

    @property
    def units(self) -> int:
        """How many units there are, one a row."""
        return self.spool.rows


@contextmanager
def code_file(
    instrument: Instrument,
    path: Path,
    unit: str | None = None,
    tell: Tell = tell_nobody,
) -> Iterator[CodedFile]:
    """Read, check and code a file of answers; what is kept aside goes at the end.

    Args:
        instrument: what was asked.
        path: a CSV, Excel or Parquet file, one row a unit; see `open_answers`.
        unit: the column that names the units; None takes the first.
        tell: is told how much has been read, 0..1.

    Raises:
        DataError: the file cannot be read.
        AnswersError: it is no table of answers to the instrument.
        BadCellsError: some cells cannot be read; the first are named, all counted.
    """
    source = open_answers(path)
    with Spool(coder_of(instrument)) as spool, UnitNames() as names:
        try:
            header = read_header(instrument, source.columns, unit)
            reader = AnswerReader(instrument, header)
            for batch in make_ahead(source.read(instrument, header)):
                coded = reader.read(batch)
                spool.add(coded)
                names.add(coded.units)
                tell(source.done)
            _release_memory()
            _check(source, reader, spool, names)
        except BadCellsError:
            raise
        except ScoringError as error:
            raise AnswersError(source.name, error) from None
        yield CodedFile(spool, reader.warnings)


def _release_memory() -> None:
    """Give back what reading needed; what follows needs other sizes."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def _check(
    source: AnswerFile, reader: AnswerReader, spool: Spool, names: UnitNames
) -> None:
    """Refuse a file without rows or with bad cells, or units that stand there twice.

    Raises:
        NoRowsError: there is nothing to score.
        BadCellsError: names the first bad cells and counts all.
    """
    if not spool.rows and not reader.bad.count:
        raise NoRowsError
    reader.bad.note(*names.find_repeated(spool.read(), reader.header.name))
    reader.bad.check(source.name)


def read_coded(
    instrument: Instrument,
    path: Path,
    unit: str | None = None,
    tell: Tell = tell_nobody,
) -> CodedFrame:
    """Read a file of answers into memory, coded: a byte an answer.

    Args:
        instrument: what was asked.
        path: a CSV, Excel or Parquet file, one row a unit; see `open_answers`.
        unit: the column that names the units; None takes the first.
        tell: is told how much has been read, 0..1.

    Raises:
        DataError: the file cannot be read, or is no table of answers.
        BadCellsError: some cells cannot be read; the first are named, all counted.
    """
    with code_file(instrument, path, unit, tell) as coded:
        units: list[str] = []
        rows = []
        for batch in coded.spool.read():
            units += batch.units
            rows.append(to_rows(coder_of(instrument), batch.columns))
    return CodedFrame(units, np.concatenate(rows), coded.warnings)


def score_file(
    plan: Plan, coded: CodedFile, writer: ScoreWriter, tell: Tell = tell_nobody
) -> None:
    """Score a coded file and write its columns, as `Scores.to_frame` has them.

    Rows are scored some thousands at a time, once for the ranks and once to be
    written. A relative method is fitted on all of them first, one item or node at a
    time: memory then holds some 40 bytes a row (see `scoring.kernel.fitting`).

    Raises:
        LongTableError: a sheet of Excel does not hold so many rows.
        UnwritableFileError: there is no room for temporary files.
    """
    if not plan.is_fitted:
        plan = fit_to_source(plan, coded.spool)
    total, scored = 2 * coded.units, 0
    with ScoreColumns(plan) as columns:
        for _, scores in make_ahead(_score(plan, coded.spool)):
            columns.add(scores)
            scored += len(scores)
            tell(scored / total)
        columns.finish()
        for table in make_ahead(_write(plan, coded.spool, columns)):
            writer.write(table)
            scored += len(table)
            tell(scored / total)


def _score(plan: Plan, spool: Spool) -> Iterator[tuple[pa.Array, Scores]]:
    """Give the names of some units and their scores."""
    for batch in spool.read():
        yield batch.names, score_coded(plan, batch.columns)


def _write(plan: Plan, spool: Spool, columns: ScoreColumns) -> Iterator[pa.Table]:
    for names, scores in _score(plan, spool):
        yield columns.write(names, scores)
