"""Which choices move the ranks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from drawn import LEVELS, draw

from scoring.uncertainty.errors import SamplesError
from scoring.uncertainty.sobol import (
    estimate_indices,
    resample_indices,
    sample_pairs,
    sobol,
)

ROWS = pd.DataFrame(
    np.random.default_rng(4).choice(LEVELS, (12, 4)), columns=list("abcd")
)
ROWS.insert(0, "city", [f"c{k}" for k in range(12)])
NODES = {"index": {"of": {"x": 1, "y": 1}}, "x": ["a", "b"], "y": ["c", "d"]}


def instrument_of(**alternatives: Any) -> Any:
    return draw("abcd", NODES, alternatives=alternatives)


def test_an_only_choice_has_all_of_the_variance() -> None:
    found = sobol(instrument_of(weights={"index": 5}), ROWS, samples=1024)

    assert [one.words for one in found.inputs] == ["weights of index"]
    assert found.indices.first[0] == pytest.approx(1, abs=0.1)
    assert found.indices.total[0] == pytest.approx(1, abs=0.1)
    assert found.low.total[0] < found.indices.total[0] < found.high.total[0]


def test_a_choice_that_moves_nothing_has_none() -> None:
    found = sobol(
        instrument_of(weights={"index": 5}, unanswered=["zero", "leave_out"]), ROWS
    )

    assert found.indices.first[1] == 0  # every answer is given
    assert found.indices.total[1] == 0
    frame = found.to_frame()
    assert frame["input"].tolist() == [
        "weights of index",
        "treatment of unanswered items",
    ]
    assert frame["total"].tolist() == found.indices.total.tolist()


def test_the_same_seed_gives_the_same_indices() -> None:
    instrument = instrument_of(weights={"else": 5}, leave_out="item")

    first = sobol(instrument, ROWS, samples=64, seed=3)
    again = sobol(instrument, ROWS, samples=64, seed=3)
    other = sobol(instrument, ROWS, samples=64, seed=4)

    assert first.to_frame().equals(again.to_frame())
    assert not first.to_frame().equals(other.to_frame())


def test_results_that_do_not_vary_have_indices_of_0() -> None:
    same = np.full(8, 0.1)

    found = estimate_indices(same, same, np.array([same, same]))

    assert (found.first.tolist(), found.total.tolist()) == ([0, 0], [0, 0])


def test_points_fill_the_cube_evenly() -> None:
    first, second = sample_pairs(3, 64, 1)

    for points in (first, second):
        counts = [np.bincount((column * 8).astype(int)) for column in points.T]
        assert np.array(counts).tolist() == [[8] * 8] * 3


def test_indices_agree_with_those_of_scipy() -> None:
    from scipy.stats import sobol_indices

    chance = np.random.default_rng(1)
    f_a, f_b, f_ab = chance.random(64), chance.random(64), chance.random((2, 64))

    found = estimate_indices(f_a, f_b, f_ab)

    results = {"f_A": f_a[None], "f_B": f_b[None], "f_AB": f_ab[:, None]}
    expected = sobol_indices(func=results, n=64)
    assert found.first == pytest.approx(expected.first_order)
    assert found.total == pytest.approx(expected.total_order)
    low, high = resample_indices(f_a, f_b, f_ab, 1)
    assert (low.total < high.total).all()


@pytest.mark.parametrize(
    ("samples", "below", "above", "remedy"),
    [
        (500, 256, 512, "Take 256 or 512."),
        (3, 2, 4, "Take 2 or 4."),
        (0, None, 1, "Take 1."),
        (-4, None, 1, "Take 1."),
    ],
)
def test_samples_that_are_no_power_of_2_are_refused_with_the_nearest(
    samples: int, below: int | None, above: int, remedy: str
) -> None:
    with pytest.raises(SamplesError) as raised:
        sobol(instrument_of(weights={"index": 5}), ROWS, samples=samples)

    error = raised.value
    assert (error.samples, error.below, error.above) == (samples, below, above)
    assert str(error).startswith(f"{samples} samples")
    assert str(error).endswith(remedy)
    assert error.exit_code == 2


def test_a_single_pair_of_points_is_a_power_of_2() -> None:
    first, second = sample_pairs(3, 1, 1)

    assert first.shape == second.shape == (1, 3)
