"""Ranks over a file: those of the kernel, whatever fits into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meter.exchange import ranking
from meter.exchange.ranking import Ranking
from scoring.kernel.results import rank_scores

if TYPE_CHECKING:
    import pytest


def rank(scores: list[float], parts: int, decimals: int = 12) -> list[int]:
    """Add scores some at a time, and take their ranks some others at a time."""
    with Ranking(decimals) as found:
        for start in range(0, len(scores), parts):
            found.add(np.array(scores[start : start + parts], dtype=float))
        found.finish()
        taken = [found.take(parts + 1) for _ in range(0, len(scores), parts + 1)]
    return [int(one) for part in taken for one in part]


def test_ties_share_the_best_rank_and_no_score_has_none() -> None:
    assert rank([0.7, 0.9, float("nan"), 0.2, 0.7], 2) == [2, 1, 0, 4, 2]


def test_scores_are_compared_to_the_decimals_of_the_method() -> None:
    assert rank([0.1232, 0.1234], 2, decimals=3) == [1, 1]
    assert rank([0.1232, 0.1234], 2, decimals=4) == [2, 1]


def test_blanks_do_not_count() -> None:
    with Ranking(12) as found:
        found.add(np.array([0.5, np.nan, 0.25]))
        found.finish()

        assert found.count == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    scores=st.lists(st.sampled_from([0, 0.25, 0.5, 1, float("nan"), -2]), max_size=40),
    parts=st.integers(1, 9),
    at_once=st.integers(1, 12),
)
def test_ranks_are_those_of_the_kernel_however_few_fit_into_memory(
    scores: list[float], parts: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "AT_ONCE", at_once)

    assert rank(scores, parts) == rank_scores(np.array(scores, dtype=float)).tolist()


def test_half_goes_up_as_in_printed_tables() -> None:
    assert rank([0.3325, 0.333, 0.3335], 2, decimals=3) == [2, 2, 1]
