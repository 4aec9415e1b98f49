"""The Local Online Service Index of 2024, as printed for 13 cities.

The public list has 95 indicators; the published values are 96ths (see the instrument).
Which features a city has is not published, only how many: any choice gives the value.
"""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from instruments import load_instrument
from scoring import score
from tests.oracles.portals import list_features, review

LOSI = load_instrument("losi_2024")

PRINTED = pd.read_csv(Path(__file__).parent / "losi_2024.csv")

TWICE = "open_data_policy"
"""The indicator that counts for two of the 96 points."""

FEATURES = list_features(LOSI, "losi")


def find_features(points: int, seed: int) -> list[str]:
    """Choose features by chance that come to so many of the 96 points."""
    chance = random.Random(seed)
    chosen = chance.sample(FEATURES, points)
    if TWICE in chosen:
        chosen.remove(next(one for one in chosen if one != TWICE))
    return chosen


def fill_ranks() -> dict[str, int]:
    """Give the points of the 13 cities, and of unnamed ones that hold their ranks.

    Ranks tell how many cities stand before each: the ones that are not in the table
    get the points of the next better city that is, or one more than the best.
    """
    points: dict[str, int] = {}
    above = int(PRINTED["points"].max()) + 1
    for city in PRINTED.sort_values("rank").itertuples():
        if points.get(str(city.city)) is None:
            tied = PRINTED[PRINTED["rank"] == city.rank]
            for place in range(len(points) + 1, int(tied["rank"].iloc[0])):
                points[f"unnamed {place}"] = above
            points |= dict(zip(tied["city"], tied["points"], strict=True))
            above = int(tied["points"].iloc[0])
    return points


def test_the_list_has_95_indicators_by_six_criteria() -> None:
    sizes = {
        "institutional_framework": 6,
        "content_provision": 30,
        "services_provision": 22,
        "participation_engagement": 15,
        "technology_part": 12,
        "literacy_part": 10,
    }

    assert {node: len(list_features(LOSI, node)) for node in sizes} == sizes
    assert len(FEATURES) == sum(sizes.values()) == 95


def test_no_printed_value_is_a_95th_and_all_are_96ths() -> None:
    value = PRINTED["losi"]

    assert ((value * 96).round() / 96 - value).abs().max() <= 0.00005 + 1e-12
    assert ((value * 95).round() / 95 - value).abs().min() > 0.001


@pytest.mark.parametrize("seed", range(5))
def test_the_13_cities_are_reproduced_to_the_last_printed_decimal(seed: int) -> None:
    portals = {
        str(city.city): find_features(int(str(city.points)), seed)
        for city in PRINTED.itertuples()
    }

    found = score(LOSI, review(LOSI, portals), "edition_2024")

    printed = PRINTED["losi"].to_numpy()
    assert found["losi"].to_numpy() == pytest.approx(printed, abs=0.00005 + 1e-12)
    assert set(found["losi.stage"]) == {"very_high"}


def test_the_ranks_of_the_13_cities_are_the_printed_ones() -> None:
    points = fill_ranks()
    portals = {city: find_features(count, 0) for city, count in points.items()}

    found = score(LOSI, review(LOSI, portals), "edition_2024").set_index("unit")

    ranks = found.loc[PRINTED["city"], "losi.rank"]
    assert ranks.tolist() == PRINTED["rank"].tolist()


def test_every_indicator_of_the_list_is_one_of_95_points() -> None:
    portals = {feature: [feature] for feature in FEATURES}

    found = score(LOSI, review(LOSI, portals))

    assert found["losi"].to_numpy() == pytest.approx(1 / 95)
