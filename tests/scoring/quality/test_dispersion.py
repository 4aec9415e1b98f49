"""Consensus is 1 where all answer alike and 0 where half stands at either end."""

from __future__ import annotations

import math

import pytest

from scoring.quality.dispersion import rate_consensus


def test_all_alike_agree_wholly() -> None:
    assert rate_consensus([0, 7, 0], [0, 1, 2]) == 1.0


def test_half_at_either_end_do_not_agree_at_all() -> None:
    assert rate_consensus([3, 0, 0, 3], [0, 1, 2, 3]) == pytest.approx(0)


def test_in_between_it_is_as_the_formula_says() -> None:
    # Mean 1.25 on a scale of width 2: distances 1.25, 0.25 and 0.75 of it.
    expected = (
        1
        + 0.25 * math.log2(1 - 1.25 / 2)
        + 0.25 * math.log2(1 - 0.25 / 2)
        + 0.5 * math.log2(1 - 0.75 / 2)
    )

    assert rate_consensus([1, 1, 2], [0, 1, 2]) == pytest.approx(expected)


def test_places_may_lie_unevenly() -> None:
    even = rate_consensus([1, 1, 1], [0, 1, 2])
    uneven = rate_consensus([1, 1, 1], [0, 0.1, 2])

    assert even is not None
    assert uneven is not None
    assert uneven < even


@pytest.mark.parametrize(
    ("counts", "places"), [([], []), ([0, 0], [0, 1]), ([2, 2], [1, 1])]
)
def test_without_answers_or_width_there_is_none(
    counts: list[int], places: list[float]
) -> None:
    assert rate_consensus(counts, places) is None
