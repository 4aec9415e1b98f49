"""Additivity: told right, as the sum of single gains shows."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from drawn import draw

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study.additivity import is_additive
from scoring.study.climb import Climb

NODES: dict[str, Any] = {"index": {"of": {"x": 2, "y": 1}}, "x": ["a", "b"], "y": ["c"]}
ANSWERS = {"a": "none", "b": "little", "c": "half"}


def climb_of(answers: dict[str, Any], nodes: Any = NODES, **method: Any) -> Climb:
    instrument = draw(list("abc"), nodes, **method)
    row = code_answers(instrument, [answers])
    return Climb(compile_plan(instrument), row, "index", None)


def adds_up(climb: Climb) -> bool:
    """Tell whether the gains of best answers add up, two by two."""
    best = {key: rungs[-1] for key, rungs in climb.rungs.items()}
    now = climb.run([{}]).index[0]
    gain = {key: climb.run([{key: bits}]).index[0] - now for key, bits in best.items()}
    return all(
        climb.run([{k: best[k] for k in pair}]).index[0] - now
        == pytest.approx(sum(gain[k] for k in pair), abs=1e-12)
        for pair in combinations(best, 2)
    )


def test_plain_means_add_up() -> None:
    climb = climb_of(ANSWERS)

    assert is_additive(climb.plan, climb.row, "index")
    assert adds_up(climb)


def test_so_they_do_with_open_answers_that_count_and_claims_that_do_not() -> None:
    climb = climb_of({"a": "none", "b": Missing.NOT_APPLICABLE})

    assert is_additive(climb.plan, climb.row, "index")
    assert adds_up(climb)


TABLE = [{"when": {"all": [{"item": k, "equals": "full"} for k in "ab"]}, "score": 1}]
GATE = {"node": "x", "when": {"item": "a", "equals": "none"}, "becomes": "zero"}


@pytest.mark.parametrize(
    "fields",
    [
        {"combine": {"x": "geometric"}},
        {"combine": {"x": "minimum"}},
        {"gates": [GATE]},
        {"nodes": {**NODES, "x": {"table": TABLE}}},
        {"missing": {"unanswered": "leave_out"}, "answers": {"c": "half"}},
    ],
)
def test_what_does_not_add_up_is_told(fields: dict[str, Any]) -> None:
    climb = climb_of(
        fields.pop("answers", ANSWERS), fields.pop("nodes", NODES), **fields
    )

    assert not is_additive(climb.plan, climb.row, "index")
    assert not adds_up(climb)


def test_a_score_that_is_not_there_adds_nothing_up() -> None:
    climb = climb_of(dict.fromkeys("abc", Missing.NOT_APPLICABLE))

    assert not is_additive(climb.plan, climb.row, "index")
