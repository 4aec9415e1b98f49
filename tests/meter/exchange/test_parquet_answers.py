"""Parquet: columns of any type are read or explained, row groups of any size."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pytest
from drawn import draw
from pyarrow import parquet

from meter.errors import DataError
from meter.exchange.errors import NestedColumnsError, UnreadableTableError
from meter.exchange.parquet_answers import ParquetAnswers
from meter.exchange.scored_files import read_coded
from scoring import ScoringError

if TYPE_CHECKING:
    from pathlib import Path

INSTRUMENT = draw(
    {
        "level": {},
        "agree": {"type": "yes_no", "allow": []},
        "n": {"type": "number", "at_least": 0, "goalposts": {"low": 0, "high": 10}},
    },
    {"index": ["level", "agree", "n"]},
)


def explain(path: Path) -> str:
    """Say why a file is not read."""
    with pytest.raises((DataError, ScoringError)) as caught:
        read_coded(INSTRUMENT, path)
    assert getattr(caught.value, "exit_code", 1) == 11
    return str(caught.value)


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


def test_text_that_is_no_utf_8_is_explained_however_it_is_read(tmp_path: Path) -> None:
    latin = pa.array(["M\u00e1laga".encode("latin-1"), b"full"], pa.binary())
    name, level = (latin.view(pa.string()).slice(place, 1) for place in (0, 1))
    path = write_parquet(tmp_path / "x.parquet", unit=name, level=level)

    assert "'x.parquet' cannot be read" in explain(path)
    with pytest.raises(UnreadableTableError, match="a damaged one"):
        ParquetAnswers(path).to_frame()


def test_all_nested_columns_are_named_at_once(tmp_path: Path) -> None:
    path = write_parquet(
        tmp_path / "x.parquet", unit=["Lima"], level=[["full"]], agree=[{"a": 1}]
    )

    with pytest.raises(NestedColumnsError) as caught:
        read_coded(INSTRUMENT, path)
    assert set(caught.value.columns) == {"level", "agree"}


def test_a_nested_column_that_is_no_item_harms_nobody(tmp_path: Path) -> None:
    path = write_parquet(
        tmp_path / "x.parquet", unit=["Lima"], level=["full"], notes=[["a", "b"]]
    )

    assert read_coded(INSTRUMENT, path).units == ["Lima"]


def test_two_columns_of_one_name_are_told_with_the_bad_cells(tmp_path: Path) -> None:
    columns = [["Lima", "Lima"], ["full", "x"], ["full", "full"], [1, -2]]
    table = pa.table(columns, names=["unit", "level", "level", "n"])
    parquet.write_table(table, tmp_path / "x.parquet")

    told = explain(tmp_path / "x.parquet").splitlines()

    assert told[0].startswith("'x.parquet': 4 cells or rows cannot be read")
    assert [line.split(":")[0].strip() for line in told[1:]] == [
        "row 1, column 'level'",
        "row 3 (Lima), column 'level'",
        "row 3 (Lima), column 'n'",
        "row 3 (Lima), column 'unit'",
    ]


def test_columns_that_pandas_kept_as_an_index_come_first(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    frame = pd.DataFrame({"level": ["full", "none"], "unit": ["Lima", "Suva"]})
    frame.set_index("unit").to_parquet(path)
    assert read_coded(INSTRUMENT, path).units == ["Lima", "Suva"]

    kept = frame[["unit", "level"]].set_index(pd.Index([5, 7]))
    kept.to_parquet(path)
    assert read_coded(INSTRUMENT, path).units == ["Lima", "Suva"]


def test_what_pandas_would_not_understand_is_no_index(tmp_path: Path) -> None:
    table = pa.table({"unit": ["Lima"], "level": ["full"]})
    kept = table.replace_schema_metadata({"pandas": "[1, 2"})
    parquet.write_table(kept, tmp_path / "x.parquet")

    assert ParquetAnswers(tmp_path / "x.parquet").columns == ["unit", "level"]


def test_a_frame_holds_all_rows(tmp_path: Path) -> None:
    rows = 200
    path = write_parquet(
        tmp_path / "x.parquet", unit=[*map(str, range(rows))], level=["full"] * rows
    )

    assert len(ParquetAnswers(path).to_frame()) == rows
