"""Answers that a program writes: one at a time, over the revision that it has seen.

What a unit drafts by itself no program can read, so that none has seen it: it is not
written over, whatever revision is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.audit.records import Act
from meter.audit.trail import record
from meter.fieldwork.access import get_locked, no_response
from meter.fieldwork.drafts import PROGRAM, find_drafts
from meter.fieldwork.given.errors import UnknownItemError
from meter.fieldwork.responses import Given, save_within
from meter.fieldwork.roles import ensure_organises
from meter.fieldwork.rounds import get_round, load_instrument
from meter.integration.errors import AgreedAloneError, StaleAnswerError
from meter.storage.repository import answers as rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from instruments.model.answers import Answer
    from meter.records import Account, Response, StoredAnswer
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class Written:
    """What is written to an item, and which revision was seen; 0 stands for none.

    Without a note the answer keeps the one that it has.
    """

    item: str
    answer: Answer
    seen: int
    note: str | None = None


def write_answer(
    store: Store, response_id: int, written: Written, by: Account, at: datetime
) -> StoredAnswer | None:
    """Write an answer over the revision that was seen; give what stands.

    What is given already stays as it is. None stands for an item that was and stays
    unanswered.

    Raises:
        NotFoundError: there is no such response, or the account does not organise it.
        AgreedAloneError: in its round people answer apart.
        StaleAnswerError: the answer has another revision, or is a draft of the unit's;
            nothing is written.
        RoundNotOpenError, RoundClosedError: the round takes no answers now.
        ResponseSubmittedError: the response is final.
        NotReturnedError: the review did not return it.
        UnknownItemError, WrongAnswerError, NoteError: it does not fit the instrument.
        NotSavedError: the database could not write.
    """
    item, seen = written.item, written.seen
    notes: Mapping[str, str] = {} if written.note is None else {item: written.note}

    def job(connection: Connection) -> StoredAnswer | None:
        response = get_locked(connection, response_id)
        asked = get_round(connection, response.round_id)
        actor = ensure_organises(connection, asked, by)
        if response.is_apart:
            raise no_response(response_id)
        if asked.apart:
            raise AgreedAloneError(asked.key)
        if item not in load_instrument(store, connection, asked).items:
            raise UnknownItemError(item)
        before = _ensure_seen(connection, response, item, seen)
        given = Given({item: written.answer}, notes)
        origin = (by.name, at, f"{PROGRAM}{by.id}")
        save_within(store, connection, response, given, {item: seen}, origin)
        after = rows.find_answers(connection, response_id, [item]).get(item)
        if after is not None and after != before:
            detail = {"revision": after.revision}
            act = Act.on_response("answer_written", asked, response, item, **detail)
            record(connection, actor, at, act)
        return after

    return store.write(job)


def _ensure_seen(
    connection: Connection, response: Response, item: str, seen: int
) -> StoredAnswer | None:
    """Raise unless an answer is as whoever writes it can have seen it."""
    found = rows.find_answers(connection, response.id, [item]).get(item)
    if (found.revision if found else 0) != seen:
        raise StaleAnswerError(item)
    if found is None or _was_submitted(response, found):
        return found
    if find_drafts(connection, response, [item]):
        raise StaleAnswerError(item)
    return found


def _was_submitted(response: Response, found: StoredAnswer) -> bool:
    """Tell whether an answer that was taken back stands as it was submitted."""
    taken_back = response.reopened_at
    return taken_back is not None and found.changed_at <= taken_back
