"""A plan restricted to some items scores as it did, by those items alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from instruments import Answer, Missing
from scoring.kernel.coding import code_answers, decode_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.fitting import fit_plan
from scoring.kernel.plan import Plan, compile_plan
from scoring.study.overlap import list_items_below, restrict_plan, take_answers
from tests.scoring.study.chained import build, number

ITEMS = [number("a"), number("b"), number("c"), number("d")]
NODES: dict[str, Any] = {
    "index": {"law": 1, "use": 3},
    "law": {"a": 1, "b": 1},
    "use": {"c": 1, "d": 2},
}
ROW = {"a": 10.0, "b": 30.0, "c": 50.0, "d": 80.0}


def restrict(
    items: set[str], plan: Plan | None = None, row: dict[str, Any] = ROW
) -> dict[str, float]:
    """Score one response by some of the items; give the nodes that are scored."""
    plan = plan or compile_plan(build(ITEMS, NODES))
    coded = take_answers(plan, items, plan, code_answers(plan.instrument, [row]))
    restricted = restrict_plan(plan, items, coded)
    if restricted is None:
        return {}
    scores = score_coded(restricted, coded).score[0].tolist()
    return dict(zip(restricted.nodes, scores, strict=True))


def test_the_weights_of_what_stays_are_shared_out_anew() -> None:
    assert restrict({"a", "c", "d"}) == pytest.approx(
        {
            "index": (0.10 + 3 * (0.50 + 2 * 0.80) / 3) / 4,
            "law": 0.10,
            "use": (0.50 + 2 * 0.80) / 3,
        }
    )


def test_a_node_without_items_is_left_out_whatever_the_policy_on_nodes() -> None:
    strict = build(ITEMS, NODES, {"missing": {"without_score": "zero"}})

    assert restrict({"c"}, compile_plan(strict)) == pytest.approx(
        {"index": 0.50, "use": 0.50}
    )


def test_no_items_leave_no_plan() -> None:
    assert restrict(set()) == {}


def test_all_items_leave_the_plan_as_it_is() -> None:
    plan = compile_plan(build(ITEMS, NODES))

    assert restrict_plan(plan, ROW, code_answers(plan.instrument, [ROW])) is plan


def test_weights_of_the_method_are_kept() -> None:
    method = {"weights": {"use": {"c": 3, "d": 1}}, "combine": {"index": "minimum"}}
    plan = compile_plan(build(ITEMS, NODES, method))

    found = restrict({"b", "c", "d"}, plan)

    assert found["use"] == pytest.approx((3 * 0.50 + 0.80) / 4)
    assert found["index"] == pytest.approx(0.30)


def test_weights_that_a_rule_found_are_kept() -> None:
    judged = {"a": {"b": 3, "c": 3}, "b": {"c": 1}}
    nodes = {"index": {"a": 1, "b": 1, "c": 1}}
    method = {"weighting": {"index": {"by": "ahp", "compare": judged}}}
    plan = compile_plan(build(ITEMS, nodes, method))

    assert restrict({"a", "b"}, plan)["index"] == pytest.approx(
        (3 * 0.10 + 1 * 0.30) / (3 + 1)
    )


def gate(item: str) -> dict[str, Any]:
    when = {"item": item, "at_most": 0}
    return {"gates": [{"node": "law", "when": when, "becomes": "zero"}]}


def test_a_gated_node_needs_the_items_of_its_gate() -> None:
    plan = compile_plan(build(ITEMS, NODES, gate("d")))
    closed = {**ROW, "d": 0}

    assert restrict(set(ROW), plan, closed)["law"] == 0
    assert "law" not in restrict({"a", "b", "c"}, plan, closed)


def test_a_table_needs_all_of_its_items() -> None:
    rows = [
        {
            "when": {
                "all": [{"item": "a", "at_least": 5}, {"item": "b", "at_least": 5}]
            },
            "score": 0.7,
        }
    ]
    nodes = {**NODES, "law": {"title": "Law", "table": rows}}
    plan = compile_plan(build(ITEMS, nodes))

    assert restrict(set(ROW), plan)["law"] == 0.7
    assert restrict({"a", "c", "d"}, plan).keys() == {"index", "use"}


def test_a_ratio_needs_both_of_its_items() -> None:
    ratio = {
        "title": "Law",
        "ratio": {"of": "a", "to": "b"},
        "goalposts": {"low": 0, "high": 1},
    }
    plan = compile_plan(build(ITEMS, {**NODES, "law": ratio}))

    assert restrict(set(ROW), plan)["law"] == pytest.approx(10 / 30)
    assert "law" not in restrict({"b", "c", "d"}, plan)


def test_a_node_of_tagged_items_keeps_those_that_are_common() -> None:
    items = [number(key, tags=["new"]) for key in "abc"]
    nodes = {"index": {"title": "New", "tagged": "new"}}
    plan = compile_plan(build(items, nodes))

    assert restrict({"a", "c"}, plan)["index"] == pytest.approx((0.10 + 0.50) / 2)


def test_pooled_items_keep_their_own_weights() -> None:
    plan = compile_plan(build(ITEMS, NODES, {"combine": {"index": "pooled"}}))

    assert restrict({"a", "c", "d"}, plan)["index"] == pytest.approx(
        (0.10 + 0.50 + 2 * 0.80) / 4
    )


def test_entries_of_a_list_that_are_gone_are_left_out_of_its_mean() -> None:
    entries = [{"key": key, "say": key} for key in ("health", "tax")]
    document = build(ITEMS, NODES).to_document()
    document["sections"] = [
        {
            "key": f"sites_{entry['key']}",
            "title": "Sites",
            "repeat": {"over": entries, "take": "mean"},
            "entry": entry,
            "items": [number(f"site_{entry['key']}")],
        }
        for entry in entries
    ]
    document["framework"] = {
        "index": ["index"],
        "nodes": {"index": {"title": "Sites", "items": {"site": 1}}},
    }
    plan = compile_plan(type(build(ITEMS, NODES)).model_validate(document))
    row = {"site_health": 20, "site_tax": 60}

    assert restrict({"site_health", "site_tax"}, plan, row) == {"index": 0.4}
    assert restrict({"site_tax"}, plan, row) == {"index": 0.6}


def test_a_reference_stays_the_one_of_the_plan() -> None:
    items = [{"key": key, "type": "number", "ask": key} for key in "ab"]
    asked = build(
        items, {"index": {"a": 1, "b": 1}}, {"normalise": {"else": "min_max"}}
    )
    population = code_answers(asked, [{"a": 0, "b": 0}, {"a": 40, "b": 8}])
    plan = fit_plan(compile_plan(asked), population)

    assert restrict({"a"}, plan, {"a": 10, "b": 4}) == {"index": 10 / 40}


@pytest.mark.parametrize("by", ["borda", "copeland", "kemeny", "benefit_of_the_doubt"])
def test_a_ranking_ranks_by_what_stays(by: str) -> None:
    asked = build(ITEMS, {"index": {"a": 1, "b": 1}}, {"combine": {"index": by}})
    coded = code_answers(asked, [{"a": 10, "b": 90}, {"a": 20, "b": 0}])
    plan = fit_plan(compile_plan(asked), coded)

    taken = take_answers(plan, {"a"}, plan, coded)
    restricted = restrict_plan(plan, {"a"}, taken)

    assert restricted is not None
    first, second = score_coded(restricted, taken).node("index").tolist()
    assert first < second


def test_answers_are_laid_out_as_another_version_has_them() -> None:
    options = [{"code": code, "say": code, "points": 1} for code in ("x", "y", "z")]
    several = {"key": "m", "type": "multiple", "ask": "m", "options": options}
    one = {"key": "s", "type": "single", "ask": "s", "options": options}
    nodes = {"index": {"a": 1}}
    old = compile_plan(build([number("a"), number("gone"), several, one], nodes))
    new = compile_plan(build([one, several, number("new"), number("a")], nodes))
    given: dict[str, Answer] = {
        "a": Missing.DONT_KNOW,
        "m": ("x", "z"),
        "s": "y",
        "new": 3.0,
    }

    taken = take_answers(
        old, {"a", "m", "s"}, new, code_answers(new.instrument, [given])
    )

    assert decode_answers(old.instrument, taken) == {
        "a": Missing.DONT_KNOW,
        "gone": Missing.NOT_ASKED,
        "m": ("x", "z"),
        "s": "y",
    }


def test_the_items_below_a_node_are_those_its_score_depends_on() -> None:
    plan = compile_plan(build(ITEMS, NODES, gate("d")))

    assert list_items_below(plan, "law") == {"a", "b", "d"}
    assert list_items_below(plan, "index") == set(ROW)


def test_least_coverage_is_that_of_the_common_items() -> None:
    strict = build(ITEMS, NODES, {"missing": {"least_coverage": 0.9}})
    row = {"a": 10.0, "c": 50.0, "d": 80.0}

    assert np.isnan(restrict(set(ROW), compile_plan(strict), row)["law"])
    assert restrict({"a", "c", "d"}, compile_plan(strict), row)["law"] == 0.10
