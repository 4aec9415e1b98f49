"""What is worked out once for all draws of a method."""

from __future__ import annotations

import numpy as np
import pytest
from drawn import draw

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.blocks import slice_columns
from scoring.kernel.coding import code_answers
from scoring.uncertainty.draws import Draws, draw_blocks
from scoring.uncertainty.prepared import Workshop
from scoring.uncertainty.space import find_space

NODES = {
    "index": {"of": {"x": 3, "y": 1}},
    "x": {"items": {"a": 1, "b": 3}},
    "y": {"items": {"c": 2, "d": 2}},
}


def test_weights_are_drawn_or_declared_and_none_is_left_to_what_is_out() -> None:
    instrument = draw(
        "abcd", NODES, alternatives={"weights": {"index": 9}, "leave_out": "item"}
    )
    plan = compile_plan(instrument)
    space = find_space(plan)
    columns = slice_columns(plan, code_answers(instrument, [{}]))
    draws = next(iter(draw_blocks(space, 3, 1)))
    draws = Draws(draws.weights, draws.ways, np.array([0, 3, 1]))

    x, y, index = Workshop(space, columns).prepare(plan).nodes

    assert x.weigh(draws).tolist() == [[0, 3], [1, 3], [1, 0]]
    assert y.weigh(draws).tolist() == [[2, 2], [2, 0], [2, 2]]
    assert (index.weigh(draws) == draws.weights["index"]).all()


def test_a_pooled_node_takes_the_weights_that_were_drawn_below() -> None:
    instrument = draw(
        "abcd", NODES, combine={"index": "pooled"}, alternatives={"weights": {"x": 9}}
    )
    plan = compile_plan(instrument)
    space = find_space(plan)
    columns = slice_columns(plan, code_answers(instrument, [{}]))
    draws = next(iter(draw_blocks(space, 5, 1)))

    index = Workshop(space, columns).prepare(plan).nodes[-1]

    found = index.weigh(draws)
    assert found[:, :2] == pytest.approx(draws.weights["x"])
    assert (found[:, 2:] == 2).all()


def test_who_is_dropped_is_no_part_of_the_population() -> None:
    instrument = draw(
        "abcd", NODES, missing={"refused": "drop"}, alternatives={"leave_out": "item"}
    )
    plan = compile_plan(instrument)
    coded = code_answers(instrument, [{"a": Missing.REFUSED}, {"a": "full"}])
    workshop = Workshop(find_space(plan), slice_columns(plan, coded))

    every, without = workshop.prepare(plan), workshop.prepare(plan, left_out="a")

    assert every.dropped is not None
    assert every.dropped.tolist() == [True, False]
    assert without.dropped is None
