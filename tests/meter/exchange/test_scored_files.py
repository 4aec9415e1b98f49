"""Files scored: what streams is what a frame scores, and an error leaves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from drawn import draw, options
from openpyxl import Workbook
from pyarrow import parquet

from meter.exchange import csv_blocks, parquet_answers, workbook_answers
from meter.exchange.errors import (
    AnswersError,
    UnreadableTableError,
)
from meter.exchange.score_files import open_scores
from meter.exchange.scored_files import code_file, read_coded, score_file
from scoring import compile_plan, score
from scoring.errors import BadCellsError
from scoring.frames import read_frame
from scoring.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from instruments.model.instrument import Instrument

ITEMS: dict[str, Any] = {
    "level": {},
    "agree": {"type": "yes_no", "allow": []},
    "several": {"type": "multiple", "options": options(a=1, b=2)},
    "n": {"type": "number", "at_least": 0, "goalposts": {"low": 0, "high": 10}},
    "then": {"when": {"item": "agree", "equals": "yes"}},
}
NODES = {"index": ["level", "agree", "several", "n", "then"]}
INSTRUMENT = draw(ITEMS, NODES)
ROWS = 100


def make_frame() -> pd.DataFrame:
    chance = np.random.default_rng(20261122)
    levels = ["none", "little", "half", "most", "full", "NA", "DK", ""]
    columns = {
        "unit": [f"Unit {row}" for row in range(ROWS)],
        "level": chance.choice(levels, ROWS),
        "agree": chance.choice(["yes", "no", ""], ROWS),
        "several": chance.choice(["a", "a;b", "", "RF"], ROWS),
        "n": chance.choice(["0", "2.5", "1e1", "", "NA"], ROWS),
        "then": chance.choice(levels, ROWS),
    }
    return pd.DataFrame(columns, dtype=object)


def save_workbook(frame: pd.DataFrame, path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [list(frame.columns), *frame.to_numpy().tolist()]:
        sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)


WAYS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    "csv": lambda frame, path: frame.to_csv(path, index=False),
    "parquet": lambda frame, path: frame.to_parquet(path, row_group_size=30),
    "xlsx": save_workbook,
}


@pytest.fixture(params=list(WAYS))
def answers(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"answers.{request.param}"
    WAYS[request.param](make_frame(), path)
    return path


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_blocks, "BLOCK_BYTES", 512)
    monkeypatch.setattr(parquet_answers, "BATCH_BYTES", 1)
    monkeypatch.setattr(parquet_answers, "LEAST_ROWS", 7)
    monkeypatch.setattr(workbook_answers, "BATCH_ROWS", 7)


def score_to_frame(instrument: Instrument, answers: Path) -> pd.DataFrame:
    output = answers.with_name("scores.parquet")
    plan = compile_plan(instrument)
    with code_file(instrument, answers) as coded, open_scores(output) as writer:
        score_file(plan, coded, writer)
    frame: pd.DataFrame = parquet.read_table(output).to_pandas()
    return frame


def plain(frame: pd.DataFrame) -> list[list[object]]:
    cells = frame.astype(object)
    found: list[list[object]] = cells.where(cells.notna(), None).to_numpy().tolist()
    return [list(frame.columns), *found]


@pytest.mark.usefixtures("small_batches")
def test_a_file_in_batches_scores_as_its_frame_does(answers: Path) -> None:
    found = score_to_frame(INSTRUMENT, answers)

    assert plain(found) == plain(score(INSTRUMENT, make_frame()))


@pytest.mark.usefixtures("small_batches")
def test_a_relative_method_is_fitted_on_the_whole_file(answers: Path) -> None:
    instrument = draw(ITEMS, NODES, normalise={"n": "min_max"})
    assert instrument.method().is_relative

    found = score_to_frame(instrument, answers)

    assert plain(found) == plain(score(instrument, make_frame()))


@pytest.mark.usefixtures("small_batches")
def test_a_file_may_be_coded_into_memory(answers: Path) -> None:
    told: list[float] = []

    found = read_coded(INSTRUMENT, answers, tell=told.append)

    expected = read_frame(INSTRUMENT, make_frame())
    assert found.units == expected.units
    assert found.coded.tobytes() == expected.coded.tobytes()
    assert len(told) > 1
    assert told == sorted(told)


@pytest.mark.usefixtures("small_batches")
def test_all_bad_cells_of_a_file_are_gathered_with_their_rows(
    tmp_path: Path,
) -> None:
    for ending, write in WAYS.items():
        frame = make_frame()
        frame.loc[3, "level"] = "fulll"
        frame.loc[70, "n"] = "-1"
        frame.loc[99, "unit"] = "Unit 4"
        path = tmp_path / f"answers.{ending}"
        write(frame, path)

        with pytest.raises(BadCellsError) as caught:
            score_to_frame(INSTRUMENT, path)

        lines = str(caught.value).splitlines()
        assert lines[0].startswith(f"'answers.{ending}': 3 cells or rows")
        assert [line.split(":")[0].strip() for line in lines[1:]] == [
            "row 5 (Unit 3), column 'level'",
            "row 72 (Unit 70), column 'n'",
            "row 101 (Unit 4), column 'unit'",
        ]
        assert not (tmp_path / "scores.parquet").exists()


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_whatever_is_wrong_is_told_at_once_in_the_order_of_rows(
    tmp_path: Path, ending: str
) -> None:
    header = ["unit", "level", "level", "agree", "n", "n"]
    rows = [[f"Unit {row}", "full", "none", "yes", "1", "2"] for row in range(60)]
    rows[3][1] = "fulll"
    rows[20] += ["more", "and more"]
    rows[21][0] = "Unit 4"
    rows[40][3] = "perhaps"
    rows[59] += ["more"]
    path = tmp_path / f"x.{ending}"
    if ending == "csv":
        path.write_text("\n".join(",".join(row) for row in [header, *rows]))
    else:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [header, *rows]:
            sheet.append(row)
        book.save(path)

    with pytest.raises(BadCellsError) as caught:
        score_to_frame(INSTRUMENT, path)

    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"'x.{ending}': 7 cells or rows cannot be read")
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "row 1, column 'level'",
        "row 1, column 'n'",
        "row 5 (Unit 3), column 'level'",
        "row 22",
        "row 23 (Unit 4), column 'unit'",
        "row 42 (Unit 40), column 'agree'",
        "row 61",
    ]
    assert "the row has 8 cells, and there are 6 columns" in lines[4]
    assert caught.value.exit_code == 11
    assert not (tmp_path / "scores.parquet").exists()


def test_work_is_told_from_nothing_to_all(answers: Path) -> None:
    read: list[float] = []
    scored: list[float] = []
    output = answers.with_name("scores.csv")
    with (
        code_file(INSTRUMENT, answers, tell=read.append) as coded,
        open_scores(output) as writer,
    ):
        score_file(compile_plan(INSTRUMENT), coded, writer, scored.append)

    assert read == sorted(read)
    assert max(read) <= 1
    assert scored == sorted(scored)
    assert scored[-1] == 1


def test_parquet_says_in_its_schema_what_it_was_made_by(tmp_path: Path) -> None:
    path, output = tmp_path / "answers.csv", tmp_path / "scores.parquet"
    path.write_text("unit,level\nLima,full\n")
    plan = compile_plan(INSTRUMENT)
    provenance = Provenance.of(plan)

    with (
        code_file(INSTRUMENT, path) as coded,
        open_scores(output, provenance) as writer,
    ):
        score_file(plan, coded, writer)

    kept = parquet.read_schema(output).metadata
    assert {key.decode(): value.decode() for key, value in kept.items()} == (
        provenance.to_mapping()
    )
    assert list(pd.read_parquet(output)["unit"]) == ["Lima"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    for ending in WAYS:
        folder = tmp_path / f"x.{ending}"
        folder.mkdir()
        with pytest.raises(UnreadableTableError):
            score_to_frame(INSTRUMENT, folder)


def test_a_table_that_is_wrong_keeps_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("unit,x\nLima,1\n")

    with pytest.raises(AnswersError) as caught:
        score_to_frame(INSTRUMENT, path)

    assert (caught.value.name, type(caught.value.problem).__name__) == (
        "x.csv",
        "NoItemColumnError",
    )
