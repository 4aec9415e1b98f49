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


def test_scores_that_a_printed_table_rounds_up_alike_share_a_rank() -> None:
    # 0.3335 is printed as 0.334, 0.3325 as 0.333: half goes up, to odd digits too.
    scores = np.array([[0.3335, 0.334, 0.3325, 0.333, 0.332]])
    assert rank_rows(scores, 3).tolist() == [[1, 1, 3, 3, 5]]
