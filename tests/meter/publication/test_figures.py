"""No figure of an edition tells of a unit that is not named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from instruments import Instrument
from meter.publication.figures import list_counted, make_figures
from meter.publication.records import Agreed
from scoring.kernel.coding import code_answers
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.scorecard import make_scorecard
from tests.meter.peers.crowd import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.publication.records import Figures, PublicLevel

LADDER = {
    "title": "Ladder",
    "of": "whole",
    "bands": [
        {"key": "low", "title": "Low", "from": 0},
        {"key": "high", "title": "High", "from": 0.5},
    ],
}
INSTRUMENT = Instrument.model_validate(
    {
        **DOCUMENT,
        "methods": {"default": {"title": "Means", "stages": ["ladder"]}},
        "stages": {"ladder": LADDER},
    }
)
PLAN = compile_plan(INSTRUMENT)
BLANK = make_scorecard(PLAN, score_coded(PLAN, code_answers(INSTRUMENT, [{}])))


def agree(
    number: int,
    score: float | None,
    level: PublicLevel = "counted",
    submission: int = 1,
) -> Agreed:
    """Make a unit that has one score of all nodes, and the stage that goes with it."""
    nodes = {key: replace(one, score=score) for key, one in BLANK.nodes.items()}
    stage = None if score is None else "high" if score >= 0.5 else "low"
    card = replace(BLANK, nodes=nodes, stages={"ladder": stage})
    return Agreed(number, f"City {number}", level, submission, card)


def spread(count: int, start: int = 0) -> list[Agreed]:
    return [agree(start + place, (place + 0.5) / count) for place in range(count)]


def publish(agreed: Sequence[Agreed], **more: Any) -> Figures:
    given: dict[str, Any] = {"shown": {}, "known": ()} | more
    return make_figures(INSTRUMENT, None, len(agreed), agreed, **given)


def show(*tables: dict[int, int]) -> dict[str, list[dict[int, int]]]:
    return {node: list(tables) for node in ("whole", "law", "policy", "skills")}


def reasons(figures: Figures) -> set[str | None]:
    found: set[str | None] = {one.withheld for one in figures.ladders}
    return found.union(one.withheld for one in figures.spreads)


def test_six_units_are_counted_and_five_are_too_few() -> None:
    told = publish(spread(6))

    assert reasons(told) == {None}
    [ladder] = told.ladders
    assert (ladder.counts, ladder.units) == ((3, 3), 6)
    whole = told.spreads[0]
    assert (whole.lower, whole.middle, whole.upper) == (25, 50, 70)
    assert reasons(publish(spread(5))) == {"few"}


def test_who_has_no_score_is_not_counted() -> None:
    told = publish([*spread(5), agree(9, None)])

    assert reasons(told) == {"few"}
    assert {one.units for one in told.spreads} == {5}
    counted = list_counted([agree(9, None), agree(1, 0.5)], ["whole", "law"])
    assert [one.nodes for one in counted] == [(), ("whole", "law")]


def test_one_stage_of_all_is_not_told() -> None:
    told = publish([agree(place, 0.1 + place / 100) for place in range(8)])

    assert told.ladders[0].withheld == "alike"
    assert told.ladders[0].counts is None


def test_one_stage_of_all_without_a_name_is_not_told_beside_named_ones() -> None:
    unnamed = [agree(place, 0.1 + place / 20) for place in range(6)]
    named = [agree(10, 0.9, "named"), agree(11, 0.8, "named")]

    assert publish([*unnamed, *named]).ladders[0].withheld == "alike"
    mixed = [*unnamed[:-1], agree(5, 0.6), *named]
    assert publish(mixed).ladders[0].counts == (5, 3)


def test_few_beside_named_units_are_not_told() -> None:
    named = [agree(place, place / 10, "named") for place in range(6)]
    unnamed = [agree(10 + place, place / 10) for place in range(4)]

    told = publish([*named, *unnamed])

    assert reasons(told) == {"changed"}
    assert [one.name for one in told.named] == [f"City {place}" for place in range(6)]
    assert reasons(publish(named)) == {None}


def test_one_unit_more_than_in_an_edition_before_is_not_told() -> None:
    before = {one.response_id: 1 for one in spread(6)}

    assert reasons(publish(spread(7), shown=show(before))) == {"changed"}
    assert reasons(publish(spread(6), shown=show(before))) == {None}
    assert reasons(publish(spread(12), shown=show(before))) == {None}


def test_one_submission_anew_is_not_told() -> None:
    before = {one.response_id: 1 for one in spread(6)}
    anew = [*spread(6)[:-1], agree(5, 0.99, submission=2)]

    assert reasons(publish(anew, shown=show(before))) == {"changed"}


@pytest.mark.parametrize("level", ["nothing", "counted"])
def test_nobody_is_named_without_agreeing(level: PublicLevel) -> None:
    assert publish([*spread(7), agree(9, 0.5, level)]).named == ()


def test_no_name_is_added_that_uncovers_others_in_figures_before() -> None:
    before = {one.response_id: 1 for one in spread(6)}
    agreed = [agree(0, 0.05, "named"), agree(1, 0.2, "named"), *spread(6)[2:]]

    told = publish(agreed, shown=show(before))

    assert told.named == ()
    assert [
        one.name for one in publish(agreed, shown=show(before), known={0}).named
    ] == ["City 0"]


def test_a_named_unit_is_told_with_its_stage_and_scores() -> None:
    [named] = publish([agree(3, 0.75, "named")]).named

    assert named.stages == {"ladder": "high"}
    assert named.scores == dict.fromkeys(("whole", "law", "policy", "skills"), 0.75)
