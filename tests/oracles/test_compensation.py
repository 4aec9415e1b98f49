"""How far a gain makes up for a weak part: OECD/JRC Handbook (2008), step 6.

Two units of four parts with the same arithmetic mean. The Handbook prints 2.54 and 6.23
where a calculator gives 2.546 and 6.236.
"""

from __future__ import annotations

import pandas as pd
import pytest
from drawn import draw

from scoring import score

PARTS = list("abcd")


def combine(by: str, *parts: float) -> float:
    """Combine four numbers as they are, without a floor."""
    instrument = draw(
        {key: {"type": "number"} for key in PARTS},
        combine={"index": by},
        floor=0,
        normalise={"else": "raw"},
    )
    frame = pd.DataFrame([["u", *parts]], columns=["unit", *PARTS])
    return float(score(instrument, frame)["index"].iloc[0])


def test_the_arithmetic_mean_does_not_tell_the_two_units_apart() -> None:
    assert combine("arithmetic", 21, 1, 1, 1) == combine("arithmetic", 6, 6, 6, 6) == 6


def test_the_geometric_mean_does_and_a_gain_counts_most_where_it_is_needed() -> None:
    uneven, even = (21, 1, 1, 1), (6, 6, 6, 6)

    found = [combine("geometric", *parts) for parts in (uneven, even)]
    raised = [combine("geometric", a, b + 1, c, d) for a, b, c, d in (uneven, even)]

    assert found == pytest.approx([2.14, 6], abs=0.005)
    assert raised == pytest.approx([2.54, 6.23], abs=0.0065)
    gains = [after / before - 1 for after, before in zip(raised, found, strict=True)]
    assert gains == pytest.approx([0.19, 0.04], abs=0.005)
