"""What a method's alternatives vary, and how that is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from drawn import draw

from scoring import compile_plan
from scoring.uncertainty.errors import NoAlternativesError
from scoring.uncertainty.space import Space, find_space

NODES: dict[str, Any] = {
    "index": {"of": {"x": 3, "y": 1}},
    "x": {"items": {"a": 1, "b": 1}},
    "y": ["c"],
}


def space_of(alternatives: dict[str, Any], **method: Any) -> Space:
    instrument = draw("abc", NODES, alternatives=alternatives, **method)
    return find_space(compile_plan(instrument))


def test_a_method_without_alternatives_is_told_which_key_to_add() -> None:
    with pytest.raises(NoAlternativesError, match="alternatives") as caught:
        find_space(compile_plan(draw("abc", NODES)))

    assert "weights: {index: 90}" in str(caught.value)
    assert caught.value.exit_code == 10


def test_weights_are_drawn_around_those_of_the_method() -> None:
    space = space_of({"weights": {"index": 90}}, weights={"index": {"x": 2, "y": 1}})

    (one,) = space.weighed
    assert one.children == ("x", "y")
    assert one.alpha.tolist() == pytest.approx([60, 30])
    assert one.total == 3


def test_else_stands_for_the_other_nodes_with_two_children() -> None:
    space = space_of({"weights": {"index": 90, "else": 20}})

    found = [(one.node, one.concentration) for one in space.weighed]
    assert found == [("index", 90), ("x", 20)]


def test_a_chosen_method_differs_in_what_was_drawn() -> None:
    space = space_of(
        {
            "combine": {"x": ["minimum", "maximum"], "else": ["geometric", "median"]},
            "unanswered": ["zero", "leave_out"],
        },
        combine={"index": "harmonic"},
    )

    chosen = space.choose([1, 0, 1])

    assert chosen.combine_of("index") == "harmonic"  # `else` does not mean it
    assert (chosen.combine_of("x"), chosen.combine_of("y")) == ("maximum", "geometric")
    assert chosen.missing.unanswered == "leave_out"


def test_what_is_varied_is_said_line_by_line() -> None:
    space = space_of(
        {
            "weights": {"index": 99},
            "combine": {"index": ["arithmetic", {"by": "geometric", "floor": 0.1}]},
            "normalise": {"c": ["percent_rank", "min_max"]},
            "leave_out": "item",
        }
    )

    # sqrt(0.75 * 0.25 / (99 + 1)) = 0.0433
    assert list(space.describe()) == [
        (
            "weights of index: around those of the method, concentration 99 (a share's "
            "standard deviation is 0.043 or less)"
        ),
        "combination of index: arithmetic or geometric (floor: 0.1)",
        "normalisation of c: percent_rank or min_max",
        "one of 3 items left out",
    ]
    assert [one.words for one in space.inputs] == [
        "weights of index",
        "combination of index",
        "normalisation of c",
        "the item left out",
    ]


def test_what_a_plan_varies_is_found_once() -> None:
    declared = {"weights": {"index": 90}}
    plan = compile_plan(draw("abc", NODES, alternatives=declared))
    other = compile_plan(draw("abc", NODES, alternatives={"weights": {"index": 50}}))

    assert find_space(plan) is find_space(plan)
    assert find_space(other).weighed[0].concentration == 50
    assert find_space(replace(plan)) is not find_space(plan)


def test_what_weights_learned_of_units_vary_is_found_anew() -> None:
    declared = {"weights": {"index": 90}}
    instrument = draw(
        "abc", NODES, alternatives=declared, normalise={"else": "min_max"}
    )
    plan = compile_plan(instrument)

    assert find_space(plan) is not find_space(plan)
