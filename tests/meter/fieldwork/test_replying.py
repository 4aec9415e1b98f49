"""A unit replies with words, with another answer, or with both; all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.errors import (
    NoQuestionError,
    ResponseSubmittedError,
    RoundClosedError,
)
from meter.fieldwork.given.errors import WordsError
from meter.fieldwork.replying import reply
from meter.fieldwork.responses import Given
from meter.fieldwork.rounds import close_round
from tests.meter.fieldwork.checked import submit_for_review

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def test_words_alone_are_a_reply(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")

    checked.reply("law", " That of 2020. ")

    step = checked.review.steps["law"][-1]
    assert (step.kind, step.text, step.who) == ("reply", "That of 2020.", "Ana")
    assert checked.review.state_of("law") == "replied"
    assert checked.review.revision_of("law") == 1


def test_another_answer_alone_is_a_reply(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")

    receipt = checked.reply("law", answers={"law": "full"})

    assert receipt.saved == {"law": 2}
    assert [one.kind for one in checked.review.steps["law"]] == ["question"]
    assert checked.review.state_of("law") == "replied"


def test_a_reply_with_both_keeps_both(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")

    checked.reply("law", "It has passed.", {"law": "full"})

    assert checked.review.steps["law"][-1].revision == 2
    assert checked.review.answers["law"].answer == "full"


@pytest.mark.parametrize("words", ["", "  \n", "x" * 2001])
def test_a_reply_says_or_changes_something(workshop: Workshop, words: str) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")

    with pytest.raises(WordsError):
        checked.reply("law", words, {"law": "partly"})

    assert checked.review.state_of("law") == "returned"


def test_where_a_colleague_was_faster_nothing_is_kept(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")
    checked.give({"law": "none"}, by="Bo")

    receipt = reply(
        checked.store,
        checked.response_id,
        "law",
        "It has passed.",
        Given({"law": "full"}, {}),
        1,
        by="Ana",
        at=checked.go_on(),
    )

    assert receipt.conflicts["law"].changed_by == "Bo"
    assert checked.review.answers["law"].answer == "none"
    assert [one.kind for one in checked.review.steps["law"]] == ["question"]


def test_nobody_replies_where_nothing_is_asked(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")

    with pytest.raises(NoQuestionError):
        checked.reply("ways", "But why not?")
    checked.verify("law")
    with pytest.raises(NoQuestionError):
        checked.reply("law", "Too late.")


def test_nobody_replies_once_it_is_submitted_or_closed(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")
    checked.reply("law", "So.")
    checked.submit()

    with pytest.raises(ResponseSubmittedError):
        checked.reply("law", "And more.")
    checked.ask("law")
    close_round(workshop.store, checked.review.round.id, checked.go_on())
    with pytest.raises(RoundClosedError):
        checked.reply("law", "Too late.")
