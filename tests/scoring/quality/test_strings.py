"""Runs of equal answers, counted by hand."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.quality.strings import count_strings

_ = np.nan


def count(*answers: float, scales: str | None = None) -> tuple[int, float]:
    row = np.array([answers], dtype=np.float64)
    longest, average = count_strings(row, scales or "s" * len(answers))
    return int(longest[0]), float(average[0])


def test_runs_are_counted_in_the_order_of_the_questionnaire() -> None:
    # runs of 3, 2 and 1
    assert count(4, 4, 4, 2, 2, 4) == (3, (3 + 2 + 1) / 3)


def test_one_answer_throughout_is_one_run() -> None:
    assert count(1, 1, 1, 1) == (4, 4)


def test_an_answer_that_was_not_given_is_passed_over() -> None:
    assert count(1, 1, _, 1, 2) == (3, (3 + 1) / 2)


def test_another_scale_ends_a_run() -> None:
    assert count(1, 1, 1, 1, scales="aabb") == (2, 2)


def test_without_answers_there_is_no_run() -> None:
    longest, average = count(_, _)

    assert longest == 0
    assert np.isnan(average)


def test_rows_do_not_mix() -> None:
    longest, average = count_strings(np.array([[1.0, 1, 1], [1, 2, 3]]), "aaa")

    assert longest.tolist() == [3, 1]
    assert average.tolist() == [3, 1]


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, np.nan]), min_size=1, max_size=20))
def test_runs_are_those_of_the_answers_given(row: list[float]) -> None:
    runs = [len(list(run)) for key, run in groupby(v for v in row if v == v)]  # noqa: PLR0124 (NaN)

    longest, average = count(*row)

    assert longest == max(runs, default=0)
    if runs:
        assert average == pytest.approx(sum(runs) / len(runs))
