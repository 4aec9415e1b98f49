"""A reviewed round with one submitted response, and who does what to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.fieldwork import accounts, invitations, responses, reviewers, rounds
from meter.fieldwork.replying import reply
from meter.fieldwork.responses import Given
from meter.fieldwork.reviewed import load_review
from meter.fieldwork.reviewing import return_answer, verify_answers
from meter.fieldwork.submission import submit_response

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from instruments import Answer
    from meter.fieldwork.reviewed import Review
    from meter.records import Account, Receipt, Response
    from meter.storage import Store
    from tests.meter.conftest import Workshop

ANSWERS: dict[str, Answer] = {
    "law": "partly",
    "site": "yes",
    "users": 25.0,
    "ways": ("web",),
}


@dataclass
class Checked:
    """A response under review; each step takes place a minute after the last one."""

    workshop: Workshop
    reviewer: Account
    at: datetime

    @property
    def store(self) -> Store:
        return self.workshop.store

    @property
    def response_id(self) -> int:
        return self.workshop.response_id

    @property
    def review(self) -> Review:
        return load_review(self.store, self.response_id)

    @property
    def response(self) -> Response:
        return self.review.response

    def go_on(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def give(self, answers: Mapping[str, Answer], by: str = "Ana") -> Receipt:
        seen = {key: self.review.revision_of(key) for key in answers}
        return responses.save_answers(
            self.store, self.response_id, answers, seen, by, self.go_on()
        )

    def submit(self) -> None:
        submit_response(self.store, self.response_id, "Ana", self.go_on())

    def verify(self, *items: str, by: Account | None = None) -> None:
        seen = {item: self.review.revision_of(item) for item in items}
        verify_answers(
            self.store, self.response_id, seen, by or self.reviewer, self.go_on()
        )

    def ask(
        self, item: str, question: str = "Since when?", by: Account | None = None
    ) -> None:
        seen = item, self.review.revision_of(item)
        who = by or self.reviewer
        return_answer(self.store, self.response_id, seen, question, who, self.go_on())

    def reply(
        self, item: str, words: str = "", answers: Mapping[str, Answer] | None = None
    ) -> Receipt:
        seen = self.review.revision_of(item)
        given = Given(answers or {}, {})
        return reply(
            self.store,
            self.response_id,
            item,
            words,
            given,
            seen,
            by="Ana",
            at=self.go_on(),
        )


def start_review(workshop: Workshop, *, closes_after: float | None = None) -> Checked:
    """Open a reviewed round, let its unit answer, and name a reviewer."""
    store, at = workshop.store, workshop.at
    drafted = rounds.draft_round(
        store,
        workshop.owner.id,
        "checked",
        "Checked",
        workshop.instrument,
        at=at,
        reviewed=True,
        closes_at=at + timedelta(hours=closes_after) if closes_after else None,
    )
    opened = rounds.open_round(store, drafted.id, at)
    invitation, token = invitations.invite(
        store, opened.id, workshop.unit.id, "Ana", "ana@example.org", at
    )
    there = replace(workshop, round=opened, invitation=invitation, token=token)
    rea = accounts.add_account(store, "rea@example.org", "Rea", at)
    reviewers.name_reviewer(store, opened, "Rea@example.org", at)
    checked = Checked(there, rea, at)
    checked.give(ANSWERS)
    return checked


def submit_for_review(
    workshop: Workshop, *, closes_after: float | None = None
) -> Checked:
    """Start a review of what was submitted."""
    checked = start_review(workshop, closes_after=closes_after)
    checked.submit()
    return checked
