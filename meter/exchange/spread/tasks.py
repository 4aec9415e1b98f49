"""Tasks: what a worker does with a piece. Only names of files and counts are sent.

A task reads its row groups, works and leaves whole files, so that one that was lost
half-way is done again by anybody, to the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from meter.errors import MeterError
from meter.exchange.score_columns import ScoreColumns
from meter.exchange.score_files import open_scores
from meter.exchange.spread.ranks import PieceRanking
from meter.exchange.whole_files import write_whole
from scoring.header import read_header
from scoring.kernel.engine import score_coded
from scoring.provenance import Provenance
from scoring.reading import AnswerReader
from scoring.table_warnings import NotOfferedWarning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from meter.exchange.parquet_folders import Piece
    from scoring.cells import BadCell
    from scoring.kernel.plan import Plan
    from scoring.reading import CodedBatch

    Hashes = NDArray[np.int64]


@dataclass(frozen=True)
class Job:
    """What all tasks of a run share.

    Attributes:
        plan: fitted.
        unit: the column that names the units; None takes the first.
        work: a folder that every machine sees; tasks leave their files in it.
    """

    plan: Plan
    unit: str | None
    work: Path

    @property
    def scores(self) -> Path:
        """The folder of parts that becomes the result."""
        return self.work / "scores"

    def name_hashes(self, piece: int) -> Path:
        """Name the file of the hashes of a piece's units."""
        return self.work / "units" / f"{piece:05}.npy"

    def open_columns(self, piece: int) -> ScoreColumns:
        """Open columns whose ranks are among all pieces."""
        numbers = count()

        def open_ranking(decimals: int) -> PieceRanking:
            folder = self.work / "ranks" / str(next(numbers))
            return PieceRanking(decimals, folder, piece)

        return ScoreColumns(self.plan, open_ranking)


@dataclass(frozen=True)
class Checked:
    """What was found in a piece.

    Attributes:
        rows: how many units it has.
        bad: the first bad cells.
        bad_count: how many there are.
        marks: reasons that items do not offer, by item key.
    """

    rows: int
    bad: tuple[BadCell, ...]
    bad_count: int
    marks: dict[str, list[str]]


@dataclass(frozen=True)
class Refusal:
    """An error of ours on its way: with facts in it, none survives being sent."""

    kind: type[MeterError]
    text: str
    facts: dict[str, Any]

    @classmethod
    def of(cls, error: MeterError) -> Refusal:
        """Take an error apart."""
        return cls(type(error), str(error), dict(error.__dict__))

    def make_error(self) -> MeterError:
        """Put the error together again."""
        error = self.kind.__new__(self.kind)
        error.args = (self.text,)
        error.__dict__.update(self.facts)
        return error


def check_piece(job: Job, number: int, piece: Piece) -> Checked | Refusal:
    """Read a piece, check it, and leave what is needed of it for ranks and names."""
    try:
        return _check(job, number, piece)
    except MeterError as error:
        return Refusal.of(error)


def score_piece(job: Job, number: int, piece: Piece) -> int | Refusal:
    """Read a piece once more, score it and leave it as a part; give its rows."""
    try:
        return _score(job, number, piece)
    except MeterError as error:
        return Refusal.of(error)


def _check(job: Job, number: int, piece: Piece) -> Checked:
    reader, batches = _read(job, piece)
    hashes = [np.empty(0, dtype=np.int64)]
    with job.open_columns(number) as columns:
        for batch in batches:
            hashes.append(hash_names(batch.units))
            if not reader.bad.count:
                columns.add(score_coded(job.plan, batch.columns))
        columns.finish()
    _keep_hashes(job.name_hashes(number), np.concatenate(hashes))
    rows = sum(map(len, hashes))
    return Checked(rows, reader.bad.named, reader.bad.count, _find_marks(reader))


def _read(job: Job, piece: Piece) -> tuple[AnswerReader, Iterator[CodedBatch]]:
    answers = piece.open()
    instrument = job.plan.instrument
    header = read_header(instrument, answers.columns, job.unit)
    reader = AnswerReader(instrument, header)
    return reader, map(reader.read, answers.read(instrument, header))


def _find_marks(reader: AnswerReader) -> dict[str, list[str]]:
    return merge_marks(
        {key: list(marks) for key, marks in one.marks.items()}
        for one in reader.warnings
        if isinstance(one, NotOfferedWarning)
    )


def merge_marks(found: Iterable[dict[str, list[str]]]) -> dict[str, list[str]]:
    """Bring together which reasons items do not offer."""
    merged: dict[str, set[str]] = {}
    for marks in found:
        for key, some in marks.items():
            merged.setdefault(key, set()).update(some)
    return {key: sorted(some) for key, some in merged.items()}


def hash_names(units: Sequence[str]) -> Hashes:
    """Hash names, the same in every process."""
    from pandas.util import hash_array

    names = np.array(units, dtype=np.object_)
    found: Hashes = hash_array(names, categorize=False).view(np.int64)
    return found


def _keep_hashes(path: Path, hashes: Hashes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with write_whole(path) as file:
        np.save(file, hashes)


def _score(job: Job, number: int, piece: Piece) -> int:
    import pyarrow as pa

    job.scores.mkdir(parents=True, exist_ok=True)
    part = job.scores / f"part-{number:05}.parquet"
    _, batches = _read(job, piece)
    rows = 0
    with (
        job.open_columns(number) as columns,
        open_scores(part, Provenance.of(job.plan)) as writer,
    ):
        for batch in batches:
            names = pa.array(batch.units, pa.string())
            scores = score_coded(job.plan, batch.columns)
            writer.write(columns.write(names, scores))
            rows += len(batch)
    return rows
