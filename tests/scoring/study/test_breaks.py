"""What breaks a node's series is found below that node, and told in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from scoring.kernel.coding import code_answers
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import compile_plan
from scoring.study.breaks import Break, find_breaks
from tests.scoring.study.chained import build, number

if TYPE_CHECKING:
    from instruments import Instrument

ITEMS = [number("a"), number("b"), number("c")]
NODES: dict[str, Any] = {
    "index": {"law": 1, "use": 1},
    "law": {"a": 1, "b": 1},
    "use": {"c": 1},
}


def find(
    items: list[dict[str, Any]] | None = None,
    nodes: dict[str, Any] | None = None,
    method: dict[str, Any] | None = None,
    former: Instrument | None = None,
) -> dict[str, str]:
    """Find the breaks from the instrument above to one with parts replaced."""
    old = former or build(ITEMS, NODES)
    new = build(items or ITEMS, nodes or NODES, method)
    found = find_breaks(compile_plan(old), compile_plan(new), "first")
    assert {one.former for one in found.values()} <= {"first"}
    return {node: str(one) for node, one in found.items()}


def test_nothing_breaks_where_nothing_differs() -> None:
    assert find() == {}
    assert not Break("first")


def test_words_alone_break_nothing() -> None:
    nodes = {**NODES, "law": {"title": "The law", "items": {"a": 1, "b": 1}}}

    assert find([number("a", ask="Otherwise"), *ITEMS[1:]], nodes) == {}


def test_an_item_breaks_the_nodes_above_it_and_no_others() -> None:
    rescaled = number("c", goalposts={"low": 0, "high": 10})

    assert find([*ITEMS[:2], rescaled]) == {
        "index": "c rescaled (goalposts)",
        "use": "c rescaled (goalposts)",
    }


def test_what_is_asked_and_not_measured_breaks_nothing() -> None:
    assert find([*ITEMS, number("d")]) == {}


def test_an_item_that_joins_a_node_is_told_once() -> None:
    nodes = {**NODES, "use": {"c": 1, "d": 1}}

    assert find([*ITEMS, number("d")], nodes)["use"] == "d added"


def test_an_item_that_moves_to_another_node_is_told_by_the_nodes() -> None:
    nodes = {**NODES, "law": {"a": 1}, "use": {"b": 1, "c": 1}}

    found = find(nodes=nodes)

    assert found["use"] == "node use changed (children)"
    assert found["index"].count("changed (children)") == len(("law", "use"))


def test_weights_of_a_node_are_told_by_the_node() -> None:
    assert find(nodes={**NODES, "law": {"a": 1, "b": 2}})["law"] == (
        "node law changed (weights)"
    )


@pytest.mark.parametrize(
    ("method", "told"),
    [
        ({"combine": {"law": "geometric"}}, "combine"),
        ({"missing": {"unanswered": "leave_out"}}, "missing"),
        ({"missing": {"nodes": {"law": {"unanswered": "one"}}}}, "missing"),
        ({"normalise": {"a": {"by": "goalposts", "low": 0, "high": 9}}}, "normalise"),
        ({"weights": {"law": {"a": 3, "b": 1}}}, "weights"),
        (
            {
                "gates": [
                    {
                        "node": "law",
                        "when": {"item": "a", "at_most": 0},
                        "becomes": "zero",
                    }
                ]
            },
            "gates",
        ),
    ],
)
def test_a_method_that_treats_a_node_otherwise_is_told(
    method: dict[str, Any], told: str
) -> None:
    assert find(method=method)["law"] == f"method changed ({told})"


@pytest.mark.parametrize(
    "method",
    [
        {"title": "Another title", "version": "2"},
        {"combine": {"else": "arithmetic"}},
        {"weights": {"law": {"a": 2, "b": 2}}},
        {"floor": 0.1},
        {"missing": {"bounds": True}},
        {"rank_decimals": 3},
    ],
)
def test_a_method_that_treats_every_node_alike_breaks_nothing(
    method: dict[str, Any],
) -> None:
    assert find(method=method) == {}


def test_a_floor_breaks_where_it_counts() -> None:
    geometric = {"combine": {"law": "geometric"}}
    former = build(ITEMS, NODES, geometric)

    found = find(method={**geometric, "floor": 0.1}, former=former)

    assert found["law"] == "method changed (combine)"
    assert "use" not in found


def test_a_removed_and_a_retyped_item_are_told() -> None:
    yes_no = {"key": "b", "type": "yes_no", "ask": "b"}
    nodes = {**NODES, "index": {"law": 1}, "law": {"a": 1, "b": 1}}
    nodes.pop("use")

    told = find([ITEMS[0], yes_no], nodes)["index"]

    assert told.startswith("b changed type; c removed; ")


def test_a_population_breaks_what_is_held_against_it() -> None:
    relative = build(ITEMS, NODES, {"normalise": {"a": "z_score"}})
    rows = [{"a": 1, "b": 0, "c": 0}, {"a": 3, "b": 0, "c": 0}]
    plan = compile_plan(relative)
    one = fit_plan(plan, code_answers(relative, rows))
    other = fit_plan(plan, code_answers(relative, [*rows, {"a": 5, "b": 0, "c": 0}]))

    assert find_breaks(one, one, "first") == {}
    assert {k: str(v) for k, v in find_breaks(one, other, "first").items()} == {
        "index": "measured against other units",
        "law": "measured against other units",
    }
