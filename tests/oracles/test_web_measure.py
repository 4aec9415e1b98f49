"""The web measure of 2008: 100 points, and the ladder that a talk showed.

The counts are those of `README.md` here. The published measure is relative to the best
state, whose share of all points lies between 0.884 and 0.894.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from instruments import load_instrument
from scoring import score
from tests.oracles.portals import list_features, review

WEB = load_instrument("web_measure")

FEATURES = list_features(WEB, "web_measure")

PRINTED = pd.read_csv(Path(__file__).parent / "egdi_2008.csv")

# At 0 % the talk has 3, since South Sudan was not yet a state.
SHOWN = {"emerging": 4, "enhanced": 105, "transactional": 75, "connected": 9}


def test_the_five_stages_have_100_points() -> None:
    stages = ["emerging", "enhanced", "interactive", "transactional", "connected"]

    points = [len(list_features(WEB, stage)) for stage in stages]

    assert points == [10, 25, 25, 20, 20]
    assert len(FEATURES) == len(set(FEATURES)) == 100


@pytest.mark.parametrize("best", [0.884, 0.89, 0.894])
def test_portals_with_the_shares_of_2008_reach_the_stages_that_were_shown(
    best: float,
) -> None:
    per_cent = np.floor(PRINTED["osi"] * best * 100 + 0.5).astype(int)
    portals = {
        state: FEATURES[:count]
        for state, count in zip(PRINTED["state"], per_cent, strict=True)
    }

    found = score(WEB, review(WEB, portals))

    assert found["web_measure.stage"].value_counts().to_dict() == SHOWN


@pytest.mark.parametrize("best", [0.884, 0.89, 0.894])
def test_the_ladder_rounds_the_shares_of_2008_by_itself(best: float) -> None:
    egdi = load_instrument("egdi")
    borrowed = egdi.model_copy(
        update={"stages": {**egdi.stages, "un_2008": WEB.stages["un_2008"]}}
    )
    shares = PRINTED[["state", "osi", "tii", "hci"]].assign(osi=PRINTED["osi"] * best)

    found = score(borrowed, shares, "edition_2008")

    assert found["web_measure.stage"].value_counts().to_dict() == SHOWN


@pytest.mark.parametrize(
    ("count", "stage"),
    [
        (0, "emerging"),
        (1, "enhanced"),
        (33, "enhanced"),
        (34, "transactional"),
        (66, "transactional"),
        (67, "connected"),
        (100, "connected"),
    ],
)
def test_a_stage_begins_at_its_percentage(count: int, stage: str) -> None:
    found = score(WEB, review(WEB, {"one": FEATURES[:count]}))

    assert found["web_measure"].item() == pytest.approx(count / 100)
    assert found["web_measure.stage"].item() == stage


def test_the_published_measure_is_relative_to_the_best_and_the_lowest_state() -> None:
    portals = {"none": FEATURES[:0], "some": FEATURES[:22], "best": FEATURES[:88]}

    found = score(WEB, review(WEB, portals), "relative")

    assert found["web_measure"].tolist() == pytest.approx([0, 22 / 88, 1])
