"""Scores and stages if open answers were the worst, and the best."""

from __future__ import annotations

from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.uncertainty.ends import find_ends

NO = {"equals": "none"}


def test_open_answers_are_taken_at_worst_and_at_best() -> None:
    gates = {1: [{"item": "b", "at_least": "half"}]}
    instrument = draw("ab", stages={"rule": ladder(0, 0.4, gates=gates)})
    rows = [{"a": "full"}, {"a": "full", "b": "little"}, {"a": "none"}]

    found = find_ends(compile_plan(instrument), code_answers(instrument, rows))

    assert found.low[:, 0].tolist() == [0.5, 0.625, 0.0]
    assert found.high[:, 0].tolist() == [1.0, 0.625, 0.5]
    assert found.low_stage["rule"].tolist() == [0, 0, 0]
    assert found.high_stage["rule"].tolist() == [1, 0, 1]  # an open gate may be passed


def test_a_gate_on_an_item_that_may_come_up_is_met_at_best_alone() -> None:
    asked = {"a": {}, "b": {"when": {"item": "a", "at_least": "half"}}, "c": {}}
    gates = {1: [{"item": "b", "at_least": "half"}]}
    rule = ladder(0, 0.4, gates=gates)
    instrument = draw(asked, {"index": ["c"]}, stages={"rule": rule})
    rows = [{"c": "full"}, {"a": "none", "c": "full"}, {"a": "full", "c": "full"}]

    found = find_ends(compile_plan(instrument), code_answers(instrument, rows))

    assert found.low_stage["rule"].tolist() == [0, 1, 0]  # not asked leaves the gate
    assert found.high_stage["rule"].tolist() == [1, 1, 1]


def test_a_gate_on_a_node_that_may_lose_its_score_is_met_at_best_alone() -> None:
    closes = {"node": "x", "when": {"item": "b", **NO}, "becomes": "no_score"}
    rule = ladder(0, 0.4, gates={1: [{"node": "x", "at_least": 0.5}]})
    instrument = draw(
        "abc",
        {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["c"]},
        gates=[closes],
        stages={"rule": rule},
    )
    rows = [{"a": "full", "c": "full"}, {"a": "full", "b": "full", "c": "full"}]

    found = find_ends(compile_plan(instrument), code_answers(instrument, rows))

    assert found.low_stage["rule"].tolist() == [0, 1]
    assert found.high_stage["rule"].tolist() == [1, 1]
