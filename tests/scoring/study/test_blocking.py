"""What blocks the next stage: enough, none of it idle, no step higher than needed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from drawn import LEVELS, draw, ladder, options
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments import load_instrument
from instruments.model.answers import Answer, Missing
from scoring import compile_plan, score_answers
from scoring.errors import UnknownRuleError
from scoring.kernel.coding import code_answers
from scoring.kernel.combining import score_columns
from scoring.kernel.fitting import fit_plan
from scoring.study.blocking import Blocking, blocking_list

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from instruments.model.instrument import Instrument
    from scoring.kernel.codes import Columns
    from scoring.kernel.plan import Plan

NA = Missing.NOT_APPLICABLE


def block(instrument: Instrument, answers: Mapping[str, Answer]) -> Blocking:
    return blocking_list(compile_plan(instrument), code_answers(instrument, [answers]))


def needed(found: Blocking) -> dict[str, Answer | None]:
    return {step.item: step.needed for step in found.steps}


def test_the_fewest_answers_are_found_and_lowered_as_far_as_they_may() -> None:
    # index = (3 a + 1 b + 1 c) / 5; s1 from 0.5.
    # Now (3 * 0 + 1 * 2/4 + 1 * 0) / 5 = 0.1; a alone at 3/4 gives 2.75 / 5 = 0.55,
    # at 2/4 only 2 / 5 = 0.4.
    weights = {"index": {"items": {"a": 3, "b": 1, "c": 1}}}
    instrument = draw(["a", "b", "c"], weights, stages={"rule": ladder(0, 0.5)})

    found = block(instrument, {"a": "none", "b": "half", "c": "none"})

    assert (found.current, found.next) == ("s0", "s1")
    assert found.index_now == pytest.approx(0.5 / 5)
    assert found.index_needed == 0.5
    assert needed(found) == {"a": "most"}
    (step,) = found.steps
    assert (step.now, step.points_now, step.points_needed) == ("none", 0, 3)


def test_gates_come_first() -> None:
    gates = {1: [{"item": "b", "at_least": "half"}, {"node": "y", "at_least": 0.75}]}
    instrument = draw(
        ["a", "b", "c"],
        {"index": {"of": {"x": 9, "y": 1}}, "x": ["a", "b"], "y": ["c"]},
        stages={"rule": ladder(0, 0.5, gates=gates)},
    )

    found = block(instrument, {"a": "full", "b": "little", "c": "none"})

    assert needed(found) == {"b": "half", "c": "most"}
    assert [(gate.item, gate.node) for gate in found.gates_unmet] == [
        ("b", None),
        (None, "y"),
    ]
    assert found.gates_out_of_reach == ()


def test_an_unscored_item_in_a_gate_can_block_too() -> None:
    gate = {1: [{"item": "plan", "at_least": "some"}]}
    kinds = {"scale": "kinds"}
    scale = {"options": options(no=None, some=None, all=None)}
    instrument = draw(
        {"a": {}, "plan": kinds},
        {"index": ["a"]},
        scales={"kinds": scale},
        stages={"rule": ladder(0, 0.5, gates=gate)},
    )

    found = block(instrument, {"a": "full", "plan": "no"})

    assert needed(found) == {"plan": "some"}
    assert found.steps[0].points_needed is None


def test_an_unanswered_item_can_block() -> None:
    instrument = draw(["a", "b"], stages={"rule": ladder(0, 0.75)})

    found = block(instrument, {"a": "full"})

    assert needed(found) == {"b": "half"}
    assert found.steps[0].now is Missing.UNANSWERED


def test_what_does_not_apply_is_never_asked_for() -> None:
    instrument = draw(["a", "b", "c"], stages={"rule": ladder(0, 0.75)})

    found = block(instrument, {"a": NA, "b": "none", "c": "full"})

    assert needed(found) == {"b": "half"}


def test_missing_coverage_is_made_up_by_answers() -> None:
    instrument = draw(
        ["a", "b", "c"],
        missing={"least_coverage": 1, "unanswered": "leave_out"},
        stages={"rule": ladder(0, 0.5)},
    )

    found = block(instrument, {"a": "full"})

    assert (found.current, found.index_now) == (None, None)
    assert found.next == "s0"
    assert needed(found) == {"b": "none", "c": "none"}


def test_the_highest_stage_has_nothing_before_it() -> None:
    found = block(draw(["a"], stages={"rule": ladder(0, 0.5)}), {"a": "full"})

    assert (found.current, found.next, found.steps) == ("s1", None, ())
    assert found.reachable


def test_a_stage_out_of_reach_names_the_gates_that_cannot_be_met() -> None:
    gates = {1: [{"node": "y", "at_least": 0.5}, {"item": "a", "at_least": "full"}]}
    instrument = draw(
        ["a", "b"],
        {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]},
        stages={"rule": ladder(0, 0.5, gates=gates)},
    )

    found = block(instrument, {"a": "half", "b": NA})

    assert not found.reachable
    assert found.steps == ()
    assert [gate.node for gate in found.gates_out_of_reach] == ["y"]
    assert [gate.node or gate.item for gate in found.gates_unmet] == ["y", "a"]


def test_ties_under_a_minimum_are_raised_together() -> None:
    instrument = draw(
        ["a", "b", "c"], combine={"index": "minimum"}, stages={"rule": ladder(0, 0.5)}
    )

    found = block(instrument, {"a": "little", "b": "little", "c": "most"})

    assert needed(found) == {"a": "half", "b": "half"}


def test_an_item_that_a_change_brings_up_is_answered_as_well() -> None:
    items: dict[str, Any] = {"a": {}, "b": {"when": {"item": "a", "at_least": "half"}}}
    gates = {1: [{"item": "a", "at_least": "most"}]}
    instrument = draw(items, stages={"rule": ladder(0, 0.8, gates=gates)})

    found = block(instrument, {"a": "little"})

    # a at most 3/4 and full 4/4: b, asked from half on, has to be answered too
    assert set(needed(found)) == {"a", "b"}


@pytest.mark.parametrize(
    ("fields", "now", "expected"),
    [
        ({"goalposts": {"low": 0, "high": 200}}, 20.0, 100.0),
        ({"goalposts": {"low": 0, "high": 7}, "whole": True}, 1.0, 4.0),
        ({"goalposts": {"low": 50, "high": 10}}, 44.0, 30.0),
        ({"goalposts": {"low": 50, "high": 10}}, Missing.UNANSWERED, 30.0),
    ],
)
def test_a_number_is_raised_as_little_as_a_thousandth_of_its_way(
    fields: dict[str, Any], now: Answer, expected: float
) -> None:
    items = {"n": {"type": "number", **fields}}
    instrument = draw(items, stages={"rule": ladder(0, 0.5)})

    found = block(instrument, {"n": now})

    assert needed(found) == {"n": expected}
    assert found.steps[0].points_needed == expected


def test_a_number_stays_within_its_bounds() -> None:
    items = {"n": {"type": "number", "at_most": 4, "goalposts": {"low": 0, "high": 9}}}

    assert not block(draw(items, stages={"rule": ladder(0, 0.5)}), {"n": 1.0}).reachable


def test_a_set_gains_the_options_worth_most() -> None:
    items = {"s": {"type": "multiple", "options": options(a=1, b=4, c=2, d=3)}}
    instrument = draw(items, stages={"rule": ladder(0, 0.7)})

    found = block(instrument, {"s": ("a",)})

    assert needed(found) == {"s": ("a", "b", "d")}  # (1 + 4 + 3) / 10
    assert (found.steps[0].points_now, found.steps[0].points_needed) == (1, 8)


def test_answers_of_a_table_are_tried_in_every_way() -> None:
    rows = [{"when": {"item": "a", "equals": "little"}, "score": 1}]
    instrument = draw(
        ["a"], {"index": {"table": rows}}, stages={"rule": ladder(0, 0.5)}
    )

    assert needed(block(instrument, {"a": "full"})) == {"a": "little"}


def test_an_answer_that_closes_a_gate_on_a_node_is_changed() -> None:
    gate = {"node": "index", "when": {"item": "law", "equals": "no"}, "becomes": "zero"}
    instrument = draw(
        {"a": {}, "law": {"type": "yes_no"}},
        {"index": ["a"]},
        gates=[gate],
        stages={"rule": ladder(0, 0.5)},
    )

    assert needed(block(instrument, {"a": "full", "law": "no"})) == {"law": "yes"}


def test_another_rule_may_be_asked_for() -> None:
    rules = {"one": ladder(0, 0.5), "two": ladder(0, 0.25, 0.75)}
    plan = compile_plan(draw(["a"], stages=rules))
    row = code_answers(plan.instrument, [{"a": "half"}])

    assert blocking_list(plan, row, "two").next == "s2"
    assert blocking_list(plan, row).next is None
    with pytest.raises(UnknownRuleError):
        blocking_list(plan, row, "three")


# What the grammar can say beside plain items.


def test_a_number_that_the_method_turns_round_is_lowered() -> None:
    instrument = draw(
        {"n": {"type": "number"}},
        normalise={"n": {"by": "goalposts", "low": 0, "high": 8, "reverse": True}},
        stages={"rule": ladder(0, 0.75)},
    )

    assert needed(block(instrument, {"n": 6.0})) == {"n": 2.0}


def test_a_number_is_raised_among_those_that_a_relative_method_has_learned() -> None:
    instrument = draw(
        {"n": {"type": "number"}},
        normalise={"n": "min_max"},
        stages={"rule": ladder(0, 0.5)},
    )
    coded = code_answers(instrument, [{"n": x} for x in (10.0, 12.0, 50.0)])
    plan = fit_plan(compile_plan(instrument), coded)

    assert needed(blocking_list(plan, coded[[1]])) == {"n": 30.0}


def test_the_number_above_the_line_of_a_ratio_is_raised() -> None:
    nodes = {
        "index": {"ratio": {"of": "m", "to": "n"}, "goalposts": {"low": 0, "high": 2}}
    }
    numbers = {"m": {"type": "number"}, "n": {"type": "number"}}
    instrument = draw(numbers, nodes, stages={"rule": ladder(0, 0.5)})

    assert needed(block(instrument, {"m": 2.0, "n": 10.0})) == {"m": 10.0}


def test_below_a_node_that_is_turned_round_answers_go_down() -> None:
    nodes = {"index": {"of": ["x"]}, "x": ["a"]}
    turned = {"by": "goalposts", "low": 0, "high": 1, "reverse": True}
    instrument = draw(
        ["a"], nodes, normalise={"x": turned}, stages={"rule": ladder(0, 0.5)}
    )

    found = block(instrument, {"a": "full"})

    assert needed(found)["a"] in {"none", "little", "half"}
    assert found.is_fewest


def test_items_of_a_tag_block_like_others() -> None:
    items = {"a": {"tags": ["front"]}, "b": {}, "c": {"tags": ["front"]}}
    instrument = draw(
        items, {"index": {"tagged": "front"}}, stages={"rule": ladder(0, 0.5)}
    )

    assert needed(block(instrument, {"a": "none", "b": "none", "c": "none"})) == {
        "a": "full"
    }


LIST = """meter: 1
key: sites
version: "1"
title: Sites
language: en
sections:
  - key: site
    title: Website
    repeat: {over: [{key: health, say: Health}, {key: tax, say: Tax}], take: best}
    items:
      - {key: there, type: yes_no, ask: There is a site.}
      - {key: search, type: yes_no, ask: It can be searched.}
