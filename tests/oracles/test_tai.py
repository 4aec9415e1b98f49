"""The Technology Achievement Index under several methods, from an instrument file.

Ranks of 23 countries as tables 23 and 38 of the OECD/JRC Handbook (2008) print them.
Where a table was computed with more decimals of the weights than it prints, a few
neighbours change places.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from instruments import load_instrument
from scoring import score

HERE = Path(__file__).parent
RAW = pd.read_csv(HERE / "tai_raw.csv").rename(columns=str.lower)
RANKS = pd.read_csv(HERE / "tai_rankings.csv", index_col="country")


def ranks(method: str) -> pd.Series[int]:
    found = score(load_instrument(HERE / "tai.yaml"), RAW, method)
    return pd.Series(found["tai.rank"].to_numpy(int), index=RAW["country"])


def gaps(method: str, column: str) -> pd.Series[int]:
    """Give the distance of each rank from the printed one."""
    printed: pd.Series[int] = RANKS.loc[RAW["country"], column]
    return (ranks(method) - printed).abs()


@pytest.mark.parametrize(
    ("method", "column"),
    [("default", "EW_LIN"), ("budget", "BAP"), ("doubt", "BOD")],
)
def test_all_23_printed_ranks_are_reproduced(method: str, column: str) -> None:
    assert gaps(method, column).sum() == 0


# The weights of table 22 are printed to two decimals.
@pytest.mark.parametrize(
    ("method", "column", "others", "most"),
    [("factors", "FA", 4, 1), ("hierarchy", "AHP", 3, 2)],
)
def test_rounded_weights_leave_a_few_neighbours_in_other_places(
    method: str, column: str, others: int, most: int
) -> None:
    found = gaps(method, column)
    assert (found > 0).sum() == others
    assert found.max() == most


def test_bounds_of_the_data_would_move_half_of_the_countries() -> None:
    assert (gaps("min_max", "EW_LIN") == 0).sum() == 11
