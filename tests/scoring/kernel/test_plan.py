"""Plans: what an instrument and a method are compiled to."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import draw, ladder, score_all

from scoring import compile_plan
from scoring.errors import (
    NotScoredError,
    UnknownMethodError,
    UnknownNodeError,
    UnknownRuleError,
)

TREE = {
    "first": {"of": {"left": 1, "right": 3}},
    "second": {"of": {"right": 1}},
    "left": ["a"],
    "right": ["b", "c"],
}


def test_nodes_stand_top_down_and_are_worked_on_bottom_up() -> None:
    plan = compile_plan(draw(["a", "b", "c"], TREE, index=["first", "second"]))

    assert plan.nodes == ("first", "left", "right", "second")
    assert [step.key for step in plan.steps] == ["left", "right", "first", "second"]
    assert plan.indices == ("first", "second")


def test_a_walk_names_parents_first_and_shared_nodes_once() -> None:
    nodes = {"top": {"of": ["mid", "low"]}, "mid": {"of": ["low"]}, "low": ["a"]}
    plan = compile_plan(draw(["a"], nodes, index="top"))

    assert [step.key for step in plan.walk("top")] == ["top", "mid", "low"]
    assert [step.key for step in plan.walk("low")] == ["low"]
    with pytest.raises(UnknownNodeError, match="lwo"):
        list(plan.walk("lwo"))


def test_one_node_may_serve_two_indices() -> None:
    instrument = draw(["a", "b", "c"], TREE, index=["first", "second"])

    found = score_all(instrument, {"a": "full", "b": "half", "c": "none"})

    right = (2 / 4 + 0) / 2
    assert found.node("second")[0] == right
    assert found.node("first")[0] == (1 * 1 + 3 * right) / 4


def test_a_parent_may_be_declared_before_its_grandchild_is_shared() -> None:
    nodes = {
        "top": {"of": ["low", "mid"]},
        "mid": {"of": ["low"]},
        "low": ["a"],
    }

    plan = compile_plan(draw(["a"], nodes, index="top"))

    order = [step.key for step in plan.steps]
    assert order.index("low") < order.index("mid") < order.index("top")


def test_a_method_may_replace_the_weights_of_a_node() -> None:
    instrument = draw(
        ["a", "b", "c"],
        TREE,
        index="first",
        weights={"first": {"left": 3, "right": 1}, "right": {"b": 1, "c": 4}},
    )

    found = score_all(instrument, {"a": "full", "b": "full", "c": "none"})

    right = (1 * 1 + 4 * 0) / 5
    assert found.node("first")[0] == (3 * 1 + 1 * right) / 4


def test_a_plan_is_compiled_once() -> None:
    assert compile_plan(draw(["a"])) is compile_plan(draw(["a"]), "default")


def test_another_content_is_another_plan() -> None:
    assert compile_plan(draw(["a"])) is not compile_plan(draw(["b"]))


def test_an_unknown_method_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownMethodError) as caught:
        compile_plan(draw(["a"]), "other")

    assert (caught.value.method, caught.value.known) == ("other", ("default",))
    assert caught.value.exit_code == 13


@pytest.mark.parametrize("absent", [{"framework": None}, {"methods": {}}])
def test_an_instrument_without_framework_or_method_is_not_scored(
    absent: dict[str, Any],
) -> None:
    bare = draw(["a"]).model_copy(update=absent)

    with pytest.raises(NotScoredError) as caught:
        compile_plan(bare)

    assert caught.value.exit_code == 10


def test_unknown_nodes_and_rules_are_refused() -> None:
    plan = compile_plan(draw(["a"], stages={"rule": ladder(0, 0.5)}))

    with pytest.raises(UnknownNodeError) as node:
        plan.place_of("indx")
    with pytest.raises(UnknownRuleError) as rule:
        plan.rule_of("rul")

    assert (node.value.exit_code, rule.value.exit_code) == (13, 13)
    assert node.value.closest == "index"
    assert rule.value.known == ("rule",)


def test_without_rules_there_is_no_first_one() -> None:
    with pytest.raises(UnknownRuleError, match="uses no stage rule"):
        compile_plan(draw(["a"])).rule_of()


def test_the_fingerprint_of_the_method_follows_its_weights() -> None:
    first = draw(["a", "b"], {"index": {"items": {"a": 1, "b": 1}}})
    second = draw(["a", "b"], {"index": {"items": {"a": 1, "b": 2}}})

    assert (
        compile_plan(first).method_fingerprint
        != compile_plan(second).method_fingerprint
    )


def test_of_several_nodes_the_first_one_says_what_an_item_is_worth() -> None:
    nodes = {"top": {"of": ["mid", "low"]}, "mid": ["a"], "low": ["a", "b"]}
    plan = compile_plan(draw(["a", "b", "c"], nodes, index="top"))

    assert {item: step.key for item, step in plan.valuing.items()} == {
        "a": "mid",
        "b": "low",
    }
