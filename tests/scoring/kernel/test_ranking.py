"""Ranks of rows of scores."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.kernel.ranking import rank_rows

SCORE = st.sampled_from([0.0, -0.0, 0.25, 0.5, 0.5 + 1e-14, 1.0, np.nan])


@given(st.lists(st.lists(SCORE, min_size=5, max_size=5), min_size=1, max_size=6))
def test_a_rank_is_1_and_how_many_are_higher(rows: list[list[float]]) -> None:
    score = np.array(rows)

    found = rank_rows(score, 12)

    rounded = np.round(score, 12)
    assert found.tolist() == [
        [0 if np.isnan(x) else 1 + int((row > x).sum()) for x in row] for row in rounded
    ]


def test_equal_scores_share_the_best_rank() -> None:
    assert rank_rows(np.array([[0.7, 0.9, 0.2, 0.7]]), 12).tolist() == [[2, 1, 4, 2]]
