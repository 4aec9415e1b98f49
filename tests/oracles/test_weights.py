"""Published weights: factors, comparisons by pairs, doubt, entropy and CRITIC.

The Technology Achievement Index of 23 countries: OECD/JRC Handbook (2008), from the raw
data in `tai_raw.csv`, which are printed with few digits.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from instruments.model.combination import Combination
from instruments.model.weighting import Weighting
from scoring.errors import FactorsError
from scoring.kernel.factors import find_loadings
from scoring.kernel.judgements import consistency_of
from scoring.kernel.ordering import fit_ordering
from scoring.kernel.weighing import find_weights

HERE = Path(__file__).parent
RAW = pd.read_csv(HERE / "tai_raw.csv", index_col="country").rename(columns=str.lower)
TAI = json.loads((HERE / "tai_weights.json").read_text())
PAPERS = json.loads((HERE / "entropy_critic.json").read_text())

CHILDREN = list(RAW.columns)
VALUES = RAW.to_numpy(float)
EQUAL = dict.fromkeys(CHILDREN, 1.0)


def weigh(**rule: Any) -> dict[str, float]:
    return find_weights(Weighting.model_validate(rule), EQUAL, VALUES)


def test_four_components_are_turned_to_the_loadings_of_table_9() -> None:
    rule = Weighting(by="pca", factors=4)
    published = np.array([TAI["loadings_table9"][child] for child in CHILDREN])

    found = find_loadings(rule, CHILDREN, VALUES)

    # Factors have neither order nor sign.
    overlap = found.T @ published
    same = np.abs(overlap).argmax(axis=0)
    turned = found[:, same] * np.sign(overlap[same, range(4)])
    assert turned == pytest.approx(published, abs=0.013)


def test_components_give_the_weights_of_table_18() -> None:
    found = weigh(by="pca", factors=4)

    assert found == pytest.approx(TAI["pca_table18"], abs=0.006)


def test_components_come_near_the_weights_that_table_22_ranks_by() -> None:
    # Its column is called FA; the Handbook takes principal components for factors.
    assert weigh(by="pca", factors=4) == pytest.approx(TAI["fa_table22"], abs=0.014)


def test_components_explain_what_table_16_prints() -> None:
    # The loadings of all eight components hold the whole variance.
    loadings = find_loadings(Weighting(by="pca", factors=8), CHILDREN, VALUES)
    standard = (VALUES - VALUES.mean(axis=0)) / VALUES.std(axis=0)
    eigenvalues = np.linalg.eigvalsh(loadings @ loadings.T)[::-1]

    assert np.trace(loadings @ loadings.T) == pytest.approx(
        np.var(standard, axis=0).sum()
    )
    assert eigenvalues / 8 * 100 == pytest.approx(TAI["explained_percent"], abs=0.12)


def test_two_components_are_above_average_in_table_16() -> None:
    explained = np.array(TAI["explained_percent"]) / 100 * len(CHILDREN)

    assert int((explained > 1).sum()) == 2
    assert weigh(by="pca") == weigh(by="pca", factors=2)


def test_four_common_factors_are_more_than_23_countries_bear() -> None:
    with pytest.raises(FactorsError) as caught:
        weigh(by="factor", factors=4)

    assert (caught.value.factors, caught.value.children) == (4, 8)


def test_comparisons_give_the_weights_of_table_20() -> None:
    published = TAI["ahp_table20"]
    compare = {
        first: dict(zip(CHILDREN[place + 1 :], row[place + 1 :], strict=True))
        for place, (first, row) in enumerate(
            zip(CHILDREN[:-1], published["matrix"], strict=False)
        )
    }

    found = weigh(by="ahp", compare=compare)
    consistency = consistency_of(Weighting(by="ahp", compare=compare), CHILDREN)

    assert list(found.values()) == pytest.approx(published["weights"], abs=0.001)
    assert consistency.largest == pytest.approx(published["largest"], abs=0.0005)
    assert consistency.ratio == pytest.approx(published["ratio"], abs=0.0005)


def test_the_benefit_of_the_doubt_gives_the_scores_of_table_19() -> None:
    lowest, highest = VALUES.min(axis=0), VALUES.max(axis=0)
    values = (VALUES - lowest) / (highest - lowest)
    published = np.array([TAI["doubt_table19"][country] for country in RAW.index])
    rule = Combination(by="benefit_of_the_doubt", least_share=0.10, most_share=0.15)

    ordering = fit_ordering(rule, np.ones(8), values)
    found = ordering.score(values)

    assert found == pytest.approx(published, abs=0.0071)
    assert all(
        found[one] > found[other]
        for one, other in permutations(range(23), 2)
        if published[one] > published[other]
    )
    weights = ordering.weights_of(values)
    assert weights.min() == pytest.approx(0.10)
    assert weights.max() == pytest.approx(0.15)


@pytest.mark.parametrize(
    ("by", "paper"), [(by, paper) for by in PAPERS for paper in PAPERS[by]]
)
def test_matrices_of_papers_give_their_weights(by: str, paper: dict[str, Any]) -> None:
    matrix = np.array(paper["matrix"])
    children = {f"c{place}": 1.0 for place in range(matrix.shape[1])}

    found = find_weights(Weighting.model_validate({"by": by}), children, matrix)

    digits = 6 if max(map(len, map(str, paper["weights"]))) > 6 else 3
    assert list(found.values()) == pytest.approx(paper["weights"], abs=10**-digits)
