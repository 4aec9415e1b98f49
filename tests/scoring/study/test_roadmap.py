"""The roadmap: every figure scored again, nothing idle on the way to a stage."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from drawn import LEVELS, draw, ladder, score_all

from instruments.model.answers import Answer, Missing
from scoring import compile_plan
from scoring.errors import UnknownNodeError
from scoring.kernel.coding import code_answers
from scoring.study import roadmap
from scoring.study.climb import Climb
from scoring.study.rescoring import open_row
from scoring.study.roadmap import Roadmap, Way, list_gains, make_roadmap, make_way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.instrument import Instrument

KEYS = list("abcdefgh")
NODES: dict[str, Any] = {
    "index": {"of": {"x": 2, "y": 1, "z": 1}},
    "x": {"items": {"a": 2, "b": 1, "c": 1}},
    "y": ["d", "e"],
    "z": ["f", "g", "h"],
}
REQUIRES: dict[str, list[str]] = {"c": ["d"], "d": ["h"], "f": ["a", "b"], "g": ["h"]}


def city(chance: random.Random) -> tuple[Instrument, dict[str, Answer]]:
    """Draw an instrument and the answers of a city."""
    items = {
        key: {
            "requires": REQUIRES.get(key, []),
            "effort": chance.choice([1, 2, 3, None]),
        }
        for key in KEYS
    }
    gates: dict[int, Any] = chance.choice(
        [
            {},
            {1: [{"item": "a", "at_least": "half"}]},
            {2: [{"node": "z", "at_least": 0.5}, {"item": "c", "at_least": "most"}]},
            {1: [{"node": "y", "at_least": 0.4}]},
        ]
    )
    instrument = draw(
        items,
        NODES,
        combine={"index": chance.choice(["arithmetic", "geometric", "minimum"])},
        stages={"rule": ladder(0, 0.4, 0.7, gates=gates)},
    )
    levels = [*LEVELS, *LEVELS, Missing.UNANSWERED]
    return instrument, {key: chance.choice(levels) for key in KEYS}


def chart(instrument: Instrument, answers: Mapping[str, Answer], **of: Any) -> Roadmap:
    row = code_answers(instrument, [answers])
    return make_roadmap(compile_plan(instrument), row, **of)


def after(answers: Mapping[str, Answer], way: Way, *without: str) -> dict[str, Any]:
    targets = {m.item: m.target for m in way.moves if m.item not in without}
    return {**answers, **targets}


def stage_place(instrument: Instrument, answers: Mapping[str, Any]) -> int:
    return int(score_all(instrument, answers).stage["rule"][0])


def in_place(answer: Any) -> bool:
    return answer in {"half", "most", "full"}


@pytest.mark.parametrize("seed", range(60))
def test_the_way_reaches_the_stage_and_without_any_move_it_is_lost(seed: int) -> None:
    instrument, answers = city(random.Random(seed))
    target = stage_place(instrument, answers) + 1

    found = chart(instrument, answers)

    if found.next_stage is None:
        assert target == 3
        assert found.to_stage is None
        return
    way = found.to_stage
    assert way is not None
    reached = after(answers, way)
    assert stage_place(instrument, reached) >= target
    places = {move.item: place for place, move in enumerate(way.moves)}
    for move in way.moves:
        if not move.required_by:
            without = after(answers, way, move.item)
            assert stage_place(instrument, without) < target
        for needed in REQUIRES.get(move.item, []):
            assert in_place(reached[needed])
            if not in_place(answers[needed]):
                assert places[needed] < places[move.item]
                required = way.moves[places[needed]].required_by
                assert move.item in required


@pytest.mark.parametrize("seed", range(10))
def test_every_figure_is_that_of_scoring_again(seed: int) -> None:
    instrument, answers = city(random.Random(seed))

    found = chart(instrument, answers, budget=8)

    ways = [*found.gains, found.within_budget]
    for way in [*ways, found.to_stage] if found.to_stage else ways:
        made = dict(answers)
        for move in way.moves:
            before = score_all(instrument, made).node("index")[0]
            made[move.item] = move.target  # type: ignore[assignment]
            now = score_all(instrument, made)
            assert move.index_before == pytest.approx(before, abs=1e-12)
            assert move.index_after == pytest.approx(now.node("index")[0], abs=1e-12)
            assert move.stage_after == now.stage_keys()[0]


def test_gain_per_effort_counts_steps_times_declared_effort() -> None:
    items: dict[str, Any] = {"a": {"effort": 3}, "b": {"effort": 1}, "c": {}}
    instrument = draw(items, {"index": {"items": {"a": 3, "b": 1, "c": 1}}})

    found = chart(instrument, {"a": "none", "b": "none", "c": "full"})

    # one step of four: a 3/5 * 1/4 for an effort of 3, b 1/5 * 1/4 for one of 1
    assert [way.moves[0].item for way in found.gains] == ["a", "b"]
    assert [way.effort for way in found.gains] == [3, 1]
    assert [way.gain for way in found.gains] == pytest.approx([3 / 20, 1 / 20])


def test_an_item_whose_requirements_are_unmet_comes_as_a_bundle() -> None:
    items: dict[str, Any] = {"a": {"requires": ["b"]}, "b": {"effort": 1}}

    found = chart(draw(items), {"a": "none", "b": "none"})

    bundle = next(way for way in found.gains if way.moves[-1].item == "a")
    # b has to reach half, two steps of effort 1; a then rises by one of effort 2
    assert [(m.item, m.target, m.effort) for m in bundle.moves] == [
        ("b", "half", 2),
        ("a", "little", 2),
    ]
    assert bundle.moves[0].required_by == ("a",)
    assert bundle.gain == pytest.approx((2 / 4 + 1 / 4) / 2)


def test_what_requires_something_out_of_reach_is_left_out() -> None:
    items: dict[str, Any] = {"a": {"requires": ["b"]}, "b": {"type": "text"}, "c": {}}
    instrument = draw(items, {"index": ["a", "c"]})

    blocked = chart(instrument, {"a": "none", "c": "none"})
    free = chart(instrument, {"a": "none", "b": "a plan", "c": "none"})

    assert [way.moves[-1].item for way in blocked.gains] == ["c"]
    assert [way.moves[-1].item for way in free.gains] == ["a", "c"]


def test_under_a_geometric_mean_the_weak_pillar_gains_most() -> None:
    nodes = {"index": {"of": ["x", "y"]}, "x": ["a"], "y": ["b"]}
    instrument = draw(["a", "b"], nodes, combine={"index": "geometric"})

    found = chart(instrument, {"a": "most", "b": "little"})

    assert [way.moves[0].item for way in found.gains] == ["b", "a"]


def test_numbers_rise_in_quarters_and_sets_by_one_option() -> None:
    items: dict[str, Any] = {
        "n": {"type": "number", "goalposts": {"low": 0, "high": 20}},
        "s": {
            "type": "multiple",
            "options": [
                {"code": k, "say": k, "points": p} for k, p in (("p", 1), ("q", 3))
            ],
        },
    }

    found = chart(draw(items), {"n": 6.0, "s": ()}, budget=100)

    firsts = {way.moves[0].item: way.moves[0].target for way in found.gains}
    assert firsts == {"n": 10.0, "s": ("q",)}
    steps = {move.item: move.steps for move in found.within_budget.moves}
    assert steps == {"n": 3, "s": 2}  # 10, 15, 20


def test_a_method_that_turns_an_item_round_asks_for_less() -> None:
    instrument = draw(
        {"n": {"type": "number"}},
        normalise={"n": {"by": "goalposts", "low": 0, "high": 8, "reverse": True}},
        stages={"rule": ladder(0, 0.75)},
    )

    found = chart(instrument, {"n": 6.0})

    assert found.to_stage is not None
    assert found.to_stage.moves[0].target == pytest.approx(2.0)


def test_the_first_number_of_a_ratio_rises() -> None:
    nodes = {
        "index": {
            "ratio": {"of": "m", "to": "n"},
            "goalposts": {"low": 0, "high": 2},
        }
    }
    numbers = {"m": {"type": "number"}, "n": {"type": "number"}}
    instrument = draw(numbers, nodes, stages={"rule": ladder(0, 0.5)})

    found = chart(instrument, {"m": 2.0, "n": 10.0})

    assert found.to_stage is not None
    (move,) = found.to_stage.moves
    assert move.item == "m"
    assert move.target == pytest.approx(10.0)


def test_items_of_a_list_rise_one_by_one() -> None:
    instrument = draw(["a", "b"], combine={"index": "maximum"})

    found = chart(instrument, {"a": "none", "b": "most"})

    assert [way.moves[0].item for way in found.gains] == ["b"]


def test_without_a_score_there_is_no_gain() -> None:
    na = Missing.NOT_APPLICABLE

    found = chart(draw(["a", "b"]), {"a": na, "b": na})

    assert (found.index, found.gains, found.within_budget.moves) == (None, (), ())
    assert found.next_stage is None


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("at_once", [1, 3, 20])
def test_ways_that_are_scored_together_are_those_scored_one_by_one(
    seed: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roadmap, "AT_ONCE", at_once)
    instrument, answers = city(random.Random(seed))
    plan = compile_plan(instrument)
    row = open_row(plan, code_answers(instrument, [answers]))
    climb = Climb(plan, row, "index", plan.rule_of())

    gains = list(list_gains(climb))

    targets = [
        {m.item: climb.items[m.item].steps[m.steps - 1] for m in way.moves}
        for way in gains
    ]
    assert gains == [make_way(climb, one) for one in targets]


def test_rows_are_ready_for_a_file() -> None:
    rows = chart(draw(["a"], stages={"rule": ladder(0, 0.5)}), {"a": "none"}).to_rows()

    assert [row["list"] for row in rows] == ["stage", "gain", "budget"]
    assert rows[0]["target"] == "half"
    assert rows[0]["required_by"] == ""


def test_an_unknown_node_is_refused() -> None:
    with pytest.raises(UnknownNodeError):
        chart(draw(["a"]), {"a": "none"}, node="low")
