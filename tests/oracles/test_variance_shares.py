"""What the data do with equal weights: the EGDI of 2018.

Every sub-index weighs 1/3. Computed with plain numpy from the 193 published rows, as
w_i cov(I_i, C) / var(C), the shares of the variance are .383, .350 and .266.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from instruments import load_instrument
from scoring import compile_plan
from scoring.frames import read_frame
from scoring.study.weights import compare_weights

PUBLISHED = pd.read_csv(Path(__file__).parent / "egdi_2018.csv")
PARTS = ["osi", "tii", "hci"]


def test_services_drive_the_index_of_2018_more_than_their_third() -> None:
    instrument = load_instrument("egdi")
    read = read_frame(instrument, PUBLISHED[["state", *PARTS]])

    table = compare_weights(compile_plan(instrument, "edition_2018"), read.coded)

    items = {one.key: one for one in table.weights if one.is_item}
    assert table.units == 193
    assert [items[key].effective for key in PARTS] == pytest.approx([1 / 3] * 3)
    shares = [items[key].variance_share for key in PARTS]
    assert shares == pytest.approx([0.383, 0.350, 0.266], abs=0.0006)
    index = PUBLISHED[PARTS].mean(axis=1)
    by_hand = [np.cov(PUBLISHED[key], index)[0, 1] / 3 / index.var() for key in PARTS]
    assert shares == pytest.approx(by_hand)
