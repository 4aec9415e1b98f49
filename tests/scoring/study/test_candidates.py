"""Candidates: which items bear on a stage."""

from __future__ import annotations

from typing import Any

from drawn import draw, ladder

from scoring import compile_plan
from scoring.study.candidates import Candidate, list_candidates

NODES: dict[str, Any] = {
    "index": {"of": ["x", "y"]},
    "other": {"of": ["z"]},
    "x": ["a"],
    "y": {"table": [{"when": {"item": "n", "in": [3, 4]}, "score": 1}]},
    "z": ["c"],
}
ITEMS: dict[str, Any] = {
    "a": {},
    "b": {},
    "c": {},
    "n": {"type": "number"},
    "note": {"type": "text"},
}


def candidates_of(**fields: Any) -> dict[str, Candidate]:
    rule = ladder(0, 0.5, gates=fields.pop("stage_gates", {}))
    instrument = draw(
        ITEMS, NODES, index=["index", "other"], stages={"rule": rule}, **fields
    )
    plan = compile_plan(instrument)
    ladder_ = plan.rule_of()
    minima = [gate for gates in ladder_.gates for gate in gates]
    return {one.item: one for one in list_candidates(plan, ladder_, minima)}


def test_items_below_the_staged_node_are_candidates_with_what_tables_ask() -> None:
    found = candidates_of()

    assert list(found) == ["a", "n"]
    assert found["n"] == Candidate("n", (), (3.0, 4.0), stands_in_table=True)


def test_a_gated_node_brings_its_items() -> None:
    found = candidates_of(stage_gates={1: [{"node": "z", "at_least": 0.5}]})

    assert list(found) == ["a", "c", "n"]


def test_a_gated_item_is_one_itself() -> None:
    found = candidates_of(stage_gates={1: [{"item": "b", "at_least": "half"}]})

    assert list(found) == ["a", "b", "n"]
    assert len(found["b"].gates) == 1


def test_a_gate_of_a_node_brings_what_it_asks_about() -> None:
    gate = {"node": "x", "when": {"item": "b", "equals": "none"}, "becomes": "zero"}

    found = candidates_of(gates=[gate])

    assert found["b"].stands_in_table


def test_a_gate_of_a_node_elsewhere_does_not() -> None:
    gate = {"node": "z", "when": {"item": "b", "equals": "none"}, "becomes": "zero"}

    assert "b" not in candidates_of(gates=[gate])
