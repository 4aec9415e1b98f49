"""Writes of reviews, each prepared and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import accounts, asking, reopening, reviewers
from tests.meter.fieldwork.checked import submit_for_review
from tests.trust.answer_writes import submit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def verify(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    return lambda: checked.verify("law", "site", "users", "ways")


def return_(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    return lambda: checked.ask("law")


def reply(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    checked.ask("law")
    return lambda: checked.reply("law", "It has passed.", {"law": "full"})


def submit_again(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    checked.ask("law")
    checked.reply("law", "It is so.")
    checked.verify("law", "site", "users", "ways")
    return checked.submit


def reopen(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    checked.ask("law")
    return lambda: reopening.reopen(
        checked.store, checked.response_id, "All.", workshop.owner, checked.at
    )


def ask_reopening(workshop: Workshop) -> Write:
    submit(workshop)()
    return lambda: asking.ask_reopening(
        workshop.store, workshop.invitation, "A new law.", workshop.at
    )


def accept(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    return lambda: reopening.accept(
        checked.store, checked.response_id, "So be it.", workshop.owner, checked.at
    )


def name_reviewer(workshop: Workshop) -> Write:
    accounts.add_account(workshop.store, "sam@example.org", "Sam", workshop.at)
    return lambda: reviewers.name_reviewer(
        workshop.store, workshop.round, "sam@example.org", workshop.at
    )


def withdraw_reviewer(workshop: Workshop) -> Write:
    checked = submit_for_review(workshop)
    asked, number = checked.review.round, checked.reviewer.id
    return lambda: reviewers.withdraw_reviewer(
        workshop.store, asked, number, workshop.at
    )


REVIEW_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "asking.ask_reopening": ask_reopening,
    "reopening.accept": accept,
    "reopening.reopen": reopen,
    "replying.reply": reply,
    "reviewers.name_reviewer": name_reviewer,
    "reviewers.withdraw_reviewer": withdraw_reviewer,
    "reviewing.return_answer": return_,
    "reviewing.verify_answers": verify,
}
"""How each function about reviews that writes is prepared and called."""
