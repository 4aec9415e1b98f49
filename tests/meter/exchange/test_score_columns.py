"""Columns of scores: block by block they are what a frame of all scores holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from drawn import draw

from meter.exchange.score_columns import ScoreColumns
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("none", "little", "half", "most", "full")
STAGES = {
    "ladder": {
        "title": "Ladder",
        "of": "index",
        "bands": [
            {"key": "low", "title": "Low", "from": 0, "classes": ["l1", "l2", "l3"]},
            {"key": "middle", "title": "Middle", "from": 0.4},
            {"key": "high", "title": "High", "from": 0.6, "classes": ["h1", "h2"]},
        ],
    },
    "second": {
        "title": "Second",
        "of": "index",
        "bands": [
            {"key": "no", "title": "No", "from": 0},
            {"key": "yes", "title": "Yes", "from": 0.5},
        ],
    },
}
INSTRUMENT = draw(
    ["a", "b", "c"],
    {"index": {"of": ["x", "y"]}, "x": ["a", "b"], "y": ["c"]},
    index=["index", "y"],
    stages=STAGES,
    missing={"least_coverage": 0.5, "bounds": True},
)
PLAN = compile_plan(INSTRUMENT)


def draw_answers(units: int) -> list[dict[str, str]]:
    """Draw levels; in every sixth place or so there is no answer."""
    chance = np.random.default_rng(20261122)
    drawn = chance.choice([*LEVELS, ""], size=(units, 3)).tolist()
    rows = (zip("abc", row, strict=True) for row in drawn)
    return [{key: level for key, level in row if level} for row in rows]


# Bands of many sizes, so that their classes are mostly unequal.
@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13, 60])
@pytest.mark.parametrize("rows", [1, 7, 60])
def test_blocks_of_any_size_hold_what_one_frame_holds(rows: int, count: int) -> None:
    units = [f"Unit {number}" for number in range(count)]
    coded = code_answers(INSTRUMENT, draw_answers(count))
    expected = score_coded(PLAN, coded).to_frame(units)
    blocks = [
        (
            pa.array(units[start : start + rows]),
            score_coded(PLAN, coded[start : start + rows]),
        )
        for start in range(0, count, rows)
    ]

    with ScoreColumns(PLAN) as columns:
        for _, scores in blocks:
            columns.add(scores)
        columns.finish()
        written = pa.concat_tables([columns.write(*block) for block in blocks])

    assert written.column_names == list(expected.columns)
    assert "index.class" in written.column_names
    assert plain(written.to_pandas()) == plain(expected)


def plain(frame: pd.DataFrame) -> list[list[object]]:
    """List all cells, None for a blank."""
    cells = frame.astype(object)
    found: list[list[object]] = cells.where(cells.notna(), None).to_numpy().tolist()
    return found


def test_a_blank_is_no_number() -> None:
    scores = score_coded(PLAN, code_answers(INSTRUMENT, [{}]))

    with ScoreColumns(PLAN) as columns:
        columns.add(scores)
        columns.finish()
        table = columns.write(pa.array(["Lima"]), scores)

    assert table.column("index").null_count == 1
    assert table.column("index.rank").null_count == 1
    assert table.column("index.stage").to_pylist() == [None]
