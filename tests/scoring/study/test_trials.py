"""Trials: one response scored again with changed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.codes import GIVEN
from scoring.kernel.coding import code_answers
from scoring.study.rescoring import open_row
from scoring.study.trials import Trials

if TYPE_CHECKING:
    from instruments.model.answers import Answer

ITEMS: dict[str, Any] = {
    "a": {},
    "b": {"when": {"item": "a", "at_least": "half"}},
    "n": {
        "type": "number",
        "goalposts": {"low": 0, "high": 1},
        "when": {"item": "a", "at_least": "half"},
    },
}
GATES = {1: [{"item": "b", "at_least": "half"}, {"node": "x", "at_least": 0.5}]}
NODES: dict[str, Any] = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b", "n"]}
INSTRUMENT = draw(ITEMS, NODES, stages={"rule": ladder(0, 0.4, gates=GATES)})
PLAN = compile_plan(INSTRUMENT)


def trials() -> Trials:
    return Trials(PLAN, PLAN.rule_of(), 1)


def coded(**answers: Answer) -> Any:
    return code_answers(INSTRUMENT, [answers])


def test_each_trial_changes_one_answer() -> None:
    row = open_row(PLAN, coded(a="none"))

    rows = trials().change(row, [("a", GIVEN + 4), ("b", GIVEN + 2)])

    assert rows["a"].tolist() == [GIVEN + 4, GIVEN]
    assert rows["b"].tolist() == [0, GIVEN + 2]


def test_trials_ask_again_what_applies() -> None:
    row = open_row(PLAN, coded(a="none"))

    outcome = trials().run(trials().change(row, [("a", GIVEN), ("a", GIVEN + 4)]))

    # a none: only x counts, 0; a full: b and n are asked and unanswered, index 1/2
    assert outcome.total.tolist() == pytest.approx([0 + 0, 1 + 1 / 2 + 0])
    assert outcome.reached.tolist() == [False, False]


def test_what_is_missing_is_summed_over_bound_and_gates() -> None:
    row = coded(a="half", b="none", n=1.0)

    outcome = trials().run(row)

    # x 2/4 meets its gate, the index (2/4 + 1/2) / 2 meets 0.4, b misses its gate
    assert outcome.missing[0] == pytest.approx(1)


def test_a_reached_stage_misses_nothing() -> None:
    outcome = trials().run(coded(a="half", b="half", n=1.0))

    assert outcome.reached[0]
    assert outcome.missing[0] == 0


def test_unmet_gates_are_those_of_the_wanted_band() -> None:
    unmet = trials().find_unmet(coded(a="little"))

    assert [gate.gate.node for gate in unmet] == ["x"]
