"""Draws scored together are the same draws scored one by one."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pytest
from drawn import LEVELS, draw, ladder, options
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from instruments.model.answers import Answer, Missing
from scoring import ScoringError, compile_plan
from scoring.errors import FewUnitsError
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.results import Scores
from scoring.uncertainty.draws import Draws, draw_blocks
from scoring.uncertainty.runs import Runs
from scoring.uncertainty.space import Space, find_space

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from instruments.model.instrument import Instrument
    from scoring.kernel.coding import Coded
    from scoring.kernel.plan import Plan

T = TypeVar("T")

ITEMS: dict[str, dict[str, Any]] = {
    "a": {},
    "b": {"reverse": True},
    "c": {"type": "yes_no"},
    "d": {"type": "single", "options": options(x=3, y=-1, z=1, other=None)},
    "e": {},
    "f": {"tags": ["front"]},
    "g": {"tags": ["front"]},
    "n": {"type": "number", "goalposts": {"low": 20, "high": -5}},
    "m": {"type": "number"},
    "s": {"type": "multiple", "options": options(p=1, q=2, r=4), "full": 5},
}
NODES: dict[str, Any] = {
    "index": {"of": {"top": 2, "y": 1, "r": 0.5}},
    "top": {"of": {"x": 1, "t": 2, "z": 1, "alone": 0.5}},
    "x": {"items": {"a": 1, "b": 2, "c": 0.5, "n": 4}},
    "y": {"items": {"c": 1, "d": 1, "m": 2, "s": 0.5}},
    "t": {"tagged": "front"},
    "z": {"table": [{"when": {"item": "c", "equals": "yes"}, "score": 0.75}]},
    "r": {"ratio": {"of": "n", "to": "m"}, "goalposts": {"low": -1, "high": 3}},
    "alone": {"items": {"e": 1}},
}
NUMBER = st.floats(-9, 30, allow_nan=False).filter(lambda x: abs(x) > 0.01)
REASONS = st.sampled_from([*Missing])
RESPONSE = st.fixed_dictionaries(
    {
        "a": st.sampled_from([*LEVELS, *Missing]),
        "b": st.sampled_from([*LEVELS, *Missing]),
        "c": st.sampled_from(["yes", "no", *Missing]),
        "d": st.sampled_from(["x", "y", "z", "other", *Missing]),
        **{key: st.sampled_from([*LEVELS, *Missing]) for key in "efg"},
        "n": NUMBER | NUMBER | REASONS,
        "m": NUMBER | NUMBER | REASONS,
        "s": st.sampled_from([(), ("p",), ("q", "r"), *Missing]),
    }
)
MEANS: list[Any] = [
    "arithmetic",
    "geometric",
    "harmonic",
    {"by": "power", "exponent": 2},
    {"by": "geometric", "floor": 0},
    "minimum",
    "maximum",
    "median",
]
COMBINE = st.sampled_from(MEANS)
TREATMENTS = ["zero", "leave_out", "one", "mean", "drop"]
MISSING = st.fixed_dictionaries(
    {
        "unanswered": st.sampled_from(["zero", "leave_out"]),
        "refused": st.sampled_from(TREATMENTS),
        "without_score": st.sampled_from(["leave_out", "zero", "drop"]),
        "least_coverage": st.sampled_from([0, 0.5]),
        "least_share": st.sampled_from([0, 0.4]),
        "most_not_applicable": st.sampled_from([1, 0.25]),
    }
)
ALTERNATIVES = st.fixed_dictionaries(
    {"seed": st.integers(0, 1000)},
    optional={
        "weights": st.fixed_dictionaries(
            {}, optional={"index": st.just(20), "top": st.just(9), "else": st.just(30)}
        ),
        "combine": st.fixed_dictionaries(
            {},
            optional={
                "top": st.lists(st.sampled_from([*MEANS, "pooled"]), min_size=2),
                "else": st.lists(COMBINE, min_size=2, max_size=3),
            },
        ),
        "normalise": st.just(
            {"n": ["min_max", {"by": "goalposts", "low": 0, "high": 9}]}
        ),
        "unanswered": st.sampled_from([["zero", "leave_out"], ["mean", "drop", "one"]]),
        "leave_out": st.sampled_from(["item", "node"]),
    },
)
METHOD = st.fixed_dictionaries(
    {
        "combine": st.fixed_dictionaries({"index": COMBINE, "else": COMBINE}),
        "missing": MISSING,
        "alternatives": ALTERNATIVES,
        "gates": st.sampled_from(
            [
                [],
                [
                    {
                        "node": "x",
                        "when": {"item": "a", "equals": "none"},
                        "becomes": "zero",
                    }
                ],
                [
                    {
                        "node": "y",
                        "when": {"item": "c", "equals": "no"},
                        "becomes": "no_score",
                    }
                ],
            ]
        ),
    },
    optional={"weights": st.just({"index": {"y": 2, "r": 1, "top": 4}})},
)
NORMAL = {"m": {"by": "min_max", "low": -9, "high": 30}}
RELATIVE = st.fixed_dictionaries(
    {"m": st.sampled_from(["z_score", "min_max"])},
    optional={
        "x": st.sampled_from(["min_max", "z_score"]),
        "top": st.just("min_max"),
        "r": st.just("min_max"),
    },
)
RULE = ladder(0, 0.3, 0.6, gates={1: [{"item": "a", "at_least": "little"}]})
DRAWS = 6


def build(method: Mapping[str, Any], nodes: Mapping[str, Any] = NODES) -> Instrument:
    return draw(ITEMS, nodes, stages={"rule": RULE}, **method)


def score_alone(
    method: Mapping[str, Any], space: Space, draws: Draws, place: int, coded: Coded
) -> Scores:
    """Score one draw as an instrument of its own, which declares what was drawn."""
    nodes = deepcopy(NODES)
    nodes["t"] = {"items": {"f": 1, "g": 1}}
    for node, weights in method.get("weights", {}).items():
        nodes[node]["of"] = dict(weights)
    weighting = dict(method.get("weighting", {}))
    for one in space.weighed:
        form = "of" if "of" in nodes[one.node] else "items"
        drawn = zip(one.children, draws.weights[one.node][place].tolist(), strict=True)
        nodes[one.node][form] = {child: weight for child, weight in drawn if weight}
        weighting.pop(one.node, None)
    if draws.left_out[place] >= 0:
        leave_out(nodes, space.left_out[draws.left_out[place]])
    chosen = space.choose(draws.ways[place].tolist())
    parts = chosen.model_dump(mode="json", include={"combine", "normalise", "missing"})
    declared = {**parts, "weighting": weighting, "gates": method.get("gates", [])}
    return score_coded(compile_plan(build(declared, nodes)), coded)


def leave_out(nodes: dict[str, Any], key: str) -> None:
    """Take an item, or a node, out of all nodes, and nodes that are left empty."""
    gone = [key]
    for name in gone:
        for parent, node in nodes.items():
            for form in {"of", "items"} & node.keys():
                node[form].pop(name, None)
                if not node[form]:
                    gone.append(parent)
        nodes.pop(name, None)


@dataclass
class Together:
    """Some draws scored together: by node and of the stage rule, (draws, units)."""

    score: dict[str, NDArray[np.float64]]
    stage: NDArray[np.int8]


def score_together(plan: Plan, space: Space, draws: Draws, coded: Coded) -> Together:
    shape = (len(draws), len(coded))
    score = {node: np.zeros(shape) for node in plan.nodes}
    stage = np.zeros(shape, dtype=np.int8)
    for scored in Runs.over(plan, space, coded).score(draws):
        for node, values in zip(plan.nodes, scored.score, strict=True):
            score[node][scored.rows] = values
        stage[scored.rows] = scored.stage["rule"]
    return Together(score, stage)


def attempt(work: Callable[[], T]) -> T | tuple[type[ScoringError], str]:
    """Give the result, or which error there was instead and what it says."""
    try:
        return work()
    except ScoringError as error:
        return type(error), str(error)


def compare(
    method: dict[str, Any], batch: list[dict[str, Answer]]
) -> Together | tuple[type[ScoringError], str] | None:
    """Compare draws together and apart; give those together, None for no method."""
    instrument = build(method)
    coded = code_answers(instrument, batch)
    plan = attempt(lambda: fit_plan(compile_plan(instrument), coded))
    if isinstance(plan, tuple):  # the method as it is cannot be learned from these
        return None
    space = find_space(plan)
    assert plan.method.alternatives is not None
    draws = next(iter(draw_blocks(space, DRAWS, plan.method.alternatives.seed)))
    together = attempt(lambda: score_together(plan, space, draws, coded))
    alone = [
        attempt(partial(score_alone, method, space, draws, number, coded))
        for number in range(DRAWS)
    ]
    errors = [one for one in alone if isinstance(one, tuple)]
    if isinstance(together, tuple):
        assert together in errors
        return together
    assert not errors
    for number, expected in enumerate(alone):
        assert isinstance(expected, Scores)
        for node in expected.plan.nodes:
            assert together.score[node][number] == pytest.approx(
                expected.node(node), abs=1e-12, rel=1e-12, nan_ok=True
            ), (node, number)
        assert (together.stage[number] == expected.stage["rule"]).all()
    return together


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(METHOD, st.lists(RESPONSE, min_size=1, max_size=8))
def test_draws_scored_together_equal_each_draw_by_itself(
    method: dict[str, Any], batch: list[dict[str, Answer]]
) -> None:
    assume(compare({**method, "normalise": NORMAL}, batch))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(METHOD, RELATIVE, st.lists(RESPONSE, min_size=3, max_size=8))
def test_a_relative_method_is_fitted_again_in_every_draw(
    method: dict[str, Any], normalise: dict[str, Any], batch: list[dict[str, Answer]]
) -> None:
    assume(compare({**method, "normalise": normalise}, batch))


RANKING = st.sampled_from(["borda", "copeland", "benefit_of_the_doubt"])
COMPLETE = st.fixed_dictionaries(
    {
        **{key: st.sampled_from(LEVELS) for key in "abefg"},
        "c": st.sampled_from(["yes", "no"]),
        "d": st.sampled_from(["x", "y", "z"]),
        "n": NUMBER,
        "m": NUMBER,
        "s": st.sampled_from([(), ("p",), ("q", "r")]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    RANKING,
    st.sampled_from(["entropy", "equal", "pca"]),
    st.fixed_dictionaries(
        {"weights": st.sampled_from([{}, {"else": 30}, {"x": 9}])},
        optional={"leave_out": st.sampled_from(["item", "node"])},
    ),
    st.lists(COMPLETE, min_size=4, max_size=7),
)
def test_orders_and_weights_found_in_the_data_are_found_again_in_every_draw(
    ranking: str,
    weighting: str,
    alternatives: dict[str, Any],
    batch: list[dict[str, Answer]],
) -> None:
    method = {
        "combine": {"x": ranking},
        "weighting": {"y": weighting, "index": "equal"},
        "normalise": NORMAL,
        "alternatives": alternatives,
    }
    assume(compare(method, batch))


def test_weights_that_some_draws_cannot_find_are_refused_alike() -> None:
    chance = np.random.default_rng(3)
    batch: list[dict[str, Any]] = [
        {
            **{key: str(chance.choice(LEVELS)) for key in "abefg"},
            "c": str(chance.choice(["yes", "no"])),
            "d": "x",
            "s": ("p",),
            **{key: float(chance.integers(1, 20)) for key in "nm"},
        }
        for _ in range(9)
    ]
    for row in batch[1:]:
        del row["a"]
    method = {
        "weighting": {"x": "pca"},
        "normalise": NORMAL,
        "missing": {"unanswered": "zero"},
        "alternatives": {"unanswered": ["zero", "drop"], "seed": 1},
    }

    found = compare(method, batch)

    assert isinstance(found, tuple)
    assert found[0] is FewUnitsError
