"""Scores and stages if open answers were the worst, and the best."""

from __future__ import annotations

from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.uncertainty.ends import find_ends


def test_open_answers_are_taken_at_worst_and_at_best() -> None:
    gates = {1: [{"item": "b", "at_least": "half"}]}
    instrument = draw("ab", stages={"rule": ladder(0, 0.4, gates=gates)})
    rows = [{"a": "full"}, {"a": "full", "b": "little"}, {"a": "none"}]

    found = find_ends(compile_plan(instrument), code_answers(instrument, rows))

    assert found.low[:, 0].tolist() == [0.5, 0.625, 0.0]
    assert found.high[:, 0].tolist() == [1.0, 0.625, 0.5]
    assert found.low_stage["rule"].tolist() == [0, 0, 0]
    assert found.high_stage["rule"].tolist() == [1, 0, 1]  # an open gate may be passed
