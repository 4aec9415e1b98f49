"""Answers that are tried may lead out of the population: explaining bears it."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from drawn import draw

from instruments.model.combination import Combine
from scoring import score
from scoring.study.explanation import explain

NODES: dict[str, Any] = {
    "index": {"of": {"x": 2, "y": 1}},
    "x": {"items": {"a": 3, "b": 1}},
    "y": ["c", "d"],
}
POSTS = {"type": "number", "goalposts": {"low": 0, "high": 10}}
ITEMS: dict[str, Any] = {"a": POSTS, "b": POSTS, "c": POSTS, "d": {"type": "yes_no"}}
# More of a or b, up to their goalposts, takes x below the lowest unit.
NORMALISE: dict[str, Any] = {
    "a": "rank",
    "b": {"by": "min_max", "reverse": True},
    "x": {"by": "min_max", "reverse": True},
}


def rows() -> pd.DataFrame:
    numbers = np.random.default_rng(7).uniform(0, 9, (6, 3)).round(1)
    frame = pd.DataFrame(numbers, columns=list("abc"))
    frame.insert(0, "city", [f"c{k}" for k in range(6)])
    return frame.assign(d=["yes", "no"] * 3)


@pytest.mark.parametrize("by", get_args(Combine))
def test_every_combination_is_explained_with_a_child_that_is_turned_round(
    by: str,
) -> None:
    own = {"by": by, "exponent": 2} if by == "power" else by
    instrument = draw(ITEMS, NODES, combine={"index": own}, normalise=NORMALISE)
    frame = rows()
    published = score(instrument, frame)["index"]

    for place, unit in enumerate(frame["city"]):
        found = explain(instrument, frame, unit)

        items = [branch for branch in found.branches if branch.weight.is_item]
        assert found.score == pytest.approx(published[place])
        assert sum(one.contribution for one in items) == pytest.approx(found.score)
        assert sum(one.lost for one in items) == pytest.approx(1 - published[place])