framework:
  index: top
  nodes:
    top: {title: Top, items: [there, search]}
methods:
  default: {title: Mean, stages: [rule]}
stages:
  rule:
    title: Ladder
    of: top
    bands: [{key: low, title: Low, from: 0}, {key: high, title: High, from: 0.8}]
"""


def test_of_what_is_asked_over_a_list_the_best_entry_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "sites.yaml"
    file.write_text(LIST, encoding="utf-8")
    instrument = load_instrument(file)
    answers = {"there_health": "yes", "there_tax": "no", "search_health": "no"}

    found = block(instrument, {**answers, "search_tax": "no"})

    assert needed(found) == {"search_health": "yes"}
    assert found.is_fewest


def test_claims_beyond_the_cap_are_made_up_by_the_others() -> None:
    missing = {"most_not_applicable": 0.25}
    instrument = draw(list("abcd"), missing=missing, stages={"rule": ladder(0, 0.6)})

    found = block(instrument, {"a": NA, "b": NA, "c": "full", "d": "none"})

    # 1 of 2 claims counts as 0: (0 + 4/4 + d) / 3 reaches 0.6 with d at 4/4
    assert needed(found) == {"d": "full"}


def test_one_node_may_need_more_coverage_than_the_others() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": ["a", "b"], "y": ["c", "d"]}
    missing = {
        "unanswered": "leave_out",
        "nodes": {"y": {"least_coverage": 1}},
    }
    gates = {1: [{"node": "y", "at_least": 0.25}]}
    stages = {"rule": ladder(0, 0.5, gates=gates)}
    instrument = draw(list("abcd"), nodes, missing=missing, stages=stages)

    found = block(instrument, {"a": "full", "c": "half"})

    assert needed(found) == {"d": "none"}


# Anything may be drawn: blocking is enough, and no step can be left out or lowered.

NODES: dict[str, Any] = {
    "index": {"of": {"x": 2, "y": 1, "z": 1}},
    "x": {"items": {"a": 2, "b": 1, "c": 1}},
    "y": ["c", "d"],
    "z": ["e", "f"],
}
COMBINE = st.sampled_from(["arithmetic", "geometric", "minimum"])
RESPONSE = st.fixed_dictionaries(
    dict.fromkeys("abcdef", st.sampled_from([*LEVELS, *Missing]))
)
GATES = st.sampled_from(
    [
        {},
        {1: [{"item": "a", "at_least": "half"}]},
        {2: [{"node": "x", "at_least": 0.8}, {"item": "f", "at_least": "most"}]},
        {0: [{"node": "z", "at_least": 0.3}], 1: [{"node": "y", "at_least": 0.6}]},
    ]
)


def stage_place(instrument: Instrument, answers: Mapping[str, Answer]) -> int:
    return int(score_answers(instrument, answers).stage["rule"][0])


@settings(max_examples=150)
@given(RESPONSE, COMBINE, COMBINE, GATES, st.sampled_from([0, 0.6]))
def test_the_steps_suffice_and_none_can_be_left_out_or_lowered(
    answers: dict[str, Answer],
    top: str,
    low: str,
    gates: dict[int, Any],
    least: float,
) -> None:
    instrument = draw(
        list("abcdef"),
        NODES,
        combine={"index": top, "else": low},
        missing={"least_coverage": least},
        stages={"rule": ladder(0, 0.4, 0.7, gates=gates)},
    )
    target = stage_place(instrument, answers) + 1

    found = block(instrument, answers)

    assert found == block(instrument, answers)
    changed = {**answers, **needed(found)}
    if found.next is None or not found.reachable:
        assert found.steps == ()
        return
    assert stage_place(instrument, changed) >= target  # type: ignore[arg-type]
    for step in found.steps:
        without: dict[str, Any] = {**changed, step.item: answers[step.item]}
        assert stage_place(instrument, without) < target
        lower = LEVELS[: LEVELS.index(str(step.needed))]
        tried = [{**changed, step.item: level} for level in lower]
        assert all(stage_place(instrument, one) < target for one in tried)  # type: ignore[arg-type]


@given(RESPONSE, COMBINE, COMBINE)
def test_a_stage_is_out_of_reach_only_if_the_best_answers_miss_it(
    answers: dict[str, Answer], top: str, low: str
) -> None:
    gates = {1: [{"node": "z", "at_least": 0.5}]}
    instrument = draw(
        list("abcdef"),
        NODES,
        combine={"index": top, "else": low},
        stages={"rule": ladder(0, 0.4, gates=gates)},
    )
    stay = {NA, Missing.NOT_ASKED}
    best = {key: one if one in stay else "full" for key, one in answers.items()}

    found = block(instrument, answers)

    now, highest = stage_place(instrument, answers), stage_place(instrument, best)
    assert found.reachable == (highest > now or found.next is None)


@given(
    st.lists(st.sampled_from(LEVELS), min_size=8, max_size=8),
    st.lists(st.integers(1, 9), min_size=8, max_size=8),
    st.sampled_from([0.3, 0.55, 0.9, 1.0]),
)
def test_under_a_plain_mean_no_fewer_answers_would_do(
    levels: list[str], weights: list[int], bound: float
) -> None:
    keys = list("abcdefgh")
    nodes = {"index": {"items": dict(zip(keys, weights, strict=True))}}
    instrument = draw(keys, nodes, stages={"rule": ladder(0, bound)})
    gaps = [
        weight * (1 - LEVELS.index(level) / 4)
        for weight, level in zip(weights, levels, strict=True)
    ]
    missing = sum(gaps) - sum(weights) * (1 - bound)

    found = block(instrument, dict(zip(keys, levels, strict=True)))

    largest = sorted(gaps, reverse=True)
    enough = (n for n in range(9) if sum(largest[:n]) >= missing - 1e-9)
    assert len(found.steps) == next(enough)


# How much work it is, counted: how long it takes is measured by `make bench`.

MOST_PASSES, MOST_ROWS = 120, 2500
"""Passes through the kernel and responses scored in them, for one list.

