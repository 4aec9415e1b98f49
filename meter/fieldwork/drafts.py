"""Drafts: what a unit answers by itself is its own until it submits.

What an organiser gave for it, by a file or a program, is known to whoever gave it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.evidence import group_standing
from meter.storage.repository import answers as rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meter.records import Response
    from meter.storage import Connection

IMPORT = "import-"
"""How the ids of imports begin in the history of answers."""

PROGRAM = "program-"
"""How the ids of what programs write begin there."""


def find_drafts(
    connection: Connection, response: Response, items: Iterable[str]
) -> set[str]:
    """Find among items with an answer those that the unit gave by itself.

    What a review did not return stands as it was submitted, and is no draft.
    """
    if response.submitted_at is not None:
        return set()
    open_now = {item for item in items if response.lets_change([item])}
    if not open_now:
        return set()
    return open_now - rows.list_standing(connection, response.id, (IMPORT, PROGRAM))


def has_drafts(connection: Connection, response: Response) -> bool:
    """Tell whether a unit has answered anything by itself, or put evidence there."""
    if response.submitted_at is not None:
        return False
    stored = rows.load_answers(connection, response.id)
    if find_drafts(connection, response, stored):
        return True
    beside = group_standing(connection, response.id)
    return any(response.lets_change([item]) for item in beside)
