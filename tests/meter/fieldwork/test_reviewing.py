"""Answers are verified or returned as they were seen, by whoever may."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from instruments import Instrument
from meter.errors import NotFoundError
from meter.fieldwork import accounts, reviewers
from meter.fieldwork.errors import (
    AnswersChangedError,
    NotReviewedError,
    NotSubmittedError,
    RoundClosedError,
)
from meter.fieldwork.given.errors import UnknownItemError, WordsError
from meter.fieldwork.responses import save_answers, submit_response
from meter.fieldwork.reviewing import list_touched, return_answer, verify_answers
from meter.fieldwork.rounds import close_round
from tests.meter.conftest import DOCUMENT
from tests.meter.fieldwork.checked import start_review, submit_for_review

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def test_an_answer_is_verified_once(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    checked.verify("law")
    checked.verify("law")

    assert checked.review.state_of("law") == "verified"
    (step,) = checked.review.steps["law"]
    assert (step.kind, step.revision, step.who) == ("verified", 1, "Rea")


def test_the_last_verified_answer_accepts_the_response(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    checked.verify("law", "site", "users")
    assert checked.response.accepted_at is None
    checked.verify("ways")

    assert checked.response.accepted_at == checked.at
    event = checked.review.events[-1]
    assert (event.event, event.who, event.reason) == ("accepted", "Rea", "")


def test_a_question_takes_the_response_back_for_that_answer(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    checked.ask("law", "  Which law?\r\n")

    response = checked.response
    assert (response.submitted_at, response.reopened_at) == (None, checked.at)
    assert response.returned == ["law"]
    assert checked.review.state_of("law") == "returned"
    assert checked.review.steps["law"][0].text == "Which law?"
    assert checked.review.events[-1].event == "returned"


def test_more_questions_are_one_return(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    checked.ask("law")
    checked.ask("ways")

    assert checked.response.returned == ["law", "ways"]
    events = [one.event for one in checked.review.events]
    assert events == ["submitted", "returned"]


def test_what_applies_by_a_returned_answer_may_be_changed_too(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)

    checked.ask("site")

    assert checked.response.returned == ["site", "users"]


def test_what_an_answer_touches_is_found_far_away() -> None:
    first, *others = DOCUMENT["sections"][0]["items"]
    far = {"key": "far", "type": "text", "ask": "Far?"}
    further = {"when": {"item": "users", "answered": True}}
    items = [first, *others, {**far, **further}]
    section = {"key": "all", "title": "All", "items": items}
    instrument = Instrument.model_validate({**DOCUMENT, "sections": [section]})

    assert list_touched(instrument, "site") == {"site", "users", "far"}
    assert list_touched(instrument, "law") == {"law"}


def test_what_was_changed_since_is_neither_verified_nor_asked_about(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")
    checked.reply("law", answers={"law": "full"})
    seen = {"site": 1, "law": 1}

    with pytest.raises(AnswersChangedError) as raised:
        verify_answers(
            checked.store, checked.response_id, seen, checked.reviewer, checked.at
        )
    with pytest.raises(AnswersChangedError):
        return_answer(
            checked.store,
            checked.response_id,
            ("law", 1),
            "Why?",
            checked.reviewer,
            checked.at,
        )

    assert raised.value.items == ("law",)
    assert checked.review.state_of("site") == "open"
    assert checked.review.state_of("law") == "replied"


@pytest.mark.parametrize("number", range(12))
def test_a_verification_that_races_with_a_change_is_of_what_was_read(
    workshop: Workshop, number: int
) -> None:
    """Whichever comes first, an answer that nobody has read is never verified."""
    checked = submit_for_review(workshop)
    checked.ask("law")
    at = checked.go_on()

    def verify() -> bool:
        try:
            verify_answers(
                checked.store, checked.response_id, {"law": 1}, checked.reviewer, at
            )
        except AnswersChangedError:
            return False
        return True

    def change() -> bool:
        answers, seen = {"law": "full"}, {"law": 1}
        saved = save_answers(checked.store, checked.response_id, answers, seen, "A", at)
        return not saved.conflicts

    jobs = (verify, change) if number % 2 else (change, verify)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda job: job(), jobs)

    verified, changed = (first, second) if number % 2 else (second, first)
    assert changed
    steps = [one.kind for one in checked.review.steps["law"]]
    assert steps == ["question", *(["verified"] if verified else [])]
    assert checked.review.revision_of("law") == 2
    assert checked.review.state_of("law") == ("open" if verified else "replied")


def test_only_the_organiser_and_named_reviewers_review(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    stranger = accounts.add_account(workshop.store, "x@example.org", "X", checked.at)

    checked.verify("law", by=workshop.owner)
    with pytest.raises(NotFoundError):
        checked.verify("site", by=stranger)
    with pytest.raises(NotFoundError):
        checked.ask("site", by=stranger)

    assert checked.review.state_of("site") == "open"


def test_a_withdrawn_reviewer_reviews_no_longer(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    asked = checked.review.round

    reviewers.withdraw_reviewer(workshop.store, asked, checked.reviewer.id, checked.at)

    with pytest.raises(NotFoundError):
        checked.verify("law")
    assert checked.review.steps == {}


def test_nothing_is_reviewed_before_it_was_submitted(workshop: Workshop) -> None:
    checked = start_review(workshop)

    with pytest.raises(NotSubmittedError):
        checked.verify("law")
    with pytest.raises(NotSubmittedError):
        checked.ask("law")


def test_a_round_without_review_has_none(workshop: Workshop) -> None:
    store, response_id, at = workshop.store, workshop.response_id, workshop.at
    save_answers(store, response_id, {"site": "no"}, {}, "Ana", at)
    submit_response(store, response_id, "Ana", at)

    with pytest.raises(NotReviewedError):
        verify_answers(store, response_id, {"site": 1}, workshop.owner, at)


def test_an_item_that_is_not_there_is_not_reviewed(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    with pytest.raises(UnknownItemError):
        checked.verify("nothing")


@pytest.mark.parametrize("question", ["", " \n", "x" * 2001, "a\0b"])
def test_a_question_has_words(workshop: Workshop, question: str) -> None:
    checked = submit_for_review(workshop)

    with pytest.raises(WordsError):
        checked.ask("law", question)

    assert checked.response.submitted_at is not None


def test_review_goes_on_after_the_deadline_until_the_round_is_closed(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop, closes_after=1)
    checked.at += timedelta(days=3)

    checked.ask("law")
    checked.reply("law", "Late, but here.", {"law": "full"})
    checked.submit()
    close_round(workshop.store, checked.review.round.id, checked.go_on())

    with pytest.raises(RoundClosedError):
        checked.ask("law")
    checked.verify("law", "site", "users", "ways")
    assert checked.response.accepted_at is not None
