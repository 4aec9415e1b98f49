"""The Telecommunication Infrastructure Index of 2018 and 2024, from raw indicators.

The published index cannot be reproduced, since the values that went into it are not
published as one table. These are three states whose sums can be done by hand: where
the values of three states are evenly spaced, their z-scores are -1, 0 and 1.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd
import pytest

from instruments import load_instrument
from instruments.model.normalisation import Normalisation
from scoring import compile_plan, score
from scoring.frames import read_frame
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_method

TII_2018 = load_instrument("tii_2018")
TII_2024 = load_instrument("tii_2024")

STATES_2018 = pd.DataFrame(
    {
        "state": ["A", "B", "C"],
        "internet_users": [100, 50, 0],  # 1, 0, -1
        "fixed_telephone": [30, 20, 10],  # 1, 0, -1
        "mobile_cellular": [60, 180, 120],  # -1, 1, 0: there is no cap in 2018
        "mobile_broadband": [100, 80, 60],  # 1, 0, -1
        "fixed_broadband": [40, 20, 0],  # 1, 0, -1
    }
)

STATES_2024 = pd.DataFrame(
    {
        "state": ["A", "B", "C"],
        "internet_users": [100, 50, 0],  # 1, 0, -1
        "mobile_cellular": [60, 180, 120],  # capped: 60, 120, 120
        "mobile_broadband": [100, 80, 60],  # 1, 0, -1
        "price_mobile": [1, 2, 3],  # less is better: 1, 0, -1
        "price_fixed": [2, 6, 4],  # less is better: 1, -1, 0
    }
)

# 60, 120 and 120 have the mean 100 and the deviation sqrt((1600 + 400 + 400) / 2).
CAPPED = np.array([-40, 20, 20]) / sqrt(1200)
# The means of the two prices, 1, -1/2 and -1/2, have the deviation sqrt(1.5 / 2).
AFFORDABLE = np.array([1, -0.5, -0.5]) / sqrt(0.75)


def test_the_index_of_2018_is_the_mean_of_five_z_scores_between_the_extremes() -> None:
    found = score(TII_2018, STATES_2018, "edition_2018")

    means = [(1 + 1 - 1 + 1 + 1) / 5, 1 / 5, (-1 - 1 + 0 - 1 - 1) / 5]
    low, high = means[2], means[0]
    expected = [1, (means[1] - low) / (high - low), 0]
    assert found["tii"].tolist() == pytest.approx(expected)
    assert found["tii.rank"].tolist() == [1, 2, 3]


def test_the_index_of_2024_caps_at_120_and_takes_dear_for_bad() -> None:
    found = score(TII_2024, STATES_2024, "edition_2024")

    assert found["internet"].tolist() == pytest.approx([1, 0, -1])
    assert found["mobile"].tolist() == pytest.approx(CAPPED.tolist())
    assert found["affordability"].tolist() == pytest.approx(AFFORDABLE.tolist())
    means = (np.array([1, 0, -1]) * 2 + CAPPED + AFFORDABLE) / 4
    span = means.max() - means.min()
    assert found["tii"].tolist() == pytest.approx(
        ((means - means.min()) / span).tolist()
    )


@pytest.mark.parametrize("above", [120, 121, 400])
def test_what_is_above_120_makes_no_difference(above: float) -> None:
    states = STATES_2024.assign(mobile_cellular=[60, above, 120])

    found = score(TII_2024, states, "edition_2024")

    assert found["tii"].equals(score(TII_2024, STATES_2024, "edition_2024")["tii"])


def test_dividing_by_n_or_by_one_less_comes_to_the_same() -> None:
    method = TII_2018.methods["edition_2018"]
    other = {
        key: Normalisation(by="z_score_population") if one.by == "z_score" else one
        for key, one in method.normalise.items()
    }
    plan = compile_method(
        TII_2018, method.model_copy(update={"normalise": other}), "by_n"
    )

    found = score_coded(plan, read_frame(TII_2018, STATES_2018).coded)

    same = score(TII_2018, STATES_2018, "edition_2018")["tii"]
    assert found.node("tii") == pytest.approx(same.to_numpy())


def test_a_state_with_a_gap_has_no_index_and_sets_no_bound() -> None:
    gap = pd.DataFrame({"state": ["D"], "internet_users": [50]})

    found = score(TII_2018, pd.concat([STATES_2018, gap]), "edition_2018")

    # Its value counts where it has one: internet users deviate by less than 50 now.
    online = 50 / sqrt(2 * 50**2 / 3)
    means = [(online + 2) / 5, 1 / 5, (-online - 3) / 5]
    middle = (means[1] - means[2]) / (means[0] - means[2])
    assert found["tii"].tolist()[:3] == pytest.approx([1, middle, 0])
    assert found["tii"].isna().tolist() == [False, False, False, True]


def test_one_state_is_scored_against_the_others_as_it_was_among_them() -> None:
    coded = read_frame(TII_2024, STATES_2024).coded
    plan = fit_plan(compile_plan(TII_2024, "edition_2024"), coded)

    together = score_coded(plan, coded).node("tii")

    for place in range(3):
        assert (
            score_coded(plan, coded[place : place + 1]).node("tii") == together[place]
        )


def test_fixed_goalposts_score_one_state_alone() -> None:
    togo = pd.DataFrame(
        {
            "state": ["TGO"],
            "internet_users": [37.62],
            "mobile_cellular": [74.18],
            "mobile_broadband": [38.00],
            "price_mobile": [17.40],
            "price_fixed": [32.62],
        }
    )

    found = score(TII_2024, togo, "frozen")

    prices = [(20 - 17.40) / 20, 0]
    parts = [37.62 / 100, 74.18 / 120, 38 / 120, sum(prices) / 2]
    assert found["tii"].item() == pytest.approx(sum(parts) / 4)


def test_a_state_at_every_goalpost_of_2018_has_the_whole_index() -> None:
    best = {
        "internet_users": 100,
        "fixed_telephone": 60,
        "mobile_cellular": 120,
        "mobile_broadband": 120,
        "fixed_broadband": 50,
    }
    half = {key: value / 2 for key, value in best.items()}

    states = pd.DataFrame([{"state": "A", **best}, {"state": "B", **half}])

    assert score(TII_2018, states, "frozen")["tii"].tolist() == pytest.approx([1, 0.5])
