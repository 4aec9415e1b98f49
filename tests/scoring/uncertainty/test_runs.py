"""Draws that take the same ways are scored together."""

from __future__ import annotations

import numpy as np
import pytest
from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.uncertainty import runs
from scoring.uncertainty.draws import draw_blocks
from scoring.uncertainty.runs import Runs, group_ways
from scoring.uncertainty.space import find_space


def test_draws_are_grouped_by_the_ways_they_take() -> None:
    ways = np.array([[1, 0], [0, 0], [1, 0]])

    found = [(kind, rows.tolist()) for kind, rows in group_ways(ways)]

    assert found == [((0, 0), [1]), ((1, 0), [0, 2])]


def test_every_draw_is_scored_once_however_many_are_scored_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    instrument = draw(
        "abc",
        stages={"rule": ladder(0, 0.5)},
        alternatives={
            "weights": {"index": 5},
            "combine": {"index": ["arithmetic", "geometric"]},
        },
    )
    plan = compile_plan(instrument)
    space = find_space(plan)
    rows = [{"a": "full", "b": "half"}, {"b": "little", "c": "full"}]
    coded = code_answers(instrument, rows)
    draws = next(iter(draw_blocks(space, 20, 1)))

    def score() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        found = np.full((20, 2), np.nan)
        for scored in Runs.over(plan, space, coded).score(draws):
            assert np.isnan(found[scored.rows]).all()
            found[scored.rows] = scored.score[0]
            assert ((scored.score[0] >= 0.5) == (scored.stage["rule"] == 1)).all()
        return found

    together = score()
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    alone = score()

    assert not np.isnan(together).any()
    assert alone == pytest.approx(together, abs=1e-15)
