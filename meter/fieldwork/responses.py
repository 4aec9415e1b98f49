"""Responses: answers are saved one by one with a revision each, then submitted.

Two people may work on one response. Each save says which revision of an answer it
has seen; an answer that somebody else has changed since is left alone and told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from meter.fieldwork.access import (
    ensure_open,
    ensure_returned,
    get_locked,
    no_response,
)
from meter.fieldwork.errors import OperationError
from meter.fieldwork.given.kinds import NO_NOTES, ensure_fits
from meter.fieldwork.rounds import load_instrument
from meter.fieldwork.submission import submit_response
from meter.records import Change, Receipt
from meter.storage.repository import answers as rows
from meter.storage.repository import responses, reviews, scorecards

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from instruments.model.answers import Answer
    from meter.records import (
        AnswerSheet,
        Response,
        Round,
        StoredAnswer,
        Submission,
        Unit,
    )
    from meter.storage import Connection, Store
    from scoring.scorecard import Scorecard

OPERATION_MAX_CHARACTERS = 64

__all__ = [
    "get_response",
    "history",
    "history_since_submission",
    "list_of_round",
    "list_responses",
    "list_scorecards",
    "load_answers",
    "load_former",
    "load_page",
    "load_scorecard",
    "save_answers",
    "submit_response",
]


def get_response(store: Store, response_id: int) -> Response:
    """Get a response.

    Raises:
        NotFoundError: there is none of that id.
    """
    with store.read() as connection:
        found = responses.find_response(connection, response_id)
    if found is None:
        raise no_response(response_id)
    return found


def list_responses(store: Store, round_id: int) -> list[Response]:
    """List the units' responses of a round in the order in which they were made."""
    with store.read() as connection:
        return responses.list_responses(connection, round_id)


def list_of_round(
    store: Store, round_id: int, *, after: int, most: int
) -> list[tuple[Response, Unit]]:
    """List some responses of a round with their units: those behind an id."""
    with store.read() as connection:
        return responses.list_with_units(connection, round_id, after, most)


def load_answers(store: Store, response_id: int) -> dict[str, StoredAnswer]:
    """Read the answers of a response by item."""
    with store.read() as connection:
        return rows.load_answers(connection, response_id)


def load_submitted(store: Store, response_id: int) -> dict[str, StoredAnswer]:
    """Read by item the answers of a response as they were submitted last.

    Of one that was taken back since, what was changed meanwhile is a draft, and is left
    out; without a submission there is nothing.
    """
    with store.read() as connection:
        events = reviews.list_events(connection, response_id)
        ends = _list_ends(events)
        if not ends:
            return {}
        if ends[-1] is None:
            return rows.load_answers(connection, response_id)
        return rows.load_as_of(connection, response_id, ends[-1])


def load_former(
    store: Store, response_id: int, revisions: Mapping[str, int]
) -> dict[str, StoredAnswer]:
    """Read answers as they stood at certain revisions; those that never were lack."""
    with store.read() as connection:
        return rows.load_revisions(connection, response_id, revisions)


def load_page(
    store: Store,
    response_id: int,
    invitation_id: int,
    pick: Callable[[Round], Collection[str] | None] = lambda _: None,
) -> AnswerSheet:
    """Read all that a page of a response needs: one moment, two queries.

    `pick` names for the round the items whose answers the page needs; None stands
    for all of them.

    Raises:
        NotFoundError: there is no such response, or the invitation is not to it.
    """
    with store.read() as connection:
        sheet = responses.find_sheet(connection, response_id, invitation_id, pick)
    if sheet is None:
        raise no_response(response_id)
    return sheet


def load_unit_page(store: Store, response_id: int) -> AnswerSheet:
    """Read what a page shows of a unit's own response, whoever may be invited to it.

    Raises:
        NotFoundError: there is no such response.
    """
    with store.read() as connection:
        sheet = responses.find_unit_sheet(connection, response_id)
    if sheet is None:
        raise no_response(response_id)
    return sheet


def load_scorecard(store: Store, response_id: int) -> Scorecard | None:
    """Read the newest scorecard of a response; None if it has none."""
    with store.read() as connection:
        return scorecards.find_scorecard(connection, response_id)


def list_scorecards(store: Store, response_id: int) -> list[Scorecard]:
    """List the scorecards of a response, that of the first submission first."""
    with store.read() as connection:
        return scorecards.list_submissions(connection, response_id)


def history(store: Store, response_id: int, item: str) -> list[Change]:
    """List all changes of an answer, the first one first."""
    with store.read() as connection:
        return rows.list_changes(connection, response_id, item)


def history_since_submission(store: Store, response_id: int, item: str) -> list[Change]:
    """List what an answer was at each submission, at the first one first.

    What was drafted before stays the unit's own, and so does what it changes in answers
    that were taken back, unless that stands at the next submission.
    """
    with store.read() as connection:
        events = reviews.list_events(connection, response_id)
        changes = rows.list_changes(connection, response_id, item)
    standing = {_count_until(changes, end) for end in _list_ends(events)}
    return [changes[count - 1] for count in sorted(standing) if count]


def _list_ends(events: Sequence[Submission]) -> list[datetime | None]:
    """List by submission when it was taken back; None is the one that stands."""
    ends: list[datetime | None] = []
    for one in events:
        if one.event == "submitted":
            ends.append(None)
        elif one.event in {"returned", "reopened"} and ends and ends[-1] is None:
            ends[-1] = one.at
    return ends


