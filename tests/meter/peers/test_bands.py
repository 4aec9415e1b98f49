"""Quartiles are told in bands of five points, and standings by them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meter.peers.bands import are_alike, find_bands, find_standing
from meter.peers.records import Release, Spread
from tests.meter.peers.row_space import find_disclosed

SPREAD = Spread(
    Release(1, datetime(2026, 11, 21, tzinfo=UTC), "Ada"),
    "law",
    "",
    8,
    lower=40,
    middle=55,
    upper=70,
    withheld=None,
)


def test_bands_begin_at_multiples_of_five() -> None:
    assert find_bands([0.10, 0.22, 0.38, 0.41, 0.63, 0.97]) == (25, 35, 55)


def test_a_score_on_an_edge_begins_its_band() -> None:
    assert find_bands([0.35] * 3 + [0.55] * 3) == (35, 45, 55)
    assert find_bands([0.0] * 6) == (0, 0, 0)
    assert find_bands([1.0] * 6) == (95, 95, 95)


def test_a_middle_half_within_one_band_tells_too_much() -> None:
    assert are_alike(find_bands([0.0, 0.51, 0.52, 0.53, 0.54, 1.0]))
    assert not are_alike(find_bands([0.0, 0.4, 0.52, 0.53, 0.6, 1.0]))


@pytest.mark.parametrize(
    ("score", "standing"),
    [
        (0.0, "below"),
        (0.399, "below"),
        (0.40, "low edge"),
        (0.449, "low edge"),
        (0.45, "middle"),
        (0.699, "middle"),
        (0.70, "high edge"),
        (0.749, "high edge"),
        (0.75, "above"),
        (1.0, "above"),
    ],
)
def test_a_standing_follows_from_the_bands(score: float, standing: str) -> None:
    assert find_standing(score, SPREAD) == standing


def test_nobody_stands_above_the_last_band() -> None:
    assert find_standing(1.0, replace(SPREAD, upper=95)) == "high edge"


def test_there_is_no_standing_where_figures_are_withheld() -> None:
    withheld = replace(SPREAD, lower=None, middle=None, upper=None, withheld="few")

    assert find_standing(0.5, withheld) is None


SCORES = st.lists(st.floats(0, 1), min_size=6, max_size=30)


@given(SCORES, st.data())
def test_a_standing_is_true_of_the_exact_quartiles(
    scores: list[float], data: st.DataObject
) -> None:
    own = data.draw(st.sampled_from(scores))
    lower, middle, upper = find_bands(scores)
    spread = replace(SPREAD, lower=lower, middle=middle, upper=upper)
    first, last = np.quantile(scores, [0.25, 0.75])

    standing = find_standing(own, spread)

    assert standing != "below" or own <= first + 1e-9
    assert standing != "above" or own >= last - 1e-9
    assert standing != "middle" or first - 1e-9 <= own <= last + 1e-9


def test_an_exact_quartile_would_tell_one_unit_to_another() -> None:
    """Why bands: a quartile is a mixture of two, and one of them may be the reader."""
    scores = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    lower = float(np.quantile(scores, 0.25))

    found = (lower - 0.75 * scores[1]) / 0.25

    assert found == pytest.approx(scores[2])
    assert find_disclosed([[1, 2]], 6, own=1) == [2]
