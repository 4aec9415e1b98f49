"""A folder of answers scored by workers, into a folder of scores.

Every piece is read twice: first to check it and to leave what ranks need of it, then
to score and write it. The result is that of one process, bit by bit, and its folder
appears whole or not at all.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import numpy as np

from meter.exchange.errors import AnswersError
from meter.exchange.parquet_folders import ParquetFolder
from meter.exchange.scored_files import code_file
from meter.exchange.spread.errors import (
    LostWorkersError,
    NoFolderError,
    PlaceTakenError,
)
from meter.exchange.spread.tasks import (
    Job,
    Refusal,
    check_piece,
    hash_names,
    merge_marks,
    score_piece,
)
from meter.exchange.unit_names import UnitNames
from meter.exchange.whole_files import check_folder, explaining
from scoring.errors import BadCellsError, NoRowsError, ScoringError
from scoring.header import read_header
from scoring.kernel.fitting import fit_to_source
from scoring.progress import tell_nobody
from scoring.reading import AnswerReader, BadCells
from scoring.table_warnings import NotOfferedWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from meter.exchange.parquet_folders import Piece
    from meter.exchange.spread.tasks import Checked
    from scoring.header import Header
    from scoring.kernel.plan import Plan
    from scoring.progress import Tell
    from scoring.reading import CodedBatch
    from scoring.table_warnings import TableWarning


@dataclass(frozen=True)
class SpreadScores:
    """What was scored.

    Attributes:
        units: how many.
        warnings: what a reader should know of the answers.
    """

    units: int
    warnings: tuple[TableWarning, ...]


def check_places(answers: Path, output: Path) -> None:
    """Refuse places before any work is done.

    Raises:
        NoFolderError: the answers are no folder.
        PlaceTakenError: there is something where the scores shall be.
        UnwritableFileError: nothing can be written there.
    """
    if not answers.is_dir():
        raise NoFolderError(answers.name)
    if output.exists():
        raise PlaceTakenError(str(output))
    check_folder(output)


def score_folder(
    plan: Plan,
    answers: Path,
    output: Path,
    client: Any,
    unit: str | None = None,
    tell: Tell = tell_nobody,
) -> SpreadScores:
    """Score a folder of Parquet files by workers, a task for some whole row groups.

    A method that learns from all rows is fitted here first, as one process does it.

    Args:
        plan: a compiled instrument and method.
        answers: the folder; every machine sees it at this place.
        output: the folder of parts that will be; every machine sees the one it is in.
        client: of the workers.
        unit: the column that names the units; None takes the first.
        tell: is told how much is done, 0..1.

    Raises:
        NoFolderError, PlaceTakenError, UnwritableFileError: see `check_places`.
        DataError: a file cannot be read, or is no table of answers.
        BadCellsError: some cells cannot be read; the first are named, all counted.
        LostWorkersError: workers ended again and again.
    """
    check_places(answers, output)
    folder = ParquetFolder(answers.resolve())
    try:
        header = read_header(plan.instrument, folder.columns, unit)
        if not plan.is_fitted:
            with code_file(plan.instrument, answers, unit) as coded:
                plan = fit_to_source(plan, coded.spool)
        with _open_work(output) as work:
            job = Job(plan, unit, work)
            found = _check(job, folder, header, client, tell)
            _run(client, score_piece, job, folder.pieces, lambda at: tell((1 + at) / 2))
            with explaining(str(output)):
                job.scores.replace(output)
    except BadCellsError:
        raise
    except ScoringError as error:
        raise AnswersError(folder.name, error) from None
    marks = merge_marks(one.marks for one in found)
    told = (NotOfferedWarning(marks),) if marks else ()
    units = sum(one.rows for one in found)
    return SpreadScores(units, (*told, *header.warnings))


@contextmanager
def _open_work(output: Path) -> Iterator[Path]:
    """Make a folder beside the output, which goes at the end with all that is in it."""
    with explaining(str(output)):
        work = Path(mkdtemp(prefix=f".{output.name}.", dir=output.resolve().parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check(
    job: Job, folder: ParquetFolder, header: Header, client: Any, tell: Tell
) -> list[Checked]:
    """Let all pieces be checked, and names over all of them.

    Raises:
        NoRowsError: there is nothing to score.
        BadCellsError: names the first bad cells and counts all.
    """
    pieces = folder.pieces
    bad = BadCells()
    bad.note(header.repeated, len(header.repeated))
    bad.check(folder.name)
    found: list[Checked]
    found = _run(client, check_piece, job, pieces, lambda at: tell(at / 2))
    for one in found:
        bad.note(one.bad, one.bad_count)
    if not bad.count and not sum(one.rows for one in found):
        raise NoRowsError
    with UnitNames(hash_names) as names:
        for number in range(len(pieces)):
            names.add_hashes(np.load(job.name_hashes(number)))
        batches = _read_again(job, folder, header)
        bad.note(*names.find_repeated(batches, header.name))
    bad.check(folder.name)
    return found


def _read_again(
    job: Job, folder: ParquetFolder, header: Header
) -> Iterator[CodedBatch]:
    """Read all answers here, to name units that stand there twice."""
    reader = AnswerReader(job.plan.instrument, header)
    yield from map(reader.read, folder.read(job.plan.instrument, header))


def _run(
    client: Any,
    task: Callable[[Job, int, Piece], Any],
    job: Job,
    pieces: list[Piece],
    tell: Tell,
) -> list[Any]:
    """Let a task be done for every piece; give what it found, in their order.

    Raises:
        MeterError: what a task raised.
        LostWorkersError: workers ended again and again.
    """
    import distributed

    follow: Any = distributed.as_completed
    waiting = {
        client.submit(task, job, number, piece, pure=False): number
        for number, piece in enumerate(pieces)
    }
    found: dict[int, Any] = {}
    try:
        for future in follow(list(waiting)):
            result = future.result()
            if isinstance(result, Refusal):
                raise result.make_error()
            found[waiting[future]] = result
            tell(len(found) / len(pieces))
    except distributed.KilledWorker:
        raise LostWorkersError from None
    finally:
        client.cancel(list(waiting), force=True)
    return [found[number] for number in range(len(pieces))]
