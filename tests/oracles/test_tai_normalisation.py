"""The eight normalisations of table 15 of the OECD/JRC Handbook (2008), 23 countries.

Mean years of schooling in the Technology Achievement Index, normalised in every way
that the table prints, to its two decimals.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from instruments.model.normalisation import Normalisation
from scoring.kernel.transforms import Transform

TABLE = pd.read_csv(Path(__file__).parent / "tai_table15.csv")

WAYS: list[tuple[str, dict[str, Any]]] = [
    ("rank_high_is_top", {"by": "rank"}),
    ("z", {"by": "z_score"}),
    ("minmax", {"by": "min_max"}),
    ("ratio_mean", {"by": "ratio", "to": "mean"}),
    ("ratio_best", {"by": "ratio", "to": "best"}),
    ("ratio_worst", {"by": "ratio", "to": "worst"}),
    ("diff_mean", {"by": "difference", "to": "mean"}),
    ("diff_worst", {"by": "difference", "to": "worst"}),
    ("above_below_p20", {"by": "above_below"}),
]


def normalise(**declared: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    values = TABLE["x"].to_numpy(float)
    transform = Transform(Normalisation.model_validate(declared)).fit(values)
    return transform.apply(values)


@pytest.mark.parametrize(("column", "declared"), WAYS)
def test_a_column_of_table_15_is_reproduced(
    column: str, declared: dict[str, Any]
) -> None:
    np.testing.assert_allclose(normalise(**declared), TABLE[column], atol=0.0051)


def test_percentiles_are_ranks_over_n() -> None:
    found = normalise(by="percentile") * 100
    np.testing.assert_allclose(found, TABLE["percentile"], atol=0.051)


def test_categories_follow_the_percentiles() -> None:
    assert (normalise(by="categories") * 100).round().tolist() == TABLE[
        "categorical"
    ].tolist()


def test_a_deviation_over_n_is_not_what_the_table_prints() -> None:
    gap = np.abs(normalise(by="z_score_population") - TABLE["z"])
    assert gap.max() > 0.03


# Table 14: temperature and humidity of two places at two times, held against the best.
CELSIUS = ([[35, 75], [39, 50]], [[35.9, 70], [40, 45]])
FAHRENHEIT = ([[95, 75], [102.2, 50]], [[96.62, 70], [104, 45]])


@pytest.mark.parametrize(
    ("times", "first", "second"),
    [
        (CELSIUS, (0.949, 0.949), (0.833, 0.821)),
        (FAHRENHEIT, (0.965, 0.965), (0.833, 0.821)),
    ],
)
def test_a_ratio_depends_on_where_a_scale_begins(
    times: Any, first: tuple[float, ...], second: tuple[float, ...]
) -> None:
    ratio = Transform(Normalisation(by="ratio", to="best"))
    found = np.array(
        [
            np.mean([ratio.fit(x).apply(x) for x in np.array(time, float).T], axis=0)
            for time in times
        ]
    )
    np.testing.assert_allclose(found[:, 0], first, atol=0.0006)
    np.testing.assert_allclose(found[:, 1], second, atol=0.0006)
