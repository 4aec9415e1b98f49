"""The fewest answers: held to all sets of answers there are."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import pytest
from drawn import LEVELS, draw, ladder, score_all

from instruments.model.answers import Answer, Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study import fewest
from scoring.study.blocking import blocking_list

KEYS = list("abcdefghij")
NODES: dict[str, Any] = {
    "index": {"of": {"x": 3, "y": 2}},
    "x": {"items": dict(zip("abcde", (5, 1, 1, 2, 3), strict=True))},
    "y": {"items": dict(zip("efghij", (1, 4, 1, 2, 2, 1), strict=True))},
}
GATES: list[dict[int, Any]] = [
    {},
    {1: [{"node": "x", "at_least": 0.55}, {"node": "y", "at_least": 0.5}]},
    {1: [{"item": "b", "at_least": "most"}, {"node": "y", "at_least": 0.45}]},
]


def city(seed: int, combine: str) -> tuple[Any, dict[str, Answer]]:
    chance = random.Random(seed)
    instrument = draw(
        KEYS,
        NODES,
        combine={"index": combine},
        stages={
            "rule": ladder(0, chance.choice([0.5, 0.6]), gates=chance.choice(GATES))
        },
    )
    levels = [*LEVELS[:4], Missing.UNANSWERED]
    return instrument, {key: chance.choice(levels) for key in KEYS}


def count_fewest(instrument: Any, answers: dict[str, Answer]) -> int:
    """Count the fewest items which, at their best, reach the stage: all are tried."""
    for size in range(len(KEYS) + 1):
        sets = [dict.fromkeys(chosen, "full") for chosen in combinations(KEYS, size)]
        found = score_all(instrument, *({**answers, **best} for best in sets))
        if (found.stage["rule"] >= 1).any():
            return size
    raise AssertionError


@pytest.mark.parametrize("combine", ["arithmetic", "geometric", "minimum"])
@pytest.mark.parametrize("seed", range(12))
def test_up_to_ten_items_the_list_is_the_smallest_there_is(
    seed: int, combine: str
) -> None:
    instrument, answers = city(seed, combine)

    row = code_answers(instrument, [answers])
    found = blocking_list(compile_plan(instrument), row)

    if found.next is None:
        assert count_fewest(instrument, answers) == 0
        return
    assert found.is_fewest
    assert len(found.steps) == count_fewest(instrument, answers)


@pytest.mark.parametrize("seed", range(12))
def test_where_gains_add_up_a_programme_proves_it_without_trying_all(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fewest, "MOST_SETS", 0)
    instrument, answers = city(seed, "arithmetic")

    row = code_answers(instrument, [answers])
    found = blocking_list(compile_plan(instrument), row)

    if found.next is not None:
        assert found.is_fewest
        assert len(found.steps) == count_fewest(instrument, answers)


def test_where_neither_can_be_done_the_list_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fewest, "MOST_SETS", 0)
    how = {"index": "geometric"}
    instrument = draw(list("abcd"), combine=how, stages={"rule": ladder(0, 0.45)})
    row = code_answers(instrument, [dict.fromkeys("abcd", "little")])

    found = blocking_list(compile_plan(instrument), row)

    # (1/4 * 1/4 * 1 * 1)^(1/4) = 1/2, and a little more with the floor
    assert len(found.steps) == 2
    assert not found.is_fewest
