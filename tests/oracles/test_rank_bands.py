"""How sure the ranks of the EGDI of 2018 are: 193 states, 2,000 draws.

Expected figures: weights from Dirichlet(90 w), arithmetic or geometric mean; computed
independently of this engine, from the sub-indices that the Survey publishes
(egdi_2018.csv). A 90 % rank interval is 8 places wide in the middle and 30 at most; 21
of 192 neighbouring pairs keep their order in 95 % of the draws.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from instruments import load_instrument
from scoring.uncertainty.sensitivity import sensitivity

SUB_INDICES = ["state", "osi", "tii", "hci"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_ranks_of_2018_are_bands(seed: int) -> None:
    known = pd.read_csv(Path(__file__).parent / "egdi_2018.csv")

    found = sensitivity(
        load_instrument("egdi"), known[SUB_INDICES], "edition_2018", None, 2000, seed
    )

    spread = found.nodes["egdi"]
    assert np.median(spread.rank.width) == 8
    assert spread.rank.width.max() == pytest.approx(30, abs=2)  # by sampling
    assert len(spread.neighbours.chance) == 192
    assert spread.neighbours.sure == pytest.approx(21, abs=2)
    # with alpha = 90 / 3 each a share has a standard deviation of sqrt(2/9 / 91)
    assert "0.049" in found.varied[0]
