"""Ranks of many draws, their bands and the words for these."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.uncertainty.bands import (
    find_rank_band,
    find_score_band,
    say_band,
)


def test_scores_lie_between_their_5_and_95_percentiles() -> None:
    score = np.random.default_rng(1).random((37, 4))

    found = find_score_band(score)

    expected = np.percentile(score, [5, 50, 95], axis=0)
    assert np.array([found.low, found.median, found.high]) == pytest.approx(expected)
    assert found.width == pytest.approx(expected[2] - expected[0])


def test_draws_without_a_score_are_left_out_of_its_band() -> None:
    score = np.array([[0.1, np.nan], [np.nan, np.nan], [0.3, np.nan]])

    found = find_score_band(score)

    assert found.median.tolist() == pytest.approx([0.2, np.nan], nan_ok=True)


def test_bands_of_ranks_end_at_ranks_that_were_held() -> None:
    rank = np.array([[1, 4]] * 1 + [[2, 3]] * 18 + [[3, 0]] * 1, dtype=np.int32)

    found = find_rank_band(rank)

    # 5 % of 20 draws is the first, 95 % the 19th
    assert found.low.tolist() == [1, 3]  # of the second unit 19 draws count
    assert found.median.tolist() == [2, 3]
    assert found.high.tolist() == [2, 4]


def test_a_unit_that_never_has_a_rank_has_no_band() -> None:
    found = find_rank_band(np.zeros((3, 1), dtype=np.int32))

    assert np.isnan(found.low[0])
    assert not say_band(found.low[0], found.high[0], 24)


def test_a_band_is_said_in_words() -> None:
    assert say_band(3.0, 9.0, 24) == "3-9 of 24"
    assert say_band(3.0, 3.0, 24) == "3 of 24"
