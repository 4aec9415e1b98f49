"""Published figures of internal consistency.

The Technology Achievement Index: OECD/JRC Handbook (2008), table 11, from the raw data
of 23 countries in `tai_raw.csv` (printed with few digits, which moves the figures a
little). Twelve answers to eleven yes/no items with gaps, and fifteen to ten items on a
scale of seven: examples in pingouin's documentation. Nine tests of ability: the
correlations of Thurstone and Thurstone (1941), n = 213, with the figures that the R
package psych 2.2.9 prints.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn import draw
from scipy.stats import f

from scoring.quality.consistency import Way, measure_consistency
from scoring.quality.omega import estimate_omega
from scoring.quality.reliability import reliability

TAI = pd.read_csv(Path(__file__).parent / "tai_raw.csv")

TABLE_11 = {
    "PATENTS": (0.261, 0.704), "ROYALTIES": (0.527, 0.645),
    "INTERNET": (0.566, 0.636), "EXPORTS": (-0.108, 0.774),
    "TELEPHONES": (0.701, 0.603), "ELECTRICITY": (0.614, 0.624),
    "SCHOOLING": (0.451, 0.662), "UNIVERSITY": (0.249, 0.706),
}  # fmt: skip
"""Correlation with the rest of the sum, alpha if deleted."""

THURSTONE = [
    [1.000, 0.828, 0.776, 0.439, 0.432, 0.447, 0.447, 0.541, 0.380],
    [0.828, 1.000, 0.779, 0.493, 0.464, 0.489, 0.432, 0.537, 0.358],
    [0.776, 0.779, 1.000, 0.460, 0.425, 0.443, 0.401, 0.534, 0.359],
    [0.439, 0.493, 0.460, 1.000, 0.674, 0.590, 0.381, 0.350, 0.424],
    [0.432, 0.464, 0.425, 0.674, 1.000, 0.541, 0.402, 0.367, 0.446],
    [0.447, 0.489, 0.443, 0.590, 0.541, 1.000, 0.288, 0.320, 0.325],
    [0.447, 0.432, 0.401, 0.381, 0.402, 0.288, 1.000, 0.555, 0.598],
    [0.541, 0.537, 0.534, 0.350, 0.367, 0.320, 0.555, 1.000, 0.452],
    [0.380, 0.358, 0.359, 0.424, 0.446, 0.325, 0.598, 0.452, 1.000],
]

YES_NO = [
    "1 1 1 1 1 1 1 1 1 1 1",
    "1 1 1 1 1 1 1 1 0 1 0",
    ". 0 1 1 . 1 1 1 1 0 0",
    "1 1 1 0 1 1 0 1 1 0 0",
    "1 1 1 1 1 0 0 0 1 0 0",
    "0 1 . 0 1 1 1 1 0 0 0",
    "1 1 1 1 0 0 1 0 0 0 0",
    "1 1 1 1 1 0 0 0 0 0 0",
    "0 1 0 1 1 0 0 0 0 1 0",
    "1 0 0 1 0 1 0 0 . 0 0",
    "1 1 1 0 0 0 0 0 0 0 0",
    "1 0 0 1 0 0 0 0 0 0 0",
]
"""A unit a line; a point is a gap."""

LIKERT = [
    "3241451432", "5463512555", "7355643365", "2433222663", "6565444675",
    "1234252352", "4353521243", "2443722465", "6555165232", "5464353172",
    "4352532341", "4232534234", "5562332445", "6554221465", "4355313234",
]  # fmt: skip
"""A unit a word, a digit an answer."""


def answers() -> tuple[Any, pd.DataFrame]:
    """Draw an instrument of eleven yes/no items, and the twelve answers to it."""
    keys = [f"q{place}" for place in range(1, 12)]
    words = {"1": "yes", "0": "no", ".": ""}
    rows = [[words[sign] for sign in line.split()] for line in YES_NO]
    frame = pd.DataFrame(rows, columns=keys)
    frame.insert(0, "unit", [f"u{row}" for row in range(len(rows))])
    return draw({key: {"type": "yes_no"} for key in keys}), frame


def test_the_handbook_finds_the_alpha_of_the_technology_index() -> None:
    values = TAI.drop(columns="country")
    found = measure_consistency((values - values.mean()) / values.std())

    assert found.alpha == pytest.approx(0.70, abs=0.005)
    assert found.standardised == pytest.approx(found.alpha)
    for item, (correlation, without) in TABLE_11.items():
        assert found.items[item].rest_correlation == pytest.approx(
            correlation, abs=0.007
        )
        assert found.items[item].alpha_if_deleted == pytest.approx(without, abs=0.0015)


def test_standardised_alpha_does_not_depend_on_the_goalposts() -> None:
    values = TAI.drop(columns="country")
    posts = {
        key: {"low": float(column.min()) - place, "high": float(column.max())}
        for place, (key, column) in enumerate(values.items(), 1)
    }
    names = {str(key).lower(): str(key) for key in values.columns}
    instrument = draw(
        {low: {"type": "number", "goalposts": posts[key]} for low, key in names.items()}
    )
    frame = TAI.rename(columns={key: low for low, key in names.items()})

    (node,) = reliability(instrument, frame).nodes.itertuples()

    assert node.standardised == pytest.approx(0.70, abs=0.005)
    assert node.alpha != pytest.approx(node.standardised, abs=0.005)


@pytest.mark.parametrize(
    ("way", "alpha", "low", "high", "n"),
    [
        ("pairwise", 0.732660835214447, 0.435, 0.909, 12),
        ("imputed", 0.7380191693290734, 0.447, 0.911, 12),
    ],
)
def test_gaps_move_alpha_as_pingouin_documents(
    way: Way, alpha: float, low: float, high: float, n: int
) -> None:
    instrument, frame = answers()

    (node,) = reliability(instrument, frame, way=way).nodes.itertuples()

    assert node.alpha == pytest.approx(alpha, abs=1e-12)
    assert (node.low, node.high) == (low, high)
    assert (node.way, node.n, node.complete, node.k) == (way, n, 9, 11)


def test_listwise_alpha_has_the_interval_of_the_units_that_are_left() -> None:
    instrument, frame = answers()

    (node,) = reliability(instrument, frame, way="listwise").nodes.itertuples()

    assert node.alpha == pytest.approx(0.8016949152542373, abs=1e-12)
    # Feldt with the 9 units that count; the documentation prints .581 and .933, which
    # counts the three that were left out as well.
    rest = 1 - 0.8016949152542373
    ends = [1 - rest * f.isf(tail, 8, 8 * 10) for tail in (0.025, 0.975)]
    assert (node.low, node.high) == (round(ends[0], 3), round(ends[1], 3))
    assert node.n == 9


def test_answers_on_a_scale_have_the_alpha_that_pingouin_documents() -> None:
    found = measure_consistency(
        pd.DataFrame([map(int, unit) for unit in LIKERT], columns=list("abcdefghij"))
    )

    assert found.alpha == pytest.approx(0.5917188485995826, abs=1e-12)
    assert (found.low, found.high) == (0.195, 0.840)
    assert (found.n, found.k) == (15, 10)


def test_the_tests_of_thurstone_have_their_published_omega() -> None:
    correlations = np.array(THURSTONE)
    k = len(correlations)

    found = estimate_omega(correlations, 213)

    # The matrix is the published one if it gives the published alpha to 7 digits.
    alpha = k / (k - 1) * (1 - k / correlations.sum())
    assert alpha == pytest.approx(0.8914575, abs=1e-7)
    assert found.one == pytest.approx(0.8833578, abs=1e-6)
    assert found.hierarchical == pytest.approx(0.7360703, abs=1e-5)
    assert found.total == pytest.approx(0.9308254, abs=1e-5)
