"""Starting from a former round: a second round begins with the answers of the first.

They are answers at once, and count unless somebody changes them: the unit was asked
the same a short while ago. Their history says of which round they are, and when they
were given there. What was not known then, or cannot be said again, is asked anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments.model.answers import Missing
from meter.fieldwork.access import get_locked, no_response
from meter.fieldwork.former import read_former
from meter.fieldwork.rounds import get_round
from meter.records import Change
from meter.storage.repository import answers as rows
from meter.storage.repository import evidence, responses, rounds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from meter.fieldwork.former import FormerAnswers
    from meter.records import Response, Round, StoredAnswer
    from meter.storage import Connection, Store

OPERATION = "start-from-round-{}"
"""The id of the save in the history of what was copied."""


def start_from_former(store: Store, connection: Connection, response_id: int) -> int:
    """Bring an untouched response to what the former round holds; count the changes.

    Within a transaction. A response that somebody has begun keeps its answers, and
    what people give apart starts from nothing, so that nobody is swayed.
    """
    response = responses.find_response(connection, response_id)
    if response is None:
        raise no_response(response_id)
    asked = get_round(connection, response.round_id)
    if asked.former_round_id is None or response.is_apart:
        return 0
    if asked.frozen_at is not None or asked.closed_at is not None:
        return 0
    found = responses.find_of_unit(connection, asked.former_round_id, response.unit_id)
    if found is None:
        return 0
    # The former one first, as whoever submits it has: nobody waits in a circle.
    then = get_locked(connection, found.id)
    if _is_settled(get_locked(connection, response_id)):
        return 0
    former = read_former(store, connection, then, asked)
    made = _list_changes(former, rows.load_answers(connection, response_id))
    if made:
        operation = OPERATION.format(former.round.id)
        rows.write_changes(connection, response_id, made, operation)
        _refer(connection, then.id, response_id, {one.item for one in made})
    return len(made)


def follow_former(store: Store, connection: Connection, response: Response) -> None:
    """Let untouched responses of later rounds follow what a unit has submitted.

    A second round may be open while somebody is still at the first.
    """
    for later in rounds.list_second_rounds(connection, response.round_id):
        found = responses.find_of_unit(connection, later.id, response.unit_id)
        if found is not None:
            start_from_former(store, connection, found.id)


def _is_settled(response: Response) -> bool:
    return response.started_at is not None or response.submitted_at is not None


def _list_changes(
    former: FormerAnswers, stored: Mapping[str, StoredAnswer]
) -> list[Change]:
    """List what makes the stored answers those of the former round."""
    by, made = former.round.title, []
    for key, one in former.answers.items():
        now = stored.get(key)
        if now is None or (now.answer, now.note) != (one.answer, one.note):
            was, revision = (now.answer, now.revision) if now else (None, 0)
            after = (one.answer, one.note)
            made.append(Change(key, revision + 1, one.changed_at, by, was, *after))
    for key, now in stored.items():
        if key not in former.answers and now.answer is not Missing.UNANSWERED:
            after = (Missing.UNANSWERED, "")
            at = now.changed_at
            made.append(Change(key, now.revision + 1, at, by, now.answer, *after))
    return made


def _refer(
    connection: Connection, former_id: int, response_id: int, items: Collection[str]
) -> None:
    """Put beside the copies what stood beside the answers; files are kept once."""
    known = {one.item for one in evidence.list_evidence(connection, response_id)}
    for one in evidence.list_evidence(connection, former_id):
        if one.stands and one.item in items and one.item not in known:
            evidence.copy_evidence(
                connection, one, response_id, one.added_by, one.added_at
            )


def find_origin(store: Store, asked: Round) -> Round | None:
    """Find the round from whose answers a second one starts."""
    if asked.former_round_id is None:
        return None
    with store.read() as connection:
        return get_round(connection, asked.former_round_id)
