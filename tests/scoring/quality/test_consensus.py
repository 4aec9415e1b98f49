from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.quality.consensus import measure_consensus

FIVE = (0.0, 1.0, 2.0, 3.0, 4.0)


def test_the_published_example_of_another_implementation() -> None:
    """The manual of the R package agrmt gives this value for these frequencies."""
    counts = (30, 40, 210, 130, 530, 50, 10)

    found = measure_consensus(counts, range(7))

    assert found == pytest.approx(0.7256876, abs=5e-8)


def test_answers_alike_at_every_level_come_to_what_a_hand_computes() -> None:
    # The mean is 2: two levels lie half the scale away, two a quarter, one on it.
    by_hand = 1 + (2 * math.log2(1 / 2) + 2 * math.log2(3 / 4)) / 5

    assert measure_consensus((4,) * 5, FIVE) == pytest.approx(by_hand, abs=1e-15)


def test_all_alike_agree_and_half_at_either_end_do_not() -> None:
    assert measure_consensus((0, 0, 9, 0, 0), FIVE) == 1
    assert measure_consensus((9, 0, 0, 0, 0), FIVE) == 1
    assert measure_consensus((6, 0, 0, 0, 6), FIVE) == pytest.approx(0)


@pytest.mark.parametrize(("counts", "places"), [((0, 0), (0, 1)), ((3,), (1,))])
def test_nothing_is_said_of_no_answer_or_a_scale_without_width(
    counts: tuple[int, ...], places: tuple[float, ...]
) -> None:
    assert measure_consensus(counts, places) is None


@given(st.lists(st.integers(0, 50), min_size=2, max_size=7).filter(any))
def test_it_lies_between_nothing_and_one_whichever_way_the_scale_runs(
    counts: list[int],
) -> None:
    places = range(len(counts))
    found = measure_consensus(counts, places)

    assert found is not None
    assert -1e-12 <= found <= 1 + 1e-12
    assert measure_consensus(counts[::-1], places) == pytest.approx(found)
