"""Related rounds: those that start from the answers of each other, directly or not.

In a second round answers are copied: whose name stands beside scores in the one is
found by the same scores in the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.storage.repository import releases, rounds

if TYPE_CHECKING:
    from meter.storage import Connection


def list_related(connection: Connection, round_id: int) -> list[int]:
    """List the ids of a round and of all that are related to it, the first first."""
    found: set[int] = set()
    ahead = {round_id}
    while ahead:
        one = ahead.pop()
        found.add(one)
        ahead |= _list_next(connection, one) - found
    return sorted(found)


def _list_next(connection: Connection, round_id: int) -> set[int]:
    asked = rounds.find_round(connection, "id", round_id)
    former = asked.former_round_id if asked else None
    later = {one.id for one in rounds.list_second_rounds(connection, round_id)}
    return later if former is None else later | {former}


def hold_related(connection: Connection, round_id: int) -> None:
    """Let nothing else be told of a round, or of a related one, before this is."""
    for one in list_related(connection, round_id):
        releases.hold_round(connection, one)
