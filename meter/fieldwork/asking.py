"""Asking: a focal point asks the organiser to reopen what is submitted, and says why.

It waits until something else becomes of the response: it is reopened, returned,
accepted or submitted again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.audit.records import FOCAL_POINT, Act
from meter.audit.trail import record
from meter.fieldwork.delegates import ensure_focal
from meter.fieldwork.errors import NotSubmittedError, ReopeningAskedError
from meter.fieldwork.given.words import parse_words
from meter.fieldwork.invitations import ensure_admits, get_again
from meter.fieldwork.reopening import ensure_takes_corrections, lock_review
from meter.fieldwork.reviewed import find_request
from meter.records import Submission
from meter.storage.repository import reviews

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Invitation
    from meter.storage import Connection, Store


def ask_reopening(store: Store, focal: Invitation, reason: str, at: datetime) -> None:
    """Ask for the answers of a unit to be reopened.

    Raises:
        WordsError: no reason is given, or it is too long.
        DelegateError, InvitationError: whoever asks may not.
        NotSubmittedError: the answers can be changed as they are.
        RoundClosedError, RoundFrozenError: nothing can be reopened now.
        ReopeningAskedError: somebody has asked already.
    """
    why = parse_words(reason)
    ensure_focal(focal)

    def job(connection: Connection) -> None:
        review = lock_review(store, connection, focal.response_id)
        holder = get_again(connection, focal)
        ensure_admits(holder, at)
        if review.response.submitted_at is None:
            raise NotSubmittedError(review.response.id)
        ensure_takes_corrections(review, at)
        if review.asking is not None:
            raise ReopeningAskedError(review.asking.who)
        event = Submission("asked", at, holder.person_name, why)
        reviews.add_event(connection, review.response.id, event)
        of = (review.round, review.response)
        act = Act.on_response("reopening_asked", *of, person=holder.person_id)
        record(connection, FOCAL_POINT, at, act)

    store.write(job)


def find_asking(store: Store, response_id: int) -> Submission | None:
    """Find what waits for the organiser; None where nobody has asked."""
    with store.read() as connection:
        events = reviews.list_events(connection, response_id)
    return find_request(events)


def list_asking(store: Store, round_id: int) -> dict[int, Submission]:
    """Find by response what waits for the organiser of a round."""
    with store.read() as connection:
        return reviews.list_asking(connection, round_id)
