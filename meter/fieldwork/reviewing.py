"""Reviewing: answers are verified, or returned with a question.

Whoever reviews says which revision of an answer they have seen. An answer that was
changed since is neither verified nor asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.conditions import list_comparisons
from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.errors import AnswersChangedError
from meter.fieldwork.given.errors import UnknownItemError
from meter.fieldwork.given.words import parse_words
from meter.fieldwork.reopening import (
    accept_verified,
    ensure_reviewed,
    ensure_submitted_once,
    ensure_takes_corrections,
    lock_review,
    take_back,
)
from meter.fieldwork.roles import ensure_reviews
from meter.records import ReviewStep, Submission
from meter.storage.repository import reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.audit.records import Actor
    from meter.fieldwork.reviewed import Review
    from meter.records import Account
    from meter.storage import Connection, Store


def verify_answers(
    store: Store,
    response_id: int,
    seen: Mapping[str, int],
    by: Account,
    at: datetime,
    *,
    as_of: datetime | None = None,
) -> None:
    """Verify answers, all or none; the last one that was open accepts the response.

    `seen` gives the revision of each answer that the reviewer has read, and `as_of`
    when they read it: evidence must be as it was then. Verified answers may be
    verified again, which changes nothing.

    Raises:
        NotFoundError: there is no such response, or the account may not review it.
        NotReviewedError: its round declares no review.
        NotSubmittedError: it was never submitted.
        UnknownItemError: the instrument has no such item.
        AnswersChangedError: answers were changed since; nothing is verified.
    """

    def job(connection: Connection) -> None:
        review, actor = _open_review(store, connection, response_id, by)
        _ensure_seen(review, seen, as_of or at)
        steps = [
            ReviewStep(item, "verified", revision, "", at, by.name)
            for item, revision in seen.items()
            if review.state_of(item) != "verified"
        ]
        if steps:
            reviews.add_steps(connection, response_id, steps)
            record(connection, actor, at, *_make_acts(review, steps))
            accept_verified(store, connection, response_id, at)

    store.write(job)


def return_answer(  # noqa: PLR0913  (a question is made of these)
    store: Store,
    response_id: int,
    seen: tuple[str, int],
    question: str,
    by: Account,
    at: datetime,
    *,
    as_of: datetime | None = None,
) -> None:
    """Return an answer with a question; the response is taken back if it is submitted.

    `seen` names the item and the revision that the reviewer has read, `as_of` when:
    evidence must be as it was then. Of a response that is taken back for this, only
    what was returned may be changed, and what applies or not by it.

    Raises:
        WordsError: the question is blank or too long.
        NotFoundError: there is no such response, or the account may not review it.
        NotReviewedError: its round declares no review.
        NotSubmittedError: it was never submitted.
        RoundClosedError: nobody can answer any more.
        UnknownItemError: the instrument has no such item.
        AnswersChangedError: the answer was changed since.
    """
    words = parse_words(question)
    item, revision = seen

    def job(connection: Connection) -> None:
        review, actor = _open_review(store, connection, response_id, by)
        ensure_takes_corrections(review, at)
        _ensure_seen(review, {item: revision}, as_of or at)
        step = ReviewStep(item, "question", revision, words, at, by.name)
        reviews.add_steps(connection, response_id, [step])
        items = list_touched(review.instrument, item)
        event = Submission("returned", at, by.name)
        is_taken_back = take_back(connection, review.response, items, event)
        act = Act.on_response(
            "answer_returned",
            review.round,
            review.response,
            item,
            revision=revision,
            taken_back=is_taken_back,
        )
        record(connection, actor, at, act)

    store.write(job)


def list_touched(instrument: Instrument, item: str) -> set[str]:
    """Name an item and those that apply or not by its answer, near and far."""
    found = {item}
    while True:
        near = {
            key
            for key, one in instrument.items.items()
            if one.when is not None
            and any(part.item in found for part in list_comparisons(one.when))
        }
        if near <= found:
            return found
        found |= near


def _open_review(
    store: Store, connection: Connection, response_id: int, by: Account
) -> tuple[Review, Actor]:
    review = lock_review(store, connection, response_id)
    actor = ensure_reviews(connection, review.round, by)
    ensure_reviewed(review)
    ensure_submitted_once(review.response)
    return review, actor


def _make_acts(review: Review, steps: Iterable[ReviewStep]) -> Iterator[Act]:
    for step in steps:
        of = (review.round, review.response, step.item)
        yield Act.on_response("answer_verified", *of, revision=step.revision)


def _ensure_seen(review: Review, seen: Mapping[str, int], as_of: datetime) -> None:
    for item in seen:
        if item not in review.instrument.items:
            raise UnknownItemError(item)
    changed = [
        item
        for item, revision in seen.items()
        if review.revision_of(item) != revision
        or review.evidenced.get(item, as_of) > as_of
    ]
    if changed:
        raise AnswersChangedError(changed)
