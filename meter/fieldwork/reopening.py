"""What becomes of a response after submission: taken back, or accepted.

Each is recorded with who, when and why. A response that is taken back is changed and
submitted again; its former scorecards stay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from meter.audit.records import Act, Actor
from meter.audit.trail import record
from meter.fieldwork.access import ensure_thawed, get_locked, no_response
from meter.fieldwork.errors import NotReviewedError, NotSubmittedError, RoundClosedError
from meter.fieldwork.given.words import parse_words
from meter.fieldwork.reviewed import read_review
from meter.fieldwork.roles import ensure_organises
from meter.integration.events import queue_event
from meter.records import Submission
from meter.storage.repository import answers, responses, reviews, rounds

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from meter.fieldwork.reviewed import Review
    from meter.records import Account, Response
    from meter.storage import Connection, Store

NOTHING_CODED = {
    "submitted_at": None,
    "submitted_by": None,
    "coded": None,
    "coded_meaning": None,
    "accepted_at": None,
    "accepted_by": None,
}
"""What a response that is taken back has no longer."""


def reopen(
    store: Store, response_id: int, reason: str, by: Account, at: datetime
) -> None:
    """Take a submitted response back, so that all its answers may be changed.

    Raises:
        WordsError: no reason is given, or it is too long.
        NotFoundError: there is no such response, or the account does not organise it.
        NotSubmittedError: it was never submitted.
        RoundClosedError: its round takes no corrections any more.
    """
    why = parse_words(reason)

    def job(connection: Connection) -> None:
        review = lock_review(store, connection, response_id)
        actor = ensure_organises(connection, review.round, by)
        ensure_submitted_once(review.response)
        ensure_takes_corrections(review, at)
        event = Submission("reopened", at, by.name, why)
        if take_back(connection, review.response, None, event):
            act = Act.on_response("response_reopened", review.round, review.response)
            record(connection, actor, at, act)

    store.write(job)


def accept(
    store: Store, response_id: int, reason: str, by: Account, at: datetime
) -> None:
    """Accept a submitted response as a whole; a second time changes nothing.

    Raises:
        WordsError: answers are not verified and no reason is given.
        NotFoundError: there is no such response, or the account does not organise it.
        NotReviewedError: its round declares no review.
        NotSubmittedError: it is not submitted, or not again.
    """

    def job(connection: Connection) -> None:
        review = lock_review(store, connection, response_id)
        actor = ensure_organises(connection, review.round, by)
        ensure_reviewed(review)
        if review.response.submitted_at is None:
            raise NotSubmittedError(response_id)
        if review.response.accepted_at is None:
            needs_reason = bool(review.list_pending()) or bool(reason.strip())
            why = parse_words(reason) if needs_reason else ""
            keep_acceptance(connection, review, actor, at, why)

    store.write(job)


def accept_verified(
    store: Store, connection: Connection, response_id: int, at: datetime
) -> None:
    """Accept a response within a transaction if all that it answers is verified.

    Whoever verified the last answer has accepted it.
    """
    review = lock_review(store, connection, response_id)
    response = review.response
    is_waiting = response.submitted_at is not None and response.accepted_at is None
    if not is_waiting or review.list_pending():
        return
    steps = [step for one in review.steps.values() for step in one]
    verified = [step for step in steps if step.kind == "verified"]
    if verified:
        who = max(verified, key=lambda step: step.at).who
        # Of whoever verified last, the steps keep the name alone.
        keep_acceptance(connection, review, Actor(None, who, "reviewer"), at)


def keep_acceptance(
    connection: Connection, review: Review, actor: Actor, at: datetime, why: str = ""
) -> None:
    """Accept a response within a transaction, and record it."""
    response, who = review.response, actor.name
    values = {"accepted_at": at, "accepted_by": who}
    responses.update_response(connection, response.id, values)
    reviews.add_event(connection, response.id, Submission("accepted", at, who, why))
    queue_event(connection, "response.verified", review.round, response, at)
    act = Act.on_response("response_accepted", review.round, response)
    record(connection, actor, at, act)


def take_back(
    connection: Connection,
    response: Response,
    items: Collection[str] | None,
    event: Submission,
) -> bool:
    """Let some items of a response, or all, be changed; record it if that is news.

    Items that may be changed already stay so. Tells whether it was recorded. What was
    submitted is dated before it was taken back, whenever that was asked for.
    """
    if response.submitted_at is not None:
        last = answers.find_last_change(connection, response.id)
        event = replace(event, at=max(event.at, last or event.at))
        values = {
            **NOTHING_CODED,
            "reopened_at": event.at,
            "returned": None if items is None else sorted(items),
        }
    elif response.returned is None:
        return False  # all of it may be changed already
    else:
        wider = None if items is None else sorted({*response.returned, *items})
        values = {"returned": wider}
    responses.update_response(connection, response.id, values)
    is_news = response.submitted_at is not None or items is None
    if is_news:
        reviews.add_event(connection, response.id, event)
    return is_news


def lock_review(store: Store, connection: Connection, response_id: int) -> Review:
    """Read a response that nobody else changes before this transaction ends.

    Nor does its round open, close or freeze.

    Raises:
        NotFoundError: there is no such response.
        RoundFrozenError: its round is frozen.
    """
    response = get_locked(connection, response_id)
    asked = rounds.lock_round(connection, response.round_id)
    if asked is None:
        raise no_response(response_id)
    ensure_thawed(asked)
    return read_review(store, connection, response)


def ensure_reviewed(review: Review) -> None:
    """Raise unless the round of a response declares a review."""
    if not review.round.reviewed:
        raise NotReviewedError(review.round.key)


def ensure_submitted_once(response: Response) -> None:
    """Raise unless a response is submitted, or was before it was taken back."""
    if not response.was_submitted:
        raise NotSubmittedError(response.id)


def ensure_takes_corrections(review: Review, at: datetime) -> None:
    """Raise unless what is returned now may still be answered."""
    if not review.round.takes_corrections(at):
        raise RoundClosedError(review.round.key)
