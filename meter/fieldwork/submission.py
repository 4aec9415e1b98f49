"""Submission: the answers become final, coded, scored and kept, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from meter.fieldwork.access import ensure_open, get_locked, no_response
from meter.fieldwork.errors import IncompleteError, OpenQuestionsError
from meter.fieldwork.reopening import accept_verified
from meter.fieldwork.reviewed import read_review
from meter.fieldwork.rounds import load_instrument
from meter.fieldwork.starting import follow_former
from meter.integration.events import queue_event
from meter.records import Submission
from meter.storage.repository import answers as rows
from meter.storage.repository import responses, reviews, scorecards
from scoring.kernel.coding import asked_items, code_answers, pack
from scoring.kernel.engine import score_coded
from scoring.kernel.plan import compile_plan
from scoring.scorecard import make_scorecard

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument
    from meter.fieldwork.reviewed import Review
    from meter.records import Response, Round
    from meter.storage import Connection, Store
    from scoring.kernel.coding import Coded
    from scoring.scorecard import Scorecard


def submit_response(
    store: Store, response_id: int, by: str, at: datetime
) -> Scorecard | None:
    """Make a response final; give its scorecard, None where nothing is scored.

    One that was taken back is scored anew; its former scorecards stay.

    Raises:
        NotFoundError: there is no such response, or it is apart from the unit's.
        RoundNotOpenError, RoundClosedError: the round takes no answers now.
        ResponseSubmittedError: it is final already.
        IncompleteError: names required items that are unanswered.
        OpenQuestionsError: names items about which the review still asks.
        NotSavedError: the database could not write.
    """

    def job(connection: Connection) -> Scorecard | None:
        response = get_locked(connection, response_id)
        if response.is_apart:
            raise no_response(response_id)
        return submit_within(store, connection, response, (by, at))

    return store.write(job)


def submit_within(
    store: Store,
    connection: Connection,
    response: Response,
    origin: tuple[str, datetime],
) -> Scorecard | None:
    """Make a locked response final within a transaction, as `submit_response` does.

    `origin` is who submits it, and when.
    """
    _, at = origin
    asked = ensure_open(connection, response, at)
    instrument = load_instrument(store, connection, asked)
    stored = rows.load_answers(connection, response.id)
    given = {item: answer.answer for item, answer in stored.items()}
    ensure_complete(instrument, given)
    if response.reopened_at is not None:
        ensure_replied(read_review(store, connection, response))
    coded = code_answers(instrument, [given])
    _finish(connection, instrument, response, coded, origin)
    queue_event(connection, "response.submitted", asked, response, at)
    if asked.reviewed and response.reopened_at is not None:
        accept_verified(store, connection, response.id, at)
    follow_former(store, connection, response)
    return _score(connection, instrument, asked, response, coded, at)


def list_lacking(instrument: Instrument, given: Mapping[str, Answer]) -> list[str]:
    """List the required items that are asked and unanswered, in order of asking."""
    if not any(item.required for item in instrument.items.values()):
        return []
    asked = asked_items(instrument, given)
    return [
        key
        for key, item in instrument.items.items()
        if item.required
        and key in asked
        and given.get(key, Missing.UNANSWERED) is Missing.UNANSWERED
    ]


def ensure_complete(instrument: Instrument, given: Mapping[str, Answer]) -> None:
    """Raise unless all that must be answered is.

    Raises:
        IncompleteError: names what is lacking.
    """
    lacking = list_lacking(instrument, given)
    if lacking:
        raise IncompleteError(lacking)


def ensure_replied(review: Review) -> None:
    """Raise unless every question of a review was replied to.

    Raises:
        OpenQuestionsError: names the items that wait for a reply.
    """
    waiting = review.list_in_state("returned")
    if waiting:
        raise OpenQuestionsError(waiting)


def _finish(
    connection: Connection,
    instrument: Instrument,
    response: Response,
    coded: Coded,
    origin: tuple[str, datetime],
) -> None:
    by, at = origin
    values = {
        "started_at": response.started_at or at,
        "submitted_at": at,
        "submitted_by": by,
        "coded": pack(coded),
        "coded_meaning": instrument.meaning,
        "reopened_at": None,
        "returned": None,
    }
    responses.update_response(connection, response.id, values)
    reviews.add_event(connection, response.id, Submission("submitted", at, by))


def _score(
    connection: Connection,
    instrument: Instrument,
    asked: Round,
    response: Response,
    coded: Coded,
    at: datetime,
) -> Scorecard | None:
    if asked.method is None:
        return None
    plan = compile_plan(instrument, asked.method)
    scorecard = make_scorecard(plan, score_coded(plan, coded))
    scorecards.insert_scorecard(
        connection, response.id, scorecard, asked.instrument_fingerprint, at
    )
    return scorecard