def _count_until(changes: Sequence[Change], end: datetime | None) -> int:
    """Count the changes of an answer that were made until a submission was taken back.

    Nothing changes from a submission until then. Only the changes before and after that
    moment are told apart by their times: a long import dates its own from its start.
    """
    made = enumerate(changes, start=1)
    before = (count for count, one in made if end is None or one.changed_at <= end)
    return max(before, default=0)


def save_answers(  # noqa: PLR0913  (a save is made of these)
    store: Store,
    response_id: int,
    answers: Mapping[str, Answer],
    seen: Mapping[str, int],
    by: str,
    at: datetime,
    *,
    operation: str | None = None,
    notes: Mapping[str, str] = NO_NOTES,
) -> Receipt:
    """Save answers, all that can be, and say which could not; return once durable.

    `notes` gives what is said beside answers, by item: a note is a part of its answer
    and has no revision of its own. An item without an answer or a note here keeps
    what it has of that kind.

    `seen` gives the revision of each answer that the sender knew, 0 where there was
    none. An answer that has another revision by now, and another value, is a
    conflict and is not written. `operation` is the sender's own id of this save: sent
    again, it changes nothing and gets the same receipt.

    Raises:
        NotFoundError: there is no such response.
        RoundNotOpenError, RoundClosedError: the round takes no answers now.
        ResponseSubmittedError: the response is final.
        HandedInError: the person who answers apart is done.
        NotReturnedError: the review did not return all that would be changed.
        UnknownItemError, WrongAnswerError: an answer does not fit the instrument.
        NoteError: a note is too long or holds a character that cannot be kept.
        OperationError: the operation id is too long.
        NotSavedError: the database could not write.
    """
    if operation is not None and len(operation) > OPERATION_MAX_CHARACTERS:
        raise OperationError(operation, OPERATION_MAX_CHARACTERS)

    def job(connection: Connection) -> Receipt:
        response = get_locked(connection, response_id)
        if operation is not None:
            told = rows.find_receipt(connection, response_id, operation)
            if told is not None:
                return told
        given = Given(answers, notes)
        origin = (by, at, operation)
        receipt = save_within(store, connection, response, given, seen, origin)
        if operation is not None:
            rows.keep_receipt(connection, response_id, operation, receipt)
        return receipt

    return store.write(job)


def save_within(
    store: Store,
    connection: Connection,
    response: Response,
    given: Given,
    seen: Mapping[str, int],
    origin: tuple[str, datetime, str | None],
) -> Receipt:
    """Save answers of a locked response within a transaction, as `save_answers` does.

    `origin` is who gives them, when, and the id of the save.
    """
    asked = ensure_open(connection, response, origin[1])
    instrument = load_instrument(store, connection, asked)
    ensure_fits(instrument, given.answers, given.notes)
    return _save(connection, response, given, seen, origin)


def _save(
    connection: Connection,
    response: Response,
    given: Given,
    seen: Mapping[str, int],
    origin: tuple[str, datetime, str | None],
) -> Receipt:
    by, at, operation = origin
    at = _date(response, at)
    stored = rows.find_answers(connection, response.id, given.items)
    saved: dict[str, int] = {}
    conflicts: dict[str, StoredAnswer] = {}
    made: list[Change] = []
    for item in given.items:
        former = stored.get(item)
        answer, note = given.find(item, former)
        if _is_unchanged(former, answer, note) and item not in given.renewed:
            saved[item] = former.revision if former else 0
        elif former is not None and seen.get(item, 0) != former.revision:
            conflicts[item] = former
        else:
            change = _change(former, Change(item, 1, at, by, None, answer, note))
            saved[item] = change.revision
            made.append(change)
    if made:
        ensure_returned(response, (change.item for change in made))
        rows.write_changes(connection, response.id, made, operation)
        if response.started_at is None:
            responses.update_response(connection, response.id, {"started_at": at})
    return Receipt(saved, conflicts, at)


@dataclass(frozen=True)
class Given:
    """What a save gives: answers, notes beside them, or one of the two.

    `renewed` names answers that get another revision even where nothing changes.
    """

    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    renewed: Collection[str] = ()

    @property
    def items(self) -> list[str]:
        return sorted({*self.answers, *self.notes})

    def find(self, item: str, former: StoredAnswer | None) -> tuple[Answer, str]:
        """Give answer and note as they are to be; what is not given stays."""
        answer = former.answer if former else Missing.UNANSWERED
        note = former.note if former else ""
        return self.answers.get(item, answer), self.notes.get(item, note)


def _date(response: Response, at: datetime) -> datetime:
    """Date a change after the response was taken back, whenever its request began.

    So what was changed since is known whatever the clock said.
    """
    taken_back = response.reopened_at
    if taken_back is None or taken_back < at:
        return at
    return taken_back + timedelta.resolution


def _is_unchanged(former: StoredAnswer | None, answer: Answer, note: str) -> bool:
    if former is None:
        return answer is Missing.UNANSWERED and not note
    # Text that reads like a reason is not that reason.
    same = former.answer == answer and type(former.answer) is type(answer)
    return same and former.note == note


def _change(former: StoredAnswer | None, first: Change) -> Change:
    """Number a change after the answer that it replaces."""
    if former is None:
        return first
    return replace(first, revision=former.revision + 1, former=former.answer)
