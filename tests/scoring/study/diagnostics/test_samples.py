"""Samples: what is observed, shuffled and varied."""

from __future__ import annotations

import numpy as np
import pytest
from drawn import draw
from patterned import PILLARS, draw_city, draw_patterned

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics.samples import (
    PRECISION,
    Sample,
    mean_known,
    observe,
    shuffle,
    vary,
)

NODES = {"index": {"of": {"x": 1, "y": 3}}, "x": ["a", "b"], "y": ["c", "d"]}

INSTRUMENT = draw(["a", "b", "c", "d"], NODES)

ANSWERS = {"a": "full", "b": "half", "c": "little", "d": Missing.NOT_APPLICABLE}


def sample(earlier: dict[str, str] | None = None) -> Sample:
    plan = compile_plan(INSTRUMENT)
    before = None if earlier is None else code_answers(INSTRUMENT, [earlier])
    return observe(plan, code_answers(INSTRUMENT, [ANSWERS]), ["index", "x"], before)


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_the_values_of_a_response_are_observed() -> None:
    seen = sample()
    assert np.array_equal(seen.values, [[1, 0.5, 0.25, np.nan]], equal_nan=True)
    assert seen.nodes["x"] == pytest.approx([(1 + 0.5) / 2])
    assert seen.nodes["index"] == pytest.approx([(0.75 * 1 + 0.25 * 3) / 4])
    assert seen.shares["index"].tolist() == [1 / 8, 1 / 8, 3 / 8, 3 / 8]
    assert seen.earlier is None


def test_an_earlier_response_stands_beside_every_row() -> None:
    plan = compile_plan(INSTRUMENT)
    rows = code_answers(INSTRUMENT, [ANSWERS, {"a": "none"}])
    before = code_answers(INSTRUMENT, [{"a": "half", "d": "full"}])
    seen = observe(plan, rows, [], before)
    assert seen.earlier is not None
    assert seen.earlier.tolist() == [[0.5, 0, 0, 1]] * 2


def test_means_leave_out_what_does_not_count() -> None:
    assert sample().mean(["a", "c", "d"]) == pytest.approx([(1 + 0.25) / 2])
    assert np.isnan(sample().mean(["d"])).all()


def test_a_mean_of_known_values_is_weighted() -> None:
    values, weights = np.array([[1, 0.5, np.nan]]), np.array([[1.0, 3.0, 9.0]])
    assert mean_known(values, weights) == pytest.approx([(1 + 1.5) / 4])


def test_shuffled_values_are_the_same_values_among_the_same_items() -> None:
    seen = sample({"a": "little", "b": "full", "c": "most", "d": "none"})

    shuffled = shuffle(seen, ["a", "c", "d"], 200, rng())

    assert shuffled.earlier is not None
    firsts, thirds = shuffled.values[:, 0], shuffled.values[:, 2]
    assert set(zip(firsts, thirds, strict=True)) == {(1, 0.25), (0.25, 1)}
    assert (shuffled.values[:, 1] == 0.5).all()
    assert np.isnan(shuffled.values[:, 3]).all()
    pairs = set(zip(firsts, shuffled.earlier[:, 0], strict=True))
    assert pairs == {(1, 0.25), (0.25, 0.75)}


def test_shuffled_values_move_the_nodes() -> None:
    shuffled = shuffle(sample(), ["a", "c"], 50, rng())
    expected = (shuffled.values[:, 0] + 0.5) / 2
    assert shuffled.nodes["x"] == pytest.approx(expected)


def test_each_draw_leaves_one_item_out_that_counts() -> None:
    drawn = vary(sample(), ["a", "b", "d"], 500, rng())
    left_out = (drawn.weights == 0).sum(axis=0)
    assert left_out[[2, 3]].tolist() == [0, 0]
    assert left_out[0] + left_out[1] == 500
    assert min(left_out[0], left_out[1]) > 200


def test_drawn_weights_vary_around_one_as_firmly_as_said() -> None:
    drawn = vary(sample(), [], 20_000, rng())
    assert drawn.weights.mean() == pytest.approx(1, abs=0.01)
    assert drawn.weights.std() == pytest.approx(1 / np.sqrt(PRECISION), abs=0.01)


def test_drawn_weights_move_a_node_around_its_exact_score() -> None:
    geometric = draw(["a", "b", "c", "d"], NODES, combine={"index": "geometric"})
    row = code_answers(geometric, [ANSWERS])
    seen = observe(compile_plan(geometric), row, ["index"])

    drawn = vary(seen, [], 2000, rng())

    assert seen.nodes["index"][0] < seen.weigh("index")[0]
    assert drawn.nodes["index"].mean() == pytest.approx(
        seen.nodes["index"][0], abs=0.01
    )
    assert drawn.nodes["index"].std() > 0


def test_under_arithmetic_means_a_node_is_the_mean_of_its_items() -> None:
    instrument = draw_patterned()
    row = draw_city(instrument, rng(), {"t": 0.2})
    seen = observe(compile_plan(instrument), row, PILLARS)
    for pillar in PILLARS:
        assert seen.weigh(pillar) == pytest.approx(seen.nodes[pillar], abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_not_known_adds_nothing_to_the_last_bit(seed: int) -> None:
    chance = np.random.default_rng(seed)
    values, weights = chance.random((7, 30)), chance.random((7, 30))
    values[chance.random((7, 30)) < 0.3] = np.nan
    values[0] = np.nan
    shares = {"node": np.where(chance.random(30) < 0.5, chance.random(30), 0.0)}
    columns = {str(place): place for place in range(30)}

    found = Sample(columns, values, weights, shares, {}).weigh("node")

    weighed = weights * shares["node"]
    whole = np.where(np.isnan(values), 0.0, weighed).sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = np.nansum(values * weighed, axis=1) / whole
    np.testing.assert_array_equal(found, mean)
    np.testing.assert_array_equal(mean_known(values, weighed), mean)
    assert np.isnan(found[0])
