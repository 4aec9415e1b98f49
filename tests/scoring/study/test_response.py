"""The study of a response says what its parts say, each worked out once."""

from __future__ import annotations

from threading import Thread
from typing import Any

import numpy as np
import pytest
from drawn import draw, ladder

from scoring import compile_plan
from scoring.kernel.coding import code_answers
from scoring.study import response
from scoring.study.blocking import blocking_list
from scoring.study.contributions import contributions
from scoring.study.parts import Part
from scoring.study.response import MOST_GAINS, WORKINGS, ResponseStudy
from scoring.uncertainty.sensitivity import vary

KEYS = list("abcdefgh")
NODES: dict[str, Any] = {
    "index": {"of": {"x": 2, "y": 1}},
    "x": ["a", "b", "c", "d"],
    "y": ["e", "f", "g", "h"],
}
DRAWN = {"draws": 60, "weights": {"else": 30}, "leave_out": "item"}


def study(**fields: Any) -> ResponseStudy:
    stages = {"other": ladder(0, 0.3, of="y"), "own": ladder(0, 0.5, 0.8)}
    instrument = draw(KEYS, NODES, stages=stages, **fields)
    levels = ["half", "little", "most", "none", "full", "half", "little", "half"]
    row = code_answers(instrument, [dict(zip(KEYS, levels, strict=True))])
    return ResponseStudy(compile_plan(instrument), row)


def test_it_says_what_blocks_and_what_each_item_adds() -> None:
    found = study()

    for key in ("other", "own"):
        assert found.blocking[key] == blocking_list(found.plan, found.row, key)
    assert found.contributions == contributions(found.plan, found.row)


def test_the_way_is_made_of_the_answers_that_block_the_index() -> None:
    found = study()

    assert found.ladder is not None
    assert found.ladder.key == "own"
    assert found.to_stage is not None
    steps = {step.item: step.needed for step in found.blocking["own"].steps}
    assert {move.item: move.target for move in found.to_stage.moves} == steps
    assert found.to_stage.moves[-1].stage_after == found.blocking["own"].next


def test_there_is_no_way_without_a_ladder_of_the_index() -> None:
    instrument = draw(KEYS, NODES, stages={"other": ladder(0, 0.3, of="y")})
    row = code_answers(instrument, [dict.fromkeys(KEYS, "none")])

    found = ResponseStudy(compile_plan(instrument), row)

    assert found.ladder is None
    assert found.to_stage is None
    assert found.gains


def test_gains_are_the_first_few_by_what_they_add() -> None:
    gains = study().gains

    assert 0 < len(gains) <= MOST_GAINS
    worth = [(way.gain or 0) / way.effort for way in gains]
    assert worth == sorted(worth, reverse=True)


def test_it_is_drawn_as_the_method_declares() -> None:
    found = study(alternatives=DRAWN)

    assert found.sensitivity is not None
    drawn = vary(found.plan, found.row, ["u"])
    assert found.sensitivity.draws == 60
    np.testing.assert_array_equal(
        found.sensitivity.nodes["index"].score.low, drawn.nodes["index"].score.low
    )
    assert found.varied == ("weights", "leave_out")


@pytest.mark.parametrize(
    "fields",
    [{}, {"alternatives": DRAWN, "normalise": {"else": "min_max"}}],
    ids=["nothing declared", "relative to other units"],
)
def test_nothing_is_drawn_where_it_would_say_nothing(fields: dict[str, Any]) -> None:
    assert study(**fields).sensitivity is None


def test_each_part_is_worked_out_once() -> None:
    found = study(alternatives=DRAWN)

    assert found.searches is found.searches
    assert found.sensitivity is found.sensitivity
    assert found.gains is found.gains


def test_of_a_complete_study_nothing_is_left_to_work_out() -> None:
    found = study(alternatives=DRAWN)

    found.complete()

    parts = {key for key, made in vars(ResponseStudy).items() if isinstance(made, Part)}
    assert parts - {*WORKINGS} == parts & vars(found).keys()


def test_it_says_what_has_to_come_before_each_answer_of_its_ways() -> None:
    instrument = draw(
        {"a": {"requires": ["z"]}, "b": {"requires": ["a", "y"]}, "y": {}, "z": {}},
        {"index": ["a", "b"]},
        stages={"rule": ladder(0, 1)},
    )
    given = {"a": "none", "b": "none", "y": "full", "z": "none"}
    row = code_answers(instrument, [given])

    found = ResponseStudy(compile_plan(instrument), row)

    assert found.unmet == {"a": ("z",), "b": ("a",), "z": ()}


def test_of_what_was_read_the_workings_are_kept_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, blocking = study(), study().blocking
    way = found.to_stage

    found.drop_workings()

    assert not vars(found).keys() & {*WORKINGS, "gains"}
    monkeypatch.setattr(response, "search_next_stage", None)
    assert found.blocking == blocking
    assert found.to_stage is way


def test_two_who_ask_at_once_for_other_answers_score_them_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, scored = study(), list[object]()
    monkeypatch.setattr(response, "score_series", lambda *asked: scored.append(asked))

    with found.lock:
        threads = [Thread(target=found.score_in, args=({}, ["a"])) for _ in range(2)]
        for one in threads:
            one.start()
    for one in threads:
        one.join()

    assert len(scored) == 1
