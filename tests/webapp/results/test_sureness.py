from __future__ import annotations

from typing import Any

import pytest
from drawn import draw, ladder

from webapp.results.assessment import assess
from webapp.results.ladders import find_main, make_ladders
from webapp.results.sureness import VARIED, Sureness, make_sureness
from webapp.wording import word_instrument

SHARE = {"type": "number", "goalposts": {"low": 0, "high": 1000}}
ALTERNATIVES = {"draws": 100, "seed": 7, "weights": {"else": 20}}


def rate(share: float, **fields: Any) -> Sureness | None:
    """Rate an index that is the mean of `a` per thousand and `b`, which is full."""
    stages = {"rule": ladder(0, 0.4, 0.8, gates=fields.pop("gates", {}))}
    made = draw({"a": SHARE, "b": {}}, {"index": ["a", "b"]}, stages=stages, **fields)
    found = assess(word_instrument(made), {"a": share, "b": "full"})
    return make_sureness(found, find_main(make_ladders(found), "index"))


def test_recalculations_tell_the_interval_and_how_often_the_stage_holds() -> None:
    found = rate(400, alternatives=ALTERNATIVES)

    assert found is not None
    drawn = found.recalculated
    assert drawn is not None
    assert (drawn.draws, drawn.seed) == (100, 7)
    assert drawn.low < found.score < drawn.high
    assert sum(stage.draws for stage in drawn.stages) == 100
    assert drawn.holds == drawn.stages[1].draws
    assert drawn.varied == (VARIED["weights"],)
    assert f"in {drawn.holds} of 100 recalculations" in found.say[0]
    assert f"between {drawn.low * 100:.1f} and {drawn.high * 100:.1f}" in found.say[1]


def test_a_stage_that_always_holds_is_said_to() -> None:
    found = rate(0, alternatives=ALTERNATIVES | {"weights": {"else": 5000}})

    assert found is not None
    assert found.recalculated is not None
    assert found.recalculated.holds == 100
    assert found.say[0] == "It stays in “S1” in all 100 recalculations."


@pytest.mark.parametrize(
    ("share", "title", "is_up", "distance"),
    [(500, "S2", True, 0.05), (0, "S0", False, 0.1), (1000, "S1", False, 0.2)],
)
def test_the_nearest_bound_is_told_with_what_lies_beyond(
    share: float, title: str, is_up: bool, distance: float
) -> None:
    found = rate(share)

    assert found is not None
    assert found.recalculated is None
    nearest = found.nearest
    assert nearest is not None
    assert (nearest.title, nearest.is_up) == (title, is_up)
    assert nearest.distance == pytest.approx(distance)
    [said] = found.say
    assert f"{distance * 100:.1f} points {'up' if is_up else 'down'}" in said


def test_a_bound_that_is_passed_already_is_not_near() -> None:
    gates = {2: [{"item": "a", "at_least": 999}]}

    found = rate(900, gates=gates)

    # 0.95 is past the bound of S2, which a minimum keeps from being held.
    assert found is not None
    assert found.nearest is not None
    assert (found.nearest.title, found.nearest.is_up) == ("S0", False)


def test_without_an_index_nothing_is_sure() -> None:
    made = draw(["a", "b"], missing={"least_coverage": 1})
    found = assess(word_instrument(made), {"a": "full"})

    assert make_sureness(found, None) is None


def test_a_card_that_was_scored_otherwise_is_not_recalculated() -> None:
    made = draw(["a", "b"], alternatives=ALTERNATIVES)
    wording = word_instrument(made)
    kept = assess(wording, {"a": "none", "b": "full"}).scorecard

    found = assess(wording, {"a": "half", "b": "full"}, scorecard=kept)

    rated = make_sureness(found, None)
    assert rated is not None
    assert (rated.recalculated, rated.say) == (None, ())
