"""The E-Participation Index in three tiers, whose points are pooled.

Survey of 2010, table 5.2, Republic of Korea: 87.50 % of e-information, 78.79 % of
e-consultation, 75.00 % of e-decision-making, 78.95 % together. The mean of the three
percentages would be 80.43 %.
"""

from __future__ import annotations

import pytest

from instruments import load_instrument
from scoring import score
from tests.oracles.portals import list_features, review

EPI = load_instrument("epi")

KOREA = {"e_information": 7, "e_consultation": 26, "e_decision_making": 12}


def find_features(**points: int) -> list[str]:
    """Take so many features of each tier."""
    return [
        feature
        for tier, count in points.items()
        for feature in list_features(EPI, tier)[:count]
    ]


def test_the_tiers_have_the_points_of_the_example() -> None:
    points = {tier: len(list_features(EPI, tier)) for tier in KOREA}

    assert points == {"e_information": 8, "e_consultation": 33, "e_decision_making": 16}


def test_the_example_of_2010_is_reproduced() -> None:
    found = score(EPI, review(EPI, {"KOR": find_features(**KOREA)}), "points")

    assert found["e_information"].item() == pytest.approx(7 / 8)
    assert found["e_consultation"].item() == pytest.approx(26 / 33)
    assert found["e_decision_making"].item() == pytest.approx(12 / 16)
    assert found["epi"].item() == pytest.approx(45 / 57)
    nodes = ["e_information", "e_consultation", "e_decision_making", "epi"]
    per_cent = [round(100 * float(found[node].item()), 2) for node in nodes]
    assert per_cent == [87.50, 78.79, 75.00, 78.95]


def test_equal_tiers_give_another_figure() -> None:
    found = score(EPI, review(EPI, {"KOR": find_features(**KOREA)}), "equal_tiers")

    assert found["epi"].item() == pytest.approx((7 / 8 + 26 / 33 + 12 / 16) / 3)
    assert round(found["epi"].item(), 4) == 0.8043


def test_the_published_index_lies_between_the_lowest_and_the_highest_state() -> None:
    portals = {
        "lowest": find_features(e_information=3),
        "between": find_features(e_information=8, e_consultation=5),
        "highest": find_features(**KOREA),
    }

    found = score(EPI, review(EPI, portals), "relative")

    assert found["epi"].tolist() == pytest.approx([0, (13 - 3) / (45 - 3), 1])


@pytest.mark.parametrize("feature", list_features(EPI, "epi"))
def test_every_feature_is_one_point(feature: str) -> None:
    found = score(EPI, review(EPI, {"one": [feature]}))

    assert found["epi"].item() == pytest.approx(1 / 57)
