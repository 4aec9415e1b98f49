"""The guards: chance as it can be counted out, draws, and the level they allow."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from drawn import LEVELS, draw
from patterned import diagnostics, with_diagnostics

from instruments.model.diagnostics import Guards
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.diagnostics.binding import bind_pattern
from scoring.study.diagnostics.guards import (
    Guarded,
    find_level,
    guard,
    measure_chance,
)
from scoring.study.diagnostics.pattern import Criterion
from scoring.study.diagnostics.samples import Sample, observe

if TYPE_CHECKING:
    from instruments.model.instrument import Instrument
    from scoring.study.diagnostics.diagnosis import Level
    from scoring.study.diagnostics.pattern import Pattern

SIDES = {"visible": ["v1", "v2", "v3"], "foundation": ["f1", "f2", "f3", "f4"]}

VALUES = {"v1": 4, "v2": 3, "v3": 4, "f1": 2, "f2": 0, "f3": 1, "f4": 3}


def bind(**guards: Any) -> tuple[Pattern, Sample]:
    items = {key: {"tags": [tag]} for tag, keys in SIDES.items() for key in keys}
    declared = {"competition": diagnostics(**guards)["competition"]}
    instrument: Instrument = with_diagnostics(draw(items), declared)
    answers = {key: LEVELS[level] for key, level in VALUES.items()}
    plan = compile_plan(instrument)
    seen = observe(plan, code_answers(instrument, [answers]), [])
    competition = instrument.diagnostics["competition"]
    return bind_pattern(plan, competition, tuple(VALUES), None), seen


def count_chance() -> float:
    """Count over all ways to choose the visible three whether their gap is as wide."""
    values = list(VALUES.values())

    def gap(chosen: tuple[int, ...]) -> float:
        rest = sum(values) - sum(values[k] for k in chosen)
        return sum(values[k] for k in chosen) / 3 - rest / 4

    ways = list(itertools.combinations(range(7), 3))
    return sum(gap(way) >= gap((0, 1, 2)) - 1e-9 for way in ways) / len(ways)


def test_chance_is_that_of_all_ways_to_tag_the_same_items() -> None:
    pattern, seen = bind()
    found = measure_chance(pattern, seen, 20_000, np.random.default_rng(2))
    assert found == {"V": pytest.approx(count_chance(), abs=0.005)}
    assert count_chance() == pytest.approx(2 / 35)


def test_chance_is_never_nothing() -> None:
    pattern, seen = bind()
    found = measure_chance(pattern, seen, 1, np.random.default_rng(3))
    assert found["V"] in {1 / 2, 2 / 2}


def test_same_seed_same_guards() -> None:
    pattern, seen = bind(permutations=99, draws=50)
    assert guard(pattern, seen, "a", 1) == guard(pattern, seen, "a", 1)
    assert len({guard(pattern, seen, "a", k).chance["V"] for k in range(9)}) > 1
    assert len({guard(pattern, seen, key, 1).chance["V"] for key in "abcdefghi"}) > 1


def test_more_shuffles_leave_the_draws_as_they_are() -> None:
    few, seen = bind(permutations=99, draws=50)
    many, _ = bind(permutations=999, draws=50)
    first, second = (guard(pattern, seen, "a", 1) for pattern in (few, many))
    assert first.stability == second.stability


def test_a_gap_far_past_its_bound_holds_in_every_draw() -> None:
    pattern, seen = bind()
    # V = (1 + 3/4 + 1) / 3 - (1/2 + 0 + 1/4 + 3/4) / 4 = 0.542 against 0.2 and 0.1.
    assert guard(pattern, seen, "a", 1).stability == {"finding": 1, "watch": 1}


def criterion(name: str, level: Level, *, holds: bool = True) -> Criterion:
    return Criterion(name, level, "V", np.array([holds]))


@pytest.mark.parametrize(
    ("chance", "finding", "watch", "level"),
    [
        (0.05, 0.9, 1.0, "finding"),
        (0.05, 0.89, 1.0, "watch"),
        (0.05, 0.4, 0.5, "watch"),
        (0.05, 0.4, 0.49, "none"),
        (0.051, 1.0, 1.0, "none"),
    ],
)
def test_both_guards_decide_the_level(
    chance: float, finding: float, watch: float, level: Level
) -> None:
    guarded = Guarded({"V": chance}, {"finding": finding, "watch": watch})
    criteria = [criterion("finding", "finding"), criterion("watch", "watch")]
    found, names = find_level(criteria, guarded, Guards())
    assert found == level
    assert names == ([] if level == "none" else [level])


def test_what_does_not_hold_in_the_response_gives_no_level() -> None:
    guarded = Guarded({"V": 0.001}, {"finding": 1.0, "watch": 1.0})
    criteria = [
        criterion("finding", "finding", holds=False),
        criterion("watch", "watch", holds=True),
    ]
    assert find_level(criteria, guarded, Guards()) == ("watch", ["watch"])


def test_a_strong_finding_is_cleared_with_the_finding() -> None:
    guarded = Guarded({"V": 0.001}, {"strong": 1.0, "finding": 1.0, "watch": 1.0})
    criteria = [
        criterion("strong", "strong"),
        criterion("finding", "finding"),
        criterion("watch", "watch"),
    ]
    assert find_level(criteria, guarded, Guards()) == ("strong", ["strong", "finding"])
