"""Files scored: what streams is what a frame scores, and an error leaves nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from drawn import draw, options
from openpyxl import Workbook
from pyarrow import parquet

from meter.errors import DataError
from meter.exchange import csv_answers, parquet_answers, workbook_answers
from meter.exchange.errors import (
    AnswersError,
    NestedColumnsError,
    RaggedRowsError,
    UnreadableTableError,
)
from meter.exchange.provenance import Provenance
from meter.exchange.score_files import open_scores
from meter.exchange.scored_files import code_file, read_coded, score_file
from scoring import ScoringError, compile_plan, score
from scoring.errors import BadCellsError
from scoring.frames import read_frame

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
    monkeypatch.setattr(csv_answers, "BLOCK_BYTES", 512)
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
    found, expected = (
        read_coded(INSTRUMENT, answers),
        read_frame(INSTRUMENT, make_frame()),
    )

    assert found.units == expected.units
    assert found.coded.tobytes() == expected.coded.tobytes()


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
        assert lines[0].startswith(f"'answers.{ending}': 3 cells hold")
        assert [line.split(":")[0].strip() for line in lines[1:]] == [
            "row 5 (Unit 3), column 'level'",
            "row 72 (Unit 70), column 'n'",
            "row 101 (Unit 4), column 'unit'",
        ]
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


# What is no table of answers, in each kind of file.


def explain(path: Path) -> str:
    """Say why a file is not scored; nothing but its name stands in its folder."""
    with pytest.raises((DataError, ScoringError)) as caught:
        score_to_frame(INSTRUMENT, path)
    assert getattr(caught.value, "exit_code", 1) == 11
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'x.csv' cannot be read: it is empty."),
        ("\ufeff", "it is empty"),
        ("\n\n", "its first row is blank"),
        ("unit,level", "'x.csv': There are no rows of answers."),
        ("unit,level\n", "There are no rows of answers."),
        ("unit,levle\nLima,full\n", "'x.csv': No column is named as an item"),
        ("unit,level,level\nLima,full,full\n", "Two columns are named 'level'."),
        ("unit,level\nLima\n", "row 2 has 1"),
        ("unit,level\nLima,1,2\n", "row 2 has 3"),
        ('unit,level\nLima,full\nSuva,"no\nApia,full\n', "do not pair up"),
        ("u\0n\0i\0t\0", "null characters"),
        ("unit,level\nLima,f\0ull\n", "'f\\u0000ull' is no option"),
        ("unit,level\nLi\0ma,full\n", "the character U+0000"),
        ("unit,n\nLima,NaN\n", "row 2 (Lima), column 'n': 'NaN' is not a number."),
        ("unit,n\nLima,inf\n", "'inf' is not a number."),
        ("unit,n\nLima,1e308\n", "1e+308 is above 1e+100."),
        ("unit,n\nLima,1e999\n", "'1e999' is not a number."),
        ("unit,n\nLima,seven\n", "'seven' is not a number."),
        ("unit,level\nLima,\x1b[2Jx\n", "'\\u001b[2Jx' is no option"),
    ],
)
def test_a_csv_that_is_wrong_is_explained(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8", newline="")

    assert said in explain(path)


def test_text_that_stops_being_utf_8_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = b"".join(b"Unit %d,full\n" % row for row in range(300_000))
    path.write_bytes(b"unit,level\n" + rows + b"M\xe1laga,full\n")

    assert "it is not UTF-8; save it as 'CSV UTF-8'" in explain(path)


def test_a_row_without_end_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('unit,level\nLima,full\nSuva,"' + "x" * 5_000_000)

    assert "a row is longer than 2 MB" in explain(path)


def test_ragged_rows_far_down_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [f"Unit {row},full" for row in range(300_000)]
    rows[299_990] += ",more"
    path.write_text("\n".join(["unit,level", *rows]))

    with pytest.raises(RaggedRowsError) as caught:
        score_to_frame(INSTRUMENT, path)
    assert caught.value.rows == ((299_992, 3),)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    for ending in WAYS:
        folder = tmp_path / f"x.{ending}"
        folder.mkdir()
        with pytest.raises(UnreadableTableError):
            score_to_frame(INSTRUMENT, folder)


def write_parquet(path: Path, **columns: Any) -> Path:
    parquet.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"n": [math.nan]}, "row 2 (Lima), column 'n': 'nan' is not a number."),
        ({"n": [math.inf]}, "'inf' is not a number."),
        ({"n": [1e308]}, "1e+308 is above 1e+100."),
        ({"n": [True]}, "'True' is not a number."),
        ({"level": [True]}, "'True' is no option"),
        ({"level": [1]}, "'1' is no option"),
        ({"level": [["full"]]}, "column 'level' holds list<"),
        ({"level": [{"a": 1}]}, "column 'level' holds struct<"),
        ({"other": [1]}, "No column is named as an item"),
    ],
)
def test_a_parquet_that_is_wrong_is_explained(
    tmp_path: Path, columns: dict[str, Any], said: str
) -> None:
    path = write_parquet(tmp_path / "x.parquet", unit=["Lima"], **columns)

    assert said in explain(path)


def test_all_nested_columns_are_named_at_once(tmp_path: Path) -> None:
    path = write_parquet(
        tmp_path / "x.parquet", unit=["Lima"], level=[["full"]], agree=[{"a": 1}]
    )

    with pytest.raises(NestedColumnsError) as caught:
        score_to_frame(INSTRUMENT, path)
    assert set(caught.value.columns) == {"level", "agree"}


def test_a_nested_column_that_is_no_item_harms_nobody(tmp_path: Path) -> None:
    path = write_parquet(
        tmp_path / "x.parquet", unit=["Lima"], level=["full"], notes=[["a", "b"]]
    )

    assert score_to_frame(INSTRUMENT, path)["unit"].tolist() == ["Lima"]


def test_two_columns_of_one_name_in_parquet_are_explained(tmp_path: Path) -> None:
    table = pa.table([["Lima"], ["full"], ["full"]], names=["unit", "level", "level"])
    parquet.write_table(table, tmp_path / "x.parquet")

    assert "Two columns are named 'level'" in explain(tmp_path / "x.parquet")


def test_columns_that_pandas_kept_as_an_index_come_first(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    frame = pd.DataFrame({"level": ["full", "none"], "unit": ["Lima", "Suva"]})
    frame.set_index("unit").to_parquet(path)
    assert score_to_frame(INSTRUMENT, path)["unit"].tolist() == ["Lima", "Suva"]

    kept = frame[["unit", "level"]].set_index(pd.Index([5, 7]))
    kept.to_parquet(path)
    assert score_to_frame(INSTRUMENT, path)["unit"].tolist() == ["Lima", "Suva"]


def test_a_table_that_is_wrong_keeps_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("unit,x\nLima,1\n")

    with pytest.raises(AnswersError) as caught:
        score_to_frame(INSTRUMENT, path)

    assert (caught.value.name, type(caught.value.problem).__name__) == (
        "x.csv",
        "NoItemColumnError",
    )
