"""The figures of a sensitivity study as frames."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from drawn import LEVELS, draw, ladder

from scoring.uncertainty.sensitivity import Sensitivity, sensitivity
from scoring.uncertainty.tables import write_pairs, write_shifts, write_units


@pytest.fixture
def found() -> Sensitivity:
    frame = pd.DataFrame(
        np.random.default_rng(2).choice(LEVELS, (5, 3)), columns=list("abc")
    )
    frame.insert(0, "city", list("vwxyz"))
    instrument = draw(
        "abc",
        stages={"rule": ladder(0, 0.5), "other": ladder(0, 0.9)},
        alternatives={"weights": {"index": 9}, "draws": 100},
    )
    return sensitivity(instrument, frame)


def test_a_row_a_unit_in_the_order_of_the_answers(found: Sensitivity) -> None:
    frame = write_units(found)

    assert frame["unit"].tolist() == list("vwxyz")
    spread = found.nodes["index"]
    assert frame["index.rank.low"].tolist() == spread.rank.low.tolist()
    assert frame["index.rank.band"].tolist() == spread.words
    assert frame["index.stage.holds"].tolist() == found.stages["rule"].holds.tolist()
    reaches = found.stages["other"].reaches[:, 1].tolist()
    assert frame["index.stage.other.from.s1"].tolist() == reaches
    assert frame["index.worst"].tolist() == frame["index"].tolist()  # nothing is open


def test_a_row_a_node_says_how_far_ranks_move(found: Sensitivity) -> None:
    (row,) = write_shifts(found).to_dict("records")

    spread = found.nodes["index"]
    assert row["mean_shift"] == spread.shift.mean()
    assert row["median_width"] == np.median(spread.rank.width)
    assert (row["units"], row["neighbours"]) == (5, 4)


def test_a_row_for_each_two_neighbours(found: Sensitivity) -> None:
    frame = write_pairs(found)

    spread = found.nodes["index"]
    for row in frame.to_dict("records"):
        assert row["chance"] == spread.above(row["unit"], row["other"])
    assert len(frame) == 4
