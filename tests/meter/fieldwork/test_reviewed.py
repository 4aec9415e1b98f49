"""The state of an answer follows from what was done and said, and its revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from meter.errors import NotFoundError
from meter.fieldwork import evidence, reopening
from meter.fieldwork.reviewed import find_state, load_review, load_steps
from meter.records import ReviewStep
from tests.meter.conftest import at
from tests.meter.fieldwork.checked import submit_for_review

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import AnswerState, ReviewKind
    from tests.meter.conftest import Workshop

__all__ = ["at"]


@pytest.mark.parametrize(
    ("steps", "revision", "state"),
    [
        ([], 1, "open"),
        ([("verified", 1)], 1, "verified"),
        ([("verified", 1)], 2, "open"),
        ([("question", 1)], 1, "returned"),
        ([("question", 1)], 2, "replied"),
        ([("question", 0)], 0, "returned"),
        ([("question", 1), ("reply", 1)], 1, "replied"),
        ([("question", 1), ("reply", 2)], 3, "replied"),
        ([("question", 1), ("reply", 1), ("question", 1)], 1, "returned"),
        ([("verified", 1), ("question", 1)], 1, "returned"),
        ([("question", 1), ("verified", 1)], 1, "verified"),
        ([("question", 1), ("reply", 2), ("verified", 2)], 2, "verified"),
        ([("question", 1), ("verified", 1)], 2, "open"),
    ],
)
def test_the_state_follows_from_the_last_step_and_the_revision(
    steps: list[tuple[ReviewKind, int]], revision: int, state: AnswerState, at: datetime
) -> None:
    made = [ReviewStep("law", kind, seen, "", at, "Rea") for kind, seen in steps]

    assert find_state(made, revision) == state


def test_only_what_applies_is_reviewed(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)

    assert checked.review.list_in_state("open") == [
        "law",
        "site",
        "users",
        "ways",
        "note",
        "since",
    ]
    checked.ask("site")
    checked.reply("site", answers={"site": "no"})
    assert "users" not in checked.review.asked


def test_an_open_question_needs_no_verification_unless_it_was_asked_about(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    checked.verify("law", "site", "users")
    assert checked.review.list_pending() == ["ways"]

    checked.ask("since")

    assert checked.review.list_pending() == ["ways", "since"]


def test_verified_items_are_those_whose_answers_stand_as_they_were_verified(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    checked.verify("law", "site", "note")
    checked.ask("site")
    checked.reply("site", "It is so.", {"site": "no"})

    # A question left open can be verified as open.
    assert checked.review.list_in_state("verified") == ["law", "note"]


def test_steps_are_read_by_item_in_their_order(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("law", "Which law?")
    checked.reply("law", "That of 2020.")
    checked.verify("site")

    steps, evidenced = load_steps(checked.store, checked.response_id)

    assert {key: [one.kind for one in steps[key]] for key in steps} == {
        "law": ["question", "reply"],
        "site": ["verified"],
    }
    assert [one.text for one in steps["law"]] == ["Which law?", "That of 2020."]
    assert [one.who for one in steps["law"]] == ["Rea", "Ana"]
    assert evidenced == {}


def test_evidence_that_changes_opens_a_verified_answer_again(
    workshop: Workshop,
) -> None:
    checked = submit_for_review(workshop)
    checked.verify("law", "site")
    checked.ask("note")  # takes the response back, for this answer alone

    link = "https://city.example/site"
    reopening.reopen(
        checked.store,
        checked.response_id,
        "All of it.",
        workshop.owner,
        checked.go_on(),
    )
    added = evidence.add_link(
        checked.store, checked.workshop.invitation, "site", link, checked.go_on()
    )
    assert checked.review.state_of("site") == "open"
    assert checked.review.state_of("law") == "verified"

    checked.verify("site")
    assert checked.review.state_of("site") == "verified"

    evidence.remove_evidence(
        checked.store, checked.workshop.invitation, added.id, checked.go_on()
    )
    assert checked.review.state_of("site") == "open"
    assert checked.review.list_in_state("verified") == ["law"]


def test_evidence_is_a_reply_to_a_question(workshop: Workshop) -> None:
    checked = submit_for_review(workshop)
    checked.ask("site", "How is that known?")
    assert checked.review.state_of("site") == "returned"

    link = "https://city.example/site"
    evidence.add_link(
        checked.store, checked.workshop.invitation, "site", link, checked.go_on()
    )

    assert checked.review.state_of("site") == "replied"


def test_there_is_no_review_of_what_is_not_there(workshop: Workshop) -> None:
    with pytest.raises(NotFoundError):
        load_review(workshop.store, 999)
