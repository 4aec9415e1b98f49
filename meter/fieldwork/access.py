"""Whether a response may be changed now, asked inside the transaction that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.errors import NotFoundError
from meter.fieldwork.errors import (
    HandedInError,
    NotReturnedError,
    ResponseSubmittedError,
    RoundClosedError,
    RoundFrozenError,
    RoundNotOpenError,
)
from meter.storage.repository import responses, rounds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from meter.records import Response, Round
    from meter.storage import Connection


def get_locked(connection: Connection, response_id: int) -> Response:
    """Get a response that nobody else changes before this transaction ends.

    Raises:
        NotFoundError: there is none of that id.
    """
    response = responses.lock_response(connection, response_id)
    if response is None:
        raise no_response(response_id)
    return response


def ensure_open(connection: Connection, response: Response, at: datetime) -> Round:
    """Give the round of a response that takes answers now.

    One that was taken back after submission is changed as long as its round takes
    corrections.

    Raises:
        RoundNotOpenError, RoundClosedError: the round takes no answers now.
        RoundFrozenError: it takes none while it is frozen.
        ResponseSubmittedError: the response is final; or that of the unit, where this
            one is apart from it.
        HandedInError: the person who answers apart is done.
    """
    asked = rounds.lock_round(connection, response.round_id)
    if asked is None:
        raise no_response(response.id)
    ensure_thawed(asked)
    state = asked.state(at)
    if state == "draft":
        raise RoundNotOpenError(asked.key)
    _ensure_unfinished(connection, response)
    taken_back = response.reopened_at is not None and asked.takes_corrections(at)
    if state == "closed" and not taken_back:
        raise RoundClosedError(asked.key)
    return asked


def ensure_thawed(asked: Round) -> None:
    """Raise while a round is frozen; ask it of a round that is locked.

    Raises:
        RoundFrozenError: nothing of it changes now.
    """
    if asked.frozen_at is not None:
        raise RoundFrozenError(asked.key)


def say_closed(asked: Round) -> RoundClosedError:
    """Say why a round takes nothing: it is frozen for now, or it is over."""
    frozen = asked.frozen_at is not None
    return RoundFrozenError(asked.key) if frozen else RoundClosedError(asked.key)


def _ensure_unfinished(connection: Connection, response: Response) -> None:
    agreed: Response | None = response
    if response.is_apart:
        agreed = responses.find_agreed(connection, response)
    if agreed is None or agreed.submitted_at is not None:
        raise ResponseSubmittedError(response.id)
    if response.handed_in_at is not None:
        raise HandedInError(response.id)


def ensure_returned(response: Response, items: Iterable[str]) -> None:
    """Raise unless a response that was taken back lets all items be changed.

    Raises:
        NotReturnedError: names those that it does not.
    """
    kept = [item for item in items if not response.lets_change([item])]
    if kept:
        raise NotReturnedError(kept)


def no_response(response_id: int) -> NotFoundError:
    """Say that a response is not there, or not for whoever asks."""
    kind = "response"
    return NotFoundError(kind, response_id)
