from __future__ import annotations

import pytest

from instruments import Answer, Missing
from tests.webapp.city import make_instrument
from webapp.results.assessment import assess
from webapp.results.ladders import Ladder, make_ladders
from webapp.wording import word_instrument

WORDING = word_instrument(make_instrument())


def climb(**answers: Answer) -> Ladder:
    """Give the main ladder with these answers."""
    return make_ladders(assess(WORDING, answers))[0]


def test_the_held_stage_lies_between_those_below_and_above() -> None:
    ladder = climb(level="fully", more="none", share=20.0)

    # (3 * 0.5 + 1 * 0.2) / 4 = 0.425, past the bound of 0.4
    assert [stage.state for stage in ladder.stages] == ["below", "here", "above"]
    assert ladder.current is not None
    assert ladder.current.title == "Middle"
    assert ladder.score == pytest.approx((3 * 0.5 + 1 * 0.2) / 4)
    assert ladder.bounds == (0, 0.4, 0.75)
    assert (ladder.next, ladder.next_lower) == ("High", 0.75)


def test_the_needed_answers_are_told_in_words_with_what_is_there_now() -> None:
    ladder = climb(level="fully", more="none", share=60.0)

    # (3 * x + 0.6) / 4 reaches 0.75 from x = 0.8, so more must be full
    assert [(one.ask, one.now, one.needed) for one in ladder.needed] == [
        ("There is more.", "Not at all", "Fully")
    ]


def test_a_minimum_that_is_not_met_is_told_with_what_is_there() -> None:
    ladder = climb(level="fully", more="fully", share=20.0)

    assert ladder.score == pytest.approx((3 * 1 + 0.2) / 4)
    assert ladder.held_back
    assert ladder.gates == ("Reach must reach 50; it is at 20.0.",)


def test_a_minimum_on_an_answer_is_told_in_its_words() -> None:
    ladder = climb(level="none", share=100.0)

    assert ladder.gates == ("“The city has a plan.” must be at least “Partly”.",)


def test_whoever_is_on_top_needs_nothing() -> None:
    ladder = climb(level="fully", more="fully", share=100.0)

    assert (ladder.place, ladder.next, ladder.needed) == (2, None, ())
    assert not ladder.held_back


def test_too_few_answers_hold_no_stage() -> None:
    ladder = climb(level=Missing.UNANSWERED)

    assert ladder.current is None
    assert ladder.score is None
    assert {stage.state for stage in ladder.stages} == {"above"}


def test_every_rule_of_the_method_has_its_ladder() -> None:
    found = make_ladders(assess(WORDING, {"level": "fully", "share": 1.0}))

    assert [ladder.title for ladder in found] == ["Ladder", "Other ladder"]
