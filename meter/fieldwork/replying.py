"""Replying: what a unit says to a question of the review, and changes because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.access import ensure_open
from meter.fieldwork.errors import NoQuestionError
from meter.fieldwork.given.errors import WordsError
from meter.fieldwork.given.words import WORDS_MAX_CHARACTERS, parse_words
from meter.fieldwork.reopening import lock_review
from meter.fieldwork.responses import save_within
from meter.records import ReviewStep
from meter.storage.repository import reviews

if TYPE_CHECKING:
    from datetime import datetime

    from meter.fieldwork.responses import Given
    from meter.records import Receipt
    from meter.storage import Connection, Store


def reply(  # noqa: PLR0913  (a reply is made of these)
    store: Store,
    response_id: int,
    item: str,
    words: str,
    given: Given,
    seen: int,
    *,
    by: str,
    at: datetime,
) -> Receipt:
    """Reply to the question about an answer, change the answer, or both at once.

    `seen` is the revision of the answer that the sender knew. Where somebody else has
    changed it since, the receipt says so and nothing at all is kept.

    Raises:
        WordsError: nothing is said and nothing changed, or too much is said.
        NotFoundError: there is no such response.
        RoundNotOpenError, RoundClosedError: the round takes no answers now.
        ResponseSubmittedError: the response is submitted again.
        NoQuestionError: nothing is asked about the item now.
        NotReturnedError, WrongAnswerError, NoteError: as for any save.
    """
    text = parse_words(words) if words.strip() else ""

    def job(connection: Connection) -> Receipt:
        review = lock_review(store, connection, response_id)
        ensure_open(connection, review.response, at)
        if review.state_of(item) not in {"returned", "replied"}:
            raise NoQuestionError(item)
        origin = (by, at, None)
        receipt = save_within(
            store, connection, review.response, given, {item: seen}, origin
        )
        if receipt.conflicts:
            return receipt
        revision = receipt.saved.get(item, review.revision_of(item))
        if text:
            step = ReviewStep(item, "reply", revision, text, at, by)
            reviews.add_steps(connection, response_id, [step])
        elif revision == review.revision_of(item):
            raise WordsError(WORDS_MAX_CHARACTERS)
        return receipt

    return store.write(job)
