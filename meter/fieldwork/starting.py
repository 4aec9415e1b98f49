"""Starting from a former round: a second round begins with the answers of the first.

They are answers at once, and count unless somebody changes them: the unit was asked
the same a short while ago. Their history says of which round they are, and when they
were given there. What was not known then, or cannot be said again, is asked anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.access import get_locked
from meter.fieldwork.former import read_former
from meter.fieldwork.rounds import get_round
from meter.records import Change
from meter.storage.repository import answers as rows
from meter.storage.repository import evidence, responses

if TYPE_CHECKING:
    from collections.abc import Collection

    from meter.records import Round
    from meter.storage import Connection, Store

OPERATION = "start-from-round-{}"
"""The id of the save in the history of what was copied."""


def start_from_former(store: Store, connection: Connection, response_id: int) -> int:
    """Copy the answers of the former round into a new response; count them.

    Within a transaction. A response that has answers already keeps them, and what
    people give apart starts from nothing, so that nobody is swayed.
    """
    response = get_locked(connection, response_id)
    asked = get_round(connection, response.round_id)
    if asked.former_round_id is None or response.is_apart:
        return 0
    if rows.load_answers(connection, response_id):
        return 0
    found = responses.find_of_unit(connection, asked.former_round_id, response.unit_id)
    if found is None:
        return 0
    then = get_locked(connection, found.id)
    former = read_former(store, connection, then, asked)
    by = former.round.title
    made = [
        Change(key, 1, one.changed_at, by, None, one.answer, one.note)
        for key, one in former.answers.items()
    ]
    if made:
        operation = OPERATION.format(former.round.id)
        rows.write_changes(connection, response_id, made, operation)
        _refer(connection, then.id, response_id, former.answers)
    return len(made)


def _refer(
    connection: Connection, former_id: int, response_id: int, items: Collection[str]
) -> None:
    """Put beside the copies what stood beside the answers; files are kept once."""
    for one in evidence.list_evidence(connection, former_id):
        if one.stands and one.item in items:
            evidence.copy_evidence(
                connection, one, response_id, one.added_by, one.added_at
            )


def find_origin(store: Store, asked: Round) -> Round | None:
    """Find the round from whose answers a second one starts."""
    if asked.former_round_id is None:
        return None
    with store.read() as connection:
        return get_round(connection, asked.former_round_id)
