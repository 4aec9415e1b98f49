"""A task reads a piece, and leaves whole files or a refusal that can be sent."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.exchange.errors import UnreadableTableError
from meter.exchange.parquet_folders import ParquetFolder
from meter.exchange.spread.tasks import (
    Checked,
    Job,
    Refusal,
    check_piece,
    hash_names,
    merge_marks,
    score_piece,
)
from scoring import compile_plan
from tests.meter.conftest import DOCUMENT
from tests.meter.exchange.test_parquet_folders import write

if TYPE_CHECKING:
    from pathlib import Path

PLAN = compile_plan(Instrument.model_validate(DOCUMENT))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job over a folder of one piece of three units."""
    write(tmp_path / "answers" / "a.parquet", ["Suva", "Lima", "Oslo"])
    (tmp_path / "work").mkdir()
    return Job(PLAN, None, tmp_path / "work")


def test_a_task_done_again_leaves_the_same_bytes(job: Job, tmp_path: Path) -> None:
    (piece,) = ParquetFolder(tmp_path / "answers").pieces

    def work() -> dict[str, bytes]:
        assert check_piece(job, 0, piece) == Checked(3, (), 0, {})
        assert score_piece(job, 0, piece) == 3
        files = [path for path in job.work.rglob("*") if path.is_file()]
        return {path.name: path.read_bytes() for path in files}

    first = work()
    assert work() == first
    assert "part-00000.parquet" in first


def test_bad_cells_come_back_as_facts(job: Job, tmp_path: Path) -> None:
    write(tmp_path / "answers" / "a.parquet", ["Suva", "Lima"], "everything")
    (piece,) = ParquetFolder(tmp_path / "answers").pieces

    found = check_piece(job, 0, piece)

    assert isinstance(found, Checked)
    assert (found.bad_count, [one.unit for one in found.bad]) == (2, ["Suva", "Lima"])


def test_an_error_of_ours_can_be_sent(job: Job, tmp_path: Path) -> None:
    (piece,) = ParquetFolder(tmp_path / "answers").pieces
    piece.path.write_bytes(b"no Parquet")

    for task in (check_piece, score_piece):
        found = pickle.loads(pickle.dumps(task(job, 0, piece)))  # noqa: S301

        assert isinstance(found, Refusal)
        error = found.make_error()
        assert isinstance(error, UnreadableTableError)
        assert error.name == "a.parquet"
        assert "a.parquet" in str(error)


def test_a_name_has_one_hash_in_every_process() -> None:
    code = (
        "from meter.exchange.spread.tasks import hash_names;"
        "print(hash_names(['Lima', '北京']).tolist())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == str(hash_names(["Lima", "北京"]).tolist())


def test_marks_of_all_pieces_come_together() -> None:
    found = merge_marks([{"law": ["RF"]}, {}, {"law": ["DK", "RF"], "site": ["NA"]}])

    assert found == {"law": ["DK", "RF"], "site": ["NA"]}