Climbing by one answer at a time would score nearly twice as many.
"""


def test_a_hundred_items_are_tried_in_few_passes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for passes in count_trials(monkeypatch, {}, reachable=True):
        assert len(passes) <= MOST_PASSES
        assert sum(passes) <= MOST_ROWS


def test_a_stage_out_of_reach_is_found_to_be_so_in_as_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gates = {1: [{"node": "beside", "at_least": 0.5}]}

    for passes in count_trials(monkeypatch, gates, reachable=False):
        assert len(passes) <= MOST_PASSES
        assert sum(passes) <= MOST_ROWS


def count_trials(
    monkeypatch: pytest.MonkeyPatch, gates: dict[int, Any], *, reachable: bool
) -> list[list[int]]:
    """Give the responses that each pass of the kernel scores, for a few lists."""
    found: list[list[int]] = []

    def score(plan: Plan, columns: Columns) -> object:
        found[-1].append(len(columns["other"]))
        return score_columns(plan, columns)

    monkeypatch.setattr("scoring.study.rescoring.score_columns", score)
    chance = random.Random(1)
    keys = [f"i{k}" for k in range(100)]
    plan = compile_plan(draw_hundred(keys, gates))
    for _ in range(5):
        answers: dict[str, Answer] = {k: chance.choice(LEVELS[:3]) for k in keys}
        row = code_answers(plan.instrument, [{**answers, "other": NA}])
        found.append([])
        assert blocking_list(plan, row).reachable is reachable
    assert all(found)
    return found


def draw_hundred(keys: list[str], gates: dict[int, Any]) -> Instrument:
    """Draw a hundred items below 18 nodes below 5, and one beside them."""
    nodes: dict[str, Any] = {f"n{j}": keys[j::18] for j in range(18)}
    nodes |= {f"p{j}": {"of": [f"n{k}" for k in range(j, 18, 5)]} for j in range(5)}
    nodes |= {"beside": ["other"], "index": {"of": [f"p{j}" for j in range(5)]}}
    return draw(
        [*keys, "other"],
        nodes,
        index=["index", "beside"],
        combine={"index": "geometric", "else": "arithmetic"},
        stages={"rule": ladder(0, 0.75, gates=gates)},
    )
