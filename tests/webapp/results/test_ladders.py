"""Ladders: the stage held, the bound reached, and what is still needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from drawn import draw, ladder
from hypothesis import given
from hypothesis import strategies as st

from instruments import Answer, Instrument, Missing
from tests.webapp.city import make_instrument
from webapp.drawings import draw_ladder
from webapp.results.assessment import assess
from webapp.results.ladders import Ladder, make_ladders
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

WORDING = word_instrument(make_instrument())

SHARE = {"type": "number", "goalposts": {"low": 0, "high": 1000}}
GATE = [{"item": "b", "at_least": "full"}]


def climb(**answers: Answer) -> Ladder:
    """Give the main ladder with these answers."""
    return make_ladders(assess(WORDING, answers))[0]


def make(instrument: Instrument, answers: Mapping[str, Answer]) -> Ladder:
    """Give the main ladder of an instrument."""
    return make_ladders(assess(word_instrument(instrument), answers))[0]


def staged(*bounds: float, **fields: Any) -> Instrument:
    """Draw an instrument whose index is the share `a` per thousand."""
    stages = {"ladder": ladder(*bounds, of="index", **fields)}
    return draw({"a": SHARE, "b": {}}, {"index": ["a"]}, stages=stages)


def test_the_held_stage_lies_between_those_below_and_above() -> None:
    found = climb(level="fully", more="none", share=20.0)

    # (3 * 0.5 + 1 * 0.2) / 4 = 0.425, past the bound of 0.4
    assert [stage.state for stage in found.stages] == ["below", "here", "above"]
    assert [stage.shade for stage in found.stages] == [1, 3, 5]
    assert found.current is not None
    assert found.current.title == "Middle"
    assert found.score == pytest.approx((3 * 0.5 + 1 * 0.2) / 4)
    assert found.bounds == (0, 0.4, 0.75)
    assert (found.next, found.next_lower) == ("High", 0.75)


def test_the_needed_answers_are_told_in_words_with_what_is_there_now() -> None:
    found = climb(level="fully", more="none", share=60.0)

    # (3 * x + 0.6) / 4 reaches 0.75 from x = 0.8, so more must be full
    assert [(one.ask, one.now, one.needed) for one in found.needed] == [
        ("There is more.", "Not at all", "Fully")
    ]


def test_a_minimum_that_is_not_met_is_told_with_what_is_there() -> None:
    found = climb(level="fully", more="fully", share=20.0)

    assert found.score == pytest.approx((3 * 1 + 0.2) / 4)
    assert found.held_back
    assert found.gates == ("Reach must reach 50; it is at 20.0.",)


def test_a_minimum_on_an_answer_is_told_in_its_words() -> None:
    found = climb(level="none", share=100.0)

    assert found.gates == ("“The city has a plan.” must be at least “Partly”.",)


def test_whoever_is_on_top_needs_nothing() -> None:
    found = climb(level="fully", more="fully", share=100.0)

    assert (found.place, found.next, found.needed) == (2, None, ())
    assert not found.held_back


def test_too_few_answers_hold_no_stage() -> None:
    found = climb(level=Missing.UNANSWERED)

    assert found.current is None
    assert found.score is None
    assert {stage.state for stage in found.stages} == {"above"}


def test_every_rule_of_the_method_has_its_ladder() -> None:
    found = make_ladders(assess(WORDING, {"level": "fully", "share": 1.0}))

    assert [one.title for one in found] == ["Ladder", "Other ladder"]


def test_a_score_rounded_up_to_a_bound_has_reached_it() -> None:
    found = make(staged(0, 0.5, round_to=0.01), {"a": 498.0})

    assert (found.place, found.reached) == (1, 1)


def test_a_rounded_score_is_held_back_by_a_minimum_not_by_its_bound() -> None:
    rule = staged(0, 0.5, round_to=0.01, gates={1: GATE})

    found = make(rule, {"a": 498.0, "b": "none"})

    assert (found.place, found.reached) == (0, 1)
    assert found.held_back


def test_on_an_excluded_bound_a_score_has_not_reached_it() -> None:
    rule = staged(0, 0.5, edge="excluded", gates={1: GATE})

    on_it = make(rule, {"a": 500.0, "b": "none"})
    above = make(rule, {"a": 501.0, "b": "none"})

    assert (on_it.reached, on_it.held_back) == (0, False)
    assert (above.reached, above.held_back) == (1, True)
    assert not on_it.includes_bounds


def test_what_a_binary_sum_lost_does_not_keep_a_score_below_its_bound() -> None:
    tenths = {f"n{n}": {"type": "yes_no"} for n in range(10)}
    rule = draw(
        {**tenths, "b": {}},
        {"index": {"items": {**dict.fromkeys(tenths, 0.1)}}},
        stages={"ladder": ladder(0, 0.3, gates={1: GATE})},
    )
    answers = {f"n{n}": "yes" if n < 3 else "no" for n in range(10)}

    found = make(rule, {**answers, "b": "none"})

    assert found.score == pytest.approx(0.3)
    assert (found.reached, found.held_back) == (1, True)


@given(
    st.integers(0, 1000),
    st.sampled_from(["included", "excluded"]),
    st.sampled_from([None, 0.01, 0.005]),
)
def test_without_minima_the_bound_reached_is_the_stage_held(
    share: int, edge: str, step: float | None
) -> None:
    rounding = {"round_to": step} if step else {}

    found = make(
        staged(0, 0.25, 0.335, 0.5, edge=edge, **rounding), {"a": float(share)}
    )

    assert found.reached == found.place
    assert not found.held_back


def test_minima_that_are_not_met_are_told_in_words() -> None:
    gates = {1: [*GATE, {"node": "part", "at_least": 0.5}]}
    rule = draw(
        {"a": SHARE, "b": {}},
        {"index": {"of": {"part": 1}}, "part": {"title": "Part", "items": ["a"]}},
        stages={"ladder": ladder(0, 0.335, gates=gates)},
    )

    found = make(rule, {"a": 499.9, "b": "none"})

    assert found.gates == (
        "“What about b?” must be at least “full”.",
        # One decimal would say that 50 falls short of 50.
        "Part must reach 50; it is at 49.99.",
    )


def test_the_drawing_is_told_what_the_kernel_has_decided(app: Flask) -> None:
    found = make(staged(0, 0.5, round_to=0.01, gates={1: GATE}), {"a": 498.0})

    with app.test_request_context("/"):
        drawing = draw_ladder(found.bounds, found.score, found.place, found.reached)

    low, high = re.findall(r'class="tread (\w+) .*? y="([\d.]+)"', drawing)
    mark = re.search(r'<svg x="49.8%" y="([\d.]+)"', drawing)
    assert (low[0], high[0]) == ("here", "above")
    assert mark is not None
    assert mark[1] == high[1]


def test_a_minimum_without_a_score_asks_for_answers() -> None:
    # plan (1 + 1) / 2 weighs 3 of 4, so the index is printed; reach has no answer
    found = climb(level="fully", more="fully")

    assert found.gates == ("Reach needs more answers before it has a score.",)


def test_an_open_question_that_needs_its_lowest_level_may_have_any() -> None:
    drawn = draw(
        {"a": {}, "b": {}},
        {"index": ["a", "b"]},
        missing={"least_coverage": 1},
        stages={"l": ladder(0, 0.5, of="index")},
    )

    found = make(drawn, {"a": "full"})

    assert [one.needed for one in found.needed] == ["answer it: any level will do"]


def test_a_ladder_knows_whether_it_has_minima() -> None:
    main, other = make_ladders(assess(WORDING, {"level": "fully"}))

    assert (main.has_gates, other.has_gates) == (True, False)
