"""The best plan within a budget, held to all plans there are."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from drawn import LEVELS, draw

from instruments.model.answers import Answer, Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.budget import (
    plan_budget,
    plan_greedily,
    score_all_plans,
    solve_budget,
)
from scoring.study.climb import Climb

TWELVE = [f"i{k}" for k in range(12)]


def climb_of(seed: int, combine: str, keys: list[str], kind: str) -> Climb:
    chance = random.Random(seed)
    items: dict[str, Any] = {
        key: {
            "effort": chance.choice([1, 2, 3]),
            "requires": chance.sample(
                keys[:place], chance.choice([0, 0, min(place, 1)])
            ),
            **({"type": "yes_no"} if kind == "yes_no" else {}),
        }
        for place, key in enumerate(keys)
    }
    half = len(keys) // 2
    nodes = {
        "index": {"of": {"x": chance.randint(1, 3), "y": 1}},
        "x": {"items": {key: chance.randint(1, 5) for key in keys[:half]}},
        "y": {"items": {key: chance.randint(1, 5) for key in keys[half:]}},
    }
    instrument = draw(items, nodes, combine={"index": combine})
    levels = ["yes", "no", "no"] if kind == "yes_no" else list(LEVELS[:4])
    answers: dict[str, Answer] = {key: chance.choice(levels) for key in keys}
    row = code_answers(instrument, [answers])
    return Climb(compile_plan(instrument), row, "index", None)


def check_plan(climb: Climb, plan: dict[str, int], budget: int) -> float:
    """Check that a plan may be made, and give the index that it leads to."""
    assert climb.sum_effort(plan) <= budget
    for item in plan:
        for needed in climb.requirements.unmet(item):
            assert needed in plan
            assert climb.requirements.is_met(needed, plan[needed])
    return float(climb.run([plan]).index[0])


@pytest.mark.parametrize("seed", range(20))
def test_under_arithmetic_means_the_programme_finds_the_best_of_all_plans(
    seed: int,
) -> None:
    climb = climb_of(seed, "arithmetic", TWELVE, "yes_no")
    budget = random.Random(seed).randint(2, 12)

    found = solve_budget(climb, budget)

    assert found is not None
    best = check_plan(climb, score_all_plans(climb, budget), budget)
    assert check_plan(climb, found, budget) == pytest.approx(best, abs=1e-9)
    assert plan_budget(climb, budget) == (found, True)


@pytest.mark.parametrize("seed", range(10))
def test_several_levels_an_item_are_weighed_too(seed: int) -> None:
    climb = climb_of(seed, "arithmetic", TWELVE[:5], "ordinal")

    found = solve_budget(climb, 6)

    best = check_plan(climb, score_all_plans(climb, 6), 6)
    assert found is not None
    assert check_plan(climb, found, 6) == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize("combine", ["geometric", "minimum", "harmonic"])
def test_greedy_plans_come_near_the_best_of_all(combine: str) -> None:
    gains = []
    for seed in range(12):
        climb = climb_of(seed, combine, TWELVE, "yes_no")
        now = float(climb.run([{}]).index[0])
        best = check_plan(climb, score_all_plans(climb, 9), 9)
        greedy = check_plan(climb, plan_greedily(climb, 9), 9)
        assert now - 1e-12 <= greedy <= best + 1e-12
        gains.append((greedy - now) / (best - now) if best > now + 1e-9 else 1.0)

    assert np.mean(gains) > 0.9


def test_a_small_case_under_another_mean_is_certain() -> None:
    climb = climb_of(3, "geometric", TWELVE[:4], "yes_no")

    plan, is_best = plan_budget(climb, 4)

    assert is_best
    assert plan == score_all_plans(climb, 4)


def test_a_large_one_is_not() -> None:
    climb = climb_of(3, "geometric", [f"k{n}" for n in range(30)], "ordinal")

    plan, is_best = plan_budget(climb, 10)

    assert not is_best
    assert check_plan(climb, plan, 10) > climb.run([{}]).index[0]


def test_of_equal_gains_the_least_effort_is_taken() -> None:
    instrument = draw({"a": {"effort": 3}, "b": {"effort": 1}})
    row = code_answers(instrument, [{"a": "most", "b": "most"}])
    climb = Climb(compile_plan(instrument), row, "index", None)

    assert list(plan_budget(climb, 3)[0]) == ["b"]


def test_nothing_is_planned_without_a_score_or_a_budget() -> None:
    instrument = draw(["a"])
    for answer, budget in (("half", 1), (Missing.NOT_APPLICABLE, 9)):
        row = code_answers(instrument, [{"a": answer}])
        climb = Climb(compile_plan(instrument), row, "index", None)

        assert plan_budget(climb, budget)[0] == {}
