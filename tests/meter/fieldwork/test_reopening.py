"""A submitted response is taken back or accepted: recorded, and scored again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from meter.comparison.completion import completion, count_results
from meter.comparison.drift import list_score_drift
from meter.comparison.frames import round_answers, round_results
from meter.errors import NotFoundError
from meter.fieldwork.errors import (
    NotReturnedError,
    NotReviewedError,
    NotSubmittedError,
    OpenQuestionsError,
    ResponseSubmittedError,
    RoundClosedError,
)
from meter.fieldwork.given.errors import WordsError
from meter.fieldwork.recoding import list_submitted
from meter.fieldwork.reopening import accept, reopen
from meter.fieldwork.responses import (
    list_scorecards,
    load_scorecard,
    save_answers,
    submit_response,
)
from meter.fieldwork.rounds import close_round
from scoring import score_answers
from tests.meter.fieldwork.checked import ANSWERS, start_review, submit_for_review

if TYPE_CHECKING:
    from tests.meter.conftest import Workshop


def submit_plainly(workshop: Workshop) -> None:
    """Submit in the round that declares no review."""
    store, response_id, at = workshop.store, workshop.response_id, workshop.at
    save_answers(store, response_id, ANSWERS, {}, "Ana", at)
    submit_response(store, response_id, "Ana", at)


def test_a_reopened_response_is_changed_submitted_and_scored_again(
    workshop: Workshop,
) -> None:
    submit_plainly(workshop)
    store, response_id = workshop.store, workshop.response_id
    later = workshop.at + timedelta(hours=1)

    reopen(store, response_id, "The law has passed.", workshop.owner, later)
    save_answers(store, response_id, {"law": "full"}, {"law": 1}, "Ana", later)
    submit_response(store, response_id, "Ana", later + timedelta(hours=1))

    first, second = list_scorecards(store, response_id)
    for card, law in ((first, "partly"), (second, "full")):
        direct = score_answers(workshop.instrument, {**ANSWERS, "law": law})
        assert card.nodes["index"].score == direct.node("index")[0]
    assert load_scorecard(store, response_id) == second
    results = round_results(store, workshop.round.id)
    assert results.scores.node("index")[0] == second.nodes["index"].score
    assert list_score_drift(store, workshop.round.id) == []


def test_what_became_of_a_response_is_recorded(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    reopen(
        checked.store,
        checked.response_id,
        "All of it.",
        workshop.owner,
        checked.go_on(),
    )
    checked.submit()

    assert [(one.event, one.who, one.reason) for one in checked.review.events] == [
        ("submitted", "Ana", ""),
        ("reopened", "Organiser", "All of it."),
        ("submitted", "Ana", ""),
    ]


def test_while_it_is_taken_back_a_response_has_no_result(workshop: Workshop) -> None:
    submit_plainly(workshop)
    store, at = workshop.store, workshop.at

    reopen(store, workshop.response_id, "Again.", workshop.owner, at)

    assert round_answers(store, workshop.round.id).unit_ids == []
    assert list_submitted(store) == []
    (done,) = completion(store, workshop.round.id, at)
    assert (done.submitted_at, done.reopened_at) == (None, at)
    assert done.was_submitted


def test_of_a_returned_response_only_what_was_asked_about_is_changed(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")

    with pytest.raises(NotReturnedError) as raised:
        checked.give({"law": "full", "ways": ("phone",)})
    assert raised.value.items == ("ways",)
    checked.give({"law": "full", "ways": ("web",)})  # as it is already

    assert checked.review.revision_of("law") == 2
    assert checked.review.revision_of("ways") == 1


def test_a_response_reopened_as_a_whole_is_changed_anywhere(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")

    reopen(checked.store, checked.response_id, "All.", workshop.owner, checked.go_on())
    checked.give({"ways": ("phone",)})
    checked.ask("users")

    assert checked.response.returned is None
    events = [one.event for one in checked.review.events]
    assert events == ["submitted", "returned", "reopened"]


def test_questions_are_replied_to_before_it_is_submitted_again(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")

    with pytest.raises(OpenQuestionsError) as raised:
        checked.submit()
    assert raised.value.items == ("law",)
    checked.reply("law", "It is being made.")
    checked.submit()

    assert checked.response.submitted_at == checked.at
    assert (checked.response.reopened_at, checked.response.returned) == (None, None)
    with pytest.raises(ResponseSubmittedError):
        checked.give({"law": "full"})


def test_a_response_verified_meanwhile_is_accepted_when_it_is_submitted_again(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law")
    checked.reply("law", "It is so.")
    checked.verify("law", "site", "users", "ways")
    assert checked.response.accepted_at is None

    checked.submit()

    assert checked.response.accepted_at == checked.at
    assert [one.event for one in checked.review.events][-2:] == [
        "submitted",
        "accepted",
    ]
    assert checked.review.events[-1].who == "Rea"


def test_a_question_takes_acceptance_back(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.verify("law", "site", "users", "ways")

    checked.ask("law")

    assert checked.response.accepted_at is None
    assert count_results(checked.store, checked.review.round.id) == 0


def test_the_organiser_accepts_unverified_answers_with_a_reason(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    accepting = (checked.store, checked.response_id)

    with pytest.raises(WordsError):
        accept(*accepting, " ", workshop.owner, checked.go_on())
    with pytest.raises(NotFoundError):
        accept(*accepting, "So be it.", checked.reviewer, checked.go_on())
    accept(*accepting, "So be it.", workshop.owner, checked.go_on())
    accept(*accepting, "Once more.", workshop.owner, checked.go_on())

    (event,) = [one for one in checked.review.events if one.event == "accepted"]
    assert (event.who, event.reason) == ("Organiser", "So be it.")
    assert checked.response.accepted_at == event.at


def test_in_a_reviewed_round_only_accepted_results_count(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    store, round_id = checked.store, checked.review.round.id

    assert round_results(store, round_id).units == []
    assert round_answers(store, round_id).names == []
    assert round_answers(store, round_id, whole=True).names == ["Marenda"]
    assert count_results(store, round_id) == 0
    (done,) = completion(store, round_id, checked.at)
    assert (done.answered, done.accepted_at) == (4, None)

    checked.verify("law", "site", "users", "ways")

    assert [unit.name for unit in round_results(store, round_id).units] == ["Marenda"]
    assert round_answers(store, round_id).names == ["Marenda"]
    assert count_results(store, round_id) == 1


def test_drift_is_looked_for_before_acceptance_too(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    assert list_score_drift(checked.store, checked.review.round.id) == []
    found = round_results(checked.store, checked.review.round.id, whole=True)
    assert [unit.name for unit in found.units] == ["Marenda"]


def test_only_what_is_submitted_is_reopened_or_accepted(workshop: Workshop) -> None:
    checked = start_review(workshop)

    with pytest.raises(NotSubmittedError):
        reopen(checked.store, checked.response_id, "Why", workshop.owner, checked.at)
    with pytest.raises(NotSubmittedError):
        accept(checked.store, checked.response_id, "Why", workshop.owner, checked.at)


def test_only_the_organiser_reopens_and_says_why(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    with pytest.raises(NotFoundError):
        reopen(checked.store, checked.response_id, "Why", checked.reviewer, checked.at)
    with pytest.raises(WordsError):
        reopen(checked.store, checked.response_id, "", workshop.owner, checked.at)

    assert checked.response.submitted_at is not None


def test_a_plain_round_is_reopened_while_it_is_open_and_never_accepted(
    workshop: Workshop,
) -> None:
    submit_plainly(workshop)
    store, response_id, at = workshop.store, workshop.response_id, workshop.at

    with pytest.raises(NotReviewedError):
        accept(store, response_id, "Why", workshop.owner, at)
    close_round(store, workshop.round.id, at)
    with pytest.raises(RoundClosedError):
        reopen(store, response_id, "Why", workshop.owner, at)
