"""Parts: what was told of one unit by the packages and editions of a round.

A unit reads in its own trail whether it was among what was passed on, and nothing of
the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from meter.publication.packaged import read_members
from meter.storage.repository import editions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meter.audit.records import Entry
    from meter.publication.records import Edition
    from meter.records import Response
    from meter.storage import Connection, Store

Part = Literal["absent", "unnamed", "named"]


def map_parts(
    store: Store, response: Response, entries: Iterable[Entry]
) -> dict[int, Part]:
    """Find by id of the entry which part a unit has in what was made or published.

    Entries on other things have none, nor has a package of which it is not known who
    was in it.
    """
    kept = list(entries)
    with store.read() as connection:
        made = _list_parts(connection, response)
    found = {one.id: _find_part(one, response, made) for one in kept}
    return {number: part for number, part in found.items() if part is not None}


def _find_part(entry: Entry, response: Response, made: dict[int, Part]) -> Part | None:
    if entry.action in {"edition_published", "edition_withdrawn"}:
        return made.get(entry.detail["edition"], "absent")
    members = read_members(entry) if entry.action == "package_made" else None
    if members is None:
        return None
    member = members.get(response.unit_id)
    if member is None:
        return "absent"
    return "named" if member.is_named else "unnamed"


def _list_parts(connection: Connection, response: Response) -> dict[int, Part]:
    """List the part that a unit has in editions, by their numbers."""
    counted = {
        edition
        for edition, one in editions.list_counted(connection, response.round_id)
        if one.response_id == response.id
    }
    return {
        one.number: "named" if _names(one, response) else "unnamed"
        for one in editions.list_editions(connection, response.round_id)
        if one.id in counted
    }


def _names(edition: Edition, response: Response) -> bool:
    return any(one.response_id == response.id for one in edition.figures.named)
