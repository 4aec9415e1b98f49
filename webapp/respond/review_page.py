"""What the review asks of a unit, and what became of its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.wording import word_ask

if TYPE_CHECKING:
    import datetime as dt

    from meter.fieldwork.reviewed import Review
    from webapp.respond.answering import Answering
    from webapp.review.events import EventLine


@dataclass(frozen=True)
class Pointer:
    """An answer that the review asked about."""

    key: str
    ask: str


@dataclass(frozen=True)
class ReviewPage:
    """The review of a response, as its unit sees it.

    `returned` wait for a reply, `replied` for the reviewer; `verified` and `answered`
    count answers.
    """

    response_id: int
    unit_name: str
    is_reviewed: bool
    is_open: bool
    is_whole: bool
    is_delegate: bool
    submitted_at: dt.datetime | None
    accepted_at: dt.datetime | None
    returned: tuple[Pointer, ...]
    replied: tuple[Pointer, ...]
    verified: int
    answered: int
    events: tuple[EventLine, ...]
    words_language: str
    words_direction: str


def make_review_page(
    answering: Answering, review: Review, events: tuple[EventLine, ...]
) -> ReviewPage:
    """Make the page of a response under review: what was asked, what has changed."""
    response = answering.sheet.response
    verified = review.list_in_state("verified")
    return ReviewPage(
        response_id=response.id,
        unit_name=answering.sheet.unit.name,
        is_reviewed=review.round.reviewed,
        is_open=answering.is_open,
        is_whole=response.returned is None,
        is_delegate=answering.sheet.invitation.is_delegate,
        submitted_at=response.submitted_at,
        accepted_at=response.accepted_at,
        returned=_point(answering, review.list_in_state("returned")),
        replied=_point(answering, review.list_in_state("replied")),
        verified=sum(map(review.is_answered, verified)),
        answered=sum(map(review.is_answered, review.asked)),
        events=events,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def _point(answering: Answering, keys: list[str]) -> tuple[Pointer, ...]:
    return tuple(Pointer(key, word_ask(answering.instrument, key)) for key in keys)
