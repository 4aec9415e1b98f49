"""Bounded nodes: tables, ratios and parents of what may have no score."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from drawn import draw

from instruments.model.answers import Missing
from scoring import compile_plan
from scoring.kernel.bounding import bound_scores
from scoring.kernel.coding import code_answers
from scoring.kernel.fitting import fit_plan

NA = Missing.NOT_APPLICABLE
Found = tuple[float, float, bool]


def bound(
    instrument: Any, answers: dict[str, Any], node: str = "index"
) -> tuple[float, float, bool]:
    plan = compile_plan(instrument)
    found = bound_scores(plan, code_answers(instrument, [answers]))
    place = plan.place_of(node)
    return (
        float(found.low[0, place]),
        float(found.high[0, place]),
        bool(found.lacks[0, place]),
    )


FULL = {"equals": "full"}
TABLE = {
    "table": [
        {"when": {"item": "a", **FULL}, "score": 1},
        {"when": {"item": "b", **FULL}, "score": 0.75},
        {"when": {"item": "a", "equals": "half"}, "score": 0.5},
    ],
    "else": 0.25,
}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"a": "half", "b": "none"}, (0.5, 0.5, False)),
        ({"a": "half"}, (0.5, 0.75, False)),
        # Whatever a is, the second row holds at least.
        ({"b": "full"}, (0.75, 1, False)),
        ({}, (0.25, 1, False)),
        ({"a": NA}, (0.25, 0.75, False)),
    ],
)
def test_a_table_gives_what_its_rows_may_come_to(
    answers: dict[str, Any], expected: Found
) -> None:
    assert bound(draw(["a", "b"], {"index": TABLE}), answers) == expected


def test_a_table_of_what_may_not_be_asked_may_have_no_score() -> None:
    asked = {"a": {}, "b": {"when": {"item": "a", **FULL}}}
    table = {"table": [{"when": {"item": "b", **FULL}, "score": 1}]}
    ours = draw(asked, {"index": table})

    assert bound(ours, {}) == (0, 1, True)
    assert bound(ours, {"a": "full"}) == (0, 1, False)


RATIO = {"ratio": {"of": "n", "to": "m"}, "goalposts": {"low": 0, "high": 2}}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"n": 1, "m": 1}, (0.5, 0.5, False)),
        # Below the line may come a 0.
        ({"n": 1}, (0, 1, True)),
        ({"m": 1}, (0, 1, True)),
        ({"n": NA}, (np.nan, np.nan, True)),
    ],
)
def test_a_ratio_with_an_open_number_lies_between_its_goalposts(
    answers: dict[str, Any], expected: Found
) -> None:
    ours = draw({"n": {"type": "number"}, "m": {"type": "number"}}, {"index": RATIO})
    np.testing.assert_equal(bound(ours, answers), expected)


NODES = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]}
GATE = {"node": "x", "when": {"item": "c", "equals": "none"}, "becomes": "no_score"}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ({}, (0.5, 0.75, False)),
        ({"without_score": "zero"}, ((0 + 0.5) / 2, 0.75, False)),
        ({"without_score": "drop"}, (0.75, 0.75, True)),
        ({"least_share": 0.6}, (0.5, 0.75, True)),
        ({"least_share": 0.5}, (0.5, 0.75, False)),
    ],
)
def test_a_child_that_a_gate_may_take_away_does_what_is_declared(
    policy: dict[str, Any], expected: Found
) -> None:
    ours = draw(list("abc"), NODES, gates=[GATE], missing=policy)
    assert bound(ours, {"a": "full", "b": "half"}) == expected


@pytest.mark.parametrize("policy", ["leave_out", "zero", "drop"])
def test_a_child_to_which_nothing_applies_is_out(policy: str) -> None:
    ours = draw(list("abc"), NODES, missing={"without_score": policy})
    assert bound(ours, {"a": NA}) == (0, 1, False)


def test_children_that_are_all_taken_away_leave_no_score() -> None:
    gates = [GATE, {**GATE, "node": "y"}]
    ours = draw(list("abc"), NODES, gates=gates, missing={"without_score": "zero"})

    found = bound(ours, {"a": "full", "b": "full", "c": "none"})

    np.testing.assert_equal(found, (np.nan, np.nan, True))


def test_an_answer_that_drops_the_response_may_not_be_asked() -> None:
    items = {"a": {}, "b": {"when": {"item": "a", **FULL}}, "c": {}}
    ours = draw(items, {"index": ["b", "c"]}, missing={"not_applicable": "drop"})

    assert bound(ours, {"a": "full", "b": NA, "c": NA})[2]
    assert bound(ours, {"b": "half", "c": "half"}) == (0.25, 0.75, False)


@pytest.mark.parametrize("combine", ["borda", "copeland"])
def test_a_place_among_others_is_not_known_while_a_child_may_be_out(
    combine: str,
) -> None:
    ours = draw(list("abc"), NODES, gates=[GATE], combine={"index": combine})
    units = [{"a": a, "b": "half", "c": "full"} for a in ("none", "full")]

    fitted = fit_plan(compile_plan(ours), code_answers(ours, units))
    found = bound_scores(fitted, code_answers(ours, [{"a": "full", "b": "half"}]))

    assert (found.low[0, 0], found.high[0, 0]) == (0, 1)
