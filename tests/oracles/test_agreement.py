"""Published figures of agreement.

Weighted kappa: Cohen (1968), Psychological Bulletin 70, 213-220. Fleiss' kappa: the
worked example of 10 subjects and 14 raters (Wikipedia, "Fleiss' kappa"). Intraclass
correlation: Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428, tables 2 and
4; the interval as printed by the R package psych 2.2.9. Krippendorff's alpha:
Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; and the example of 3
observers and 15 units (Wikipedia, "Krippendorff's alpha"), ordinal and ratio as the
library fast-krippendorff has them.
"""

from __future__ import annotations

import numpy as np
import pytest

from scoring.quality.agreement import share_alike
from scoring.quality.coefficients import (
    INTRACLASS,
    Level,
    correlate_within,
    fleiss_kappa,
    krippendorff_alpha,
    weighted_kappa,
)

_ = np.nan

COHEN = [[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]
COHEN_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]

FLEISS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip

SHROUT_FLEISS = [
    [9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7],
]  # fmt: skip

KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]

OBSERVERS = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]


def test_cohen_weighs_disagreements_as_he_printed() -> None:
    assert weighted_kappa(COHEN, None) == pytest.approx(0.492, abs=0.0005)
    assert weighted_kappa(COHEN, COHEN_WEIGHTS) == pytest.approx(0.348, abs=0.0005)


def test_kappa_with_distances_on_cohens_table() -> None:
    # Rows sum to .6 .3 .1, columns to .5 .3 .2.
    near, far = 0.07 + 0.05 + 0.05 + 0.03, 0.09 + 0.01
    chance_near = 0.6 * 0.3 + 0.3 * 0.5 + 0.3 * 0.2 + 0.1 * 0.3
    chance_far = 0.6 * 0.2 + 0.1 * 0.5
    linear = 1 - (near + 2 * far) / (chance_near + 2 * chance_far)
    quadratic = 1 - (near + 4 * far) / (chance_near + 4 * chance_far)

    assert weighted_kappa(COHEN, "linear") == pytest.approx(linear)
    assert weighted_kappa(COHEN, "quadratic") == pytest.approx(quadratic)
    assert (linear, quadratic) == pytest.approx((0.4737, 0.4545), abs=5e-5)


def test_fleiss_example_has_a_kappa_of_twenty_one_hundredths() -> None:
    assert fleiss_kappa(FLEISS) == pytest.approx(0.210, abs=0.0005)


def test_fleiss_subjects_have_the_shares_of_his_table() -> None:
    printed = [
        1.000, 0.253, 0.308, 0.440, 0.330, 0.462, 0.242, 0.176, 0.286, 0.286,
    ]  # fmt: skip

    found = [share_alike(row) for row in FLEISS]

    assert found == pytest.approx(printed, abs=0.0005)
    assert sum(found) / 10 == pytest.approx(0.378, abs=0.0005)


def test_shrout_and_fleiss_have_their_six_coefficients() -> None:
    found = correlate_within(SHROUT_FLEISS)

    printed = (0.17, 0.29, 0.71, 0.44, 0.62, 0.91)
    for name, value in zip(INTRACLASS, printed, strict=True):
        assert found[name].value == pytest.approx(value, abs=0.005)
    exact = (0.1657418, 0.2897638, 0.7148407, 0.4427971, 0.6200505, 0.9093155)
    assert [found[name].value for name in INTRACLASS] == pytest.approx(exact, abs=1e-7)


# Eight wines, four judges: the example in pingouin's documentation.
WINES = [
    [1, 2, 0, 1], [1, 3, 3, 2], [3, 8, 1, 4], [6, 4, 3, 3],
    [6, 5, 5, 6], [7, 5, 6, 2], [8, 7, 7, 9], [9, 9, 9, 8],
]  # fmt: skip


def test_judges_of_wines_have_the_documented_coefficients() -> None:
    found = correlate_within(WINES)

    printed = (0.728, 0.728, 0.729, 0.914, 0.914, 0.915)
    for name, value in zip(INTRACLASS, printed, strict=True):
        assert found[name].value == pytest.approx(value, abs=0.0006)


def test_absolute_agreement_has_the_published_interval() -> None:
    found = correlate_within(SHROUT_FLEISS)["ICC(A,1)"]

    assert (found.low, found.high) == pytest.approx((0.0188, 0.7611), abs=0.005)


@pytest.mark.parametrize(
    ("level", "printed"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorffs_table_has_its_alpha_at_every_level(
    level: Level, printed: float
) -> None:
    assert krippendorff_alpha(KRIPPENDORFF, level) == pytest.approx(printed, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "printed", "digits"),
    [
        ("nominal", 0.691, 3),
        ("ordinal", 0.8067214199413153, 12),
        ("interval", 0.811, 3),
        ("ratio", 0.8089436707842471, 12),
    ],
)
def test_three_observers_agree_as_printed(
    level: Level, printed: float, digits: int
) -> None:
    found = krippendorff_alpha(OBSERVERS, level)

    assert found == pytest.approx(printed, abs=0.5 * 10**-digits)
