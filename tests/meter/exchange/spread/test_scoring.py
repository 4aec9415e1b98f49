"""Two workers give the scores of one process, whatever happens to one of them."""

from __future__ import annotations

import os
import random
import signal
from typing import TYPE_CHECKING, Any, TypeGuard

import pyarrow as pa
import pytest
from pyarrow import parquet

from instruments import Instrument
from meter.exchange import parquet_folders
from meter.exchange.errors import AnswersError, UnreadableTableError
from meter.exchange.score_files import open_scores
from meter.exchange.scored_files import code_file, score_file
from meter.exchange.spread.cluster import open_client
from meter.exchange.spread.errors import NoFolderError, PlaceTakenError
from meter.exchange.spread.scoring import score_folder
from scoring import compile_plan
from scoring.errors import BadCellsError
from scoring.provenance import Provenance
from scoring.table_warnings import NotOfferedWarning
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scoring.kernel.plan import Plan
    from scoring.table_warnings import TableWarning

RELATIVE = {"normalise": {"index": "min_max"}}
METHODS = {"default": {}, "relative": RELATIVE}
FILES, ROWS = 5, 40


def make_plan(method: str) -> Plan:
    """Compile the small instrument with a method that says so much besides."""
    methods = {"default": {"title": "Means", **METHODS[method]}}
    return compile_plan(Instrument.model_validate({**DOCUMENT, "methods": methods}))


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """The two workers that `meter score --engine dask` starts."""
    with open_client() as opened:
        yield opened


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of some row groups each, every one a piece."""
    monkeypatch.setattr(parquet_folders, "PIECE_ROWS", ROWS // 2)
    folder = tmp_path / "answers"
    folder.mkdir()
    chance = random.Random(20261130)
    for file in range(FILES):
        columns = {
            "unit": [f"City {file}.{row}" for row in range(ROWS)],
            "law": chance.choices(["none", "partly", "full", "NA", ""], k=ROWS),
            "site": chance.choices(["yes", "no", "RF"], k=ROWS),
            "users": [str(chance.randrange(100)) for _ in range(ROWS)],
            "ways": chance.choices(["web", "web;phone", ""], k=ROWS),
        }
        path = folder / f"{file}.parquet"
        parquet.write_table(pa.table(columns), path, row_group_size=ROWS // 2)
    return folder


def score_alone(plan: Plan, answers: Path, path: Path) -> pa.Table:
    """Score in one process."""
    with (
        code_file(plan.instrument, answers) as coded,
        open_scores(path, Provenance.of(plan)) as writer,
    ):
        score_file(plan, coded, writer)
    return parquet.read_table(path)


def is_mark(warning: TableWarning) -> TypeGuard[NotOfferedWarning]:
    return isinstance(warning, NotOfferedWarning)


def read_parts(folder: Path) -> pa.Table:
    return pa.concat_tables(map(parquet.read_table, sorted(folder.iterdir())))


@pytest.mark.parametrize("method", METHODS)
def test_workers_give_the_scores_of_one_process_bit_by_bit(
    client: Any, answers: Path, tmp_path: Path, method: str
) -> None:
    plan, output = make_plan(method), tmp_path / "scores"
    told: list[float] = []

    scored = score_folder(plan, answers, output, client, tell=told.append)

    alone = score_alone(plan, answers, tmp_path / "alone.parquet")
    spread = read_parts(output)
    assert spread.equals(alone)
    assert spread.schema.equals(alone.schema, check_metadata=True)
    assert len(list(output.iterdir())) == 2 * FILES
    assert scored.units == len(alone) == FILES * ROWS
    assert [one.marks for one in scored.warnings if is_mark(one)] == [{"site": ["RF"]}]
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert list(tmp_path.glob(".*")) == []


def test_the_work_of_a_worker_that_is_killed_is_done_again(
    client: Any, answers: Path, tmp_path: Path
) -> None:
    plan, output = make_plan("default"), tmp_path / "scores"
    killed: list[int] = []

    def kill_one(_: float) -> None:
        # As soon as a task has ended, others wait or run on both workers.
        assert not output.exists()
        if not killed:
            killed.append(min(client.run(os.getpid).values()))
            os.kill(killed[0], signal.SIGKILL)

    scored = score_folder(plan, answers, output, client, tell=kill_one)

    assert killed
    assert scored.units == FILES * ROWS
    alone = score_alone(plan, answers, tmp_path / "alone.parquet")
    assert read_parts(output).equals(alone)


def test_bad_cells_and_repeated_units_of_all_pieces_are_named_and_nothing_is_written(
    client: Any, answers: Path, tmp_path: Path
) -> None:
    columns = {"unit": ["City 0.0", "Rome"], "law": ["full", "everything"]}
    columns |= {key: ["", ""] for key in ("site", "users", "ways")}
    parquet.write_table(pa.table(columns), answers / "9.parquet")

    with pytest.raises(BadCellsError) as raised:
        score_folder(make_plan("default"), answers, tmp_path / "scores", client)

    assert raised.value.count == 2
    assert "City 0.0" in str(raised.value)
    assert "Rome" in str(raised.value)
    assert [one.name for one in tmp_path.iterdir()] == ["answers"]


def test_what_cannot_be_read_is_refused_as_one_process_does(
    client: Any, answers: Path, tmp_path: Path
) -> None:
    plan, output = make_plan("default"), tmp_path / "scores"
    with pytest.raises(AnswersError, match="'nowhere'"):
        score_folder(plan, answers, output, client, "nowhere")
    damaged = answers / "3.parquet"
    content = damaged.read_bytes()
    damaged.write_bytes(content[:4] + bytes(600) + content[604:])
    with pytest.raises(UnreadableTableError, match=r"3\.parquet"):
        score_folder(plan, answers, output, client)
    assert not output.exists()


def test_places_that_do_not_do_are_refused_first(answers: Path, tmp_path: Path) -> None:
    plan = make_plan("default")
    with pytest.raises(PlaceTakenError, match="not there yet"):
        score_folder(plan, answers, tmp_path, None)
    with pytest.raises(NoFolderError, match=r"0\.parquet"):
        score_folder(plan, answers / "0.parquet", tmp_path / "scores", None)
