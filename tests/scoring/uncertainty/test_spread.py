"""What draws say of a node and of a stage rule."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.uncertainty.runs import Scored
from scoring.uncertainty.spread import NodeSpread, StageSpread
from scoring.uncertainty.tally import NodeTally, StageTally

SCORES = np.array([[0.9, 0.5, 0.1], [0.4, 0.5, 0.1], [0.9, 0.5, np.nan]])


def spread() -> NodeSpread:
    published = np.array([0.9, 0.5, 0.1])
    tally = NodeTally.start(0, np.array([1, 2, 3], dtype=np.int32), 12, 3)
    tally.add(Scored(np.arange(3), [SCORES], {}), 0)
    return NodeSpread.of("index", ("a", "b", "c"), published, tally)


def test_a_spread_says_bands_shift_and_chances() -> None:
    found = spread()

    assert found.score.median.tolist() == pytest.approx([0.9, 0.5, 0.1])
    assert found.words == ["1-2 of 3", "1-2 of 3", "3 of 3"]
    assert found.mean_shift == pytest.approx((0 + 2 / 3 + 0) / 3)
    assert found.above("a", "b") == pytest.approx(2 / 3)
    assert found.above("b", "c") == 1
    assert found.neighbours.chance.tolist() == pytest.approx([2 / 3, 1])
    assert found.ranked == 3


def test_stages_are_counted_from_a_band_upwards() -> None:
    tally = StageTally(np.array([[0, 2, 6, 2], [5, 5, 0, 0]]))
    published = np.array([1, -1], dtype=np.int8)

    found = StageSpread.of("rule", "index", (), published, tally)

    assert found.reaches.tolist() == [[1.0, 0.8, 0.2], [0.5, 0.0, 0.0]]
    assert found.holds.tolist() == [0.6, 0.5]
