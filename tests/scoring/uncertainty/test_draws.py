"""What is drawn: around the declared weights, with a seed, whatever the number."""

from __future__ import annotations

import numpy as np
import pytest
from drawn import draw

from scoring import compile_plan
from scoring.uncertainty.draws import (
    BLOCK,
    count_uniforms,
    draw_blocks,
    place_uniforms,
)
from scoring.uncertainty.space import Input, Space, find_space

SHARES = np.array([2, 1, 1]) / 4


def space_of(**alternatives: object) -> Space:
    nodes = {
        "index": {"of": {"x": 2, "y": 1, "z": 1}},
        "x": ["a", "b"],
        "y": ["c"],
        "z": ["d"],
    }
    return find_space(compile_plan(draw("abcd", nodes, alternatives=alternatives)))


def test_the_same_seed_gives_the_same_draws_whatever_their_number() -> None:
    space = space_of(weights={"index": 90}, leave_out="item")

    few = list(draw_blocks(space, 100, 7))
    many = list(draw_blocks(space, BLOCK + 100, 7))
    other = next(iter(draw_blocks(space, 100, 8)))

    assert [len(block) for block in many] == [BLOCK, 100]
    assert (few[0].weights["index"] == many[0].weights["index"][:100]).all()
    assert (few[0].left_out == many[0].left_out[:100]).all()
    assert (few[0].weights["index"] != other.weights["index"]).all()
    assert (many[0].left_out[:100] != many[1].left_out).any()


@pytest.mark.parametrize("way", ["random", "placed"])
def test_weights_lie_around_the_declared_ones(way: str) -> None:
    space = space_of(weights={"index": 90})
    if way == "random":
        drawn = next(iter(draw_blocks(space, 1000, 1))).weights["index"]
    else:
        uniforms = np.random.default_rng(1).random((1000, count_uniforms(space)))
        drawn = place_uniforms(space, uniforms).weights["index"]

    # Dirichlet: mean p and variance p (1 - p) / (90 + 1); the declared sum is 4
    assert drawn.sum(axis=1) == pytest.approx(4)
    assert drawn.mean(axis=0) / 4 == pytest.approx(SHARES, abs=0.006)
    spread = np.sqrt(SHARES * (1 - SHARES) / 91)
    assert drawn.std(axis=0) / 4 == pytest.approx(spread, rel=0.1)


def test_every_way_and_every_item_has_the_same_chance() -> None:
    space = space_of(
        combine={"index": ["arithmetic", "geometric", "minimum"]}, leave_out="item"
    )
    even = (np.arange(1200)[:, None] + 0.5) / 1200

    placed = place_uniforms(space, np.repeat(even, 2, axis=1))
    drawn = next(iter(draw_blocks(space, BLOCK, 1)))

    assert np.bincount(placed.ways[:, 0]).tolist() == [400, 400, 400]
    assert np.bincount(placed.left_out).tolist() == [300, 300, 300, 300]
    assert np.bincount(drawn.ways[:, 0]) / BLOCK == pytest.approx(1 / 3, abs=0.05)
    assert np.bincount(drawn.left_out) / BLOCK == pytest.approx(1 / 4, abs=0.05)


def test_weights_far_from_the_declared_ones_go_to_one_child_where_all_underflow() -> (
    None
):
    space = space_of(weights={"index": 0.000001})

    placed = place_uniforms(space, np.random.default_rng(1).random((50, 3)))

    assert placed.weights["index"].sum(axis=1) == pytest.approx(4)
    assert np.isfinite(placed.weights["index"]).all()


def test_one_input_is_taken_from_other_draws() -> None:
    space = space_of(
        weights={"index": 90, "x": 9},
        combine={"index": ["arithmetic", "geometric"], "x": ["minimum", "maximum"]},
        leave_out="node",
    )
    first, second = list(draw_blocks(space, 2 * BLOCK, 1))

    weights = first.swap(space, Input("weights", "x"), second)
    ways = first.swap(space, Input("combine", "x"), second)
    left = first.swap(space, Input("leave_out", "node"), second)

    assert weights.weights["x"] is second.weights["x"]
    assert weights.weights["index"] is first.weights["index"]
    assert (ways.ways[:, 1] == second.ways[:, 1]).all()
    assert (ways.ways[:, 0] == first.ways[:, 0]).all()
    assert (left.left_out == second.left_out).all()
