"""Agreeing: one value of what people answered apart, with what shows that it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.access import get_locked
from meter.fieldwork.delegates import ensure_focal
from meter.fieldwork.evidence import MOST_BESIDE_ONE
from meter.fieldwork.responses import save_within
from meter.storage.repository import evidence, responses

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from meter.fieldwork.responses import Given
    from meter.records import Evidence, Invitation, Receipt
    from meter.storage import Connection, Store


def agree(
    store: Store,
    focal: Invitation,
    given: Given,
    seen: Mapping[str, int],
    sources: Mapping[str, Collection[int]],
    at: datetime,
) -> Receipt:
    """Save what is agreed on items, as `save_answers` does, with its evidence.

    Evidence goes over from the responses that `sources` names by item, and keeps the
    name of whoever added it. What stands beside the agreed answer already stays.

    Raises:
        DelegateError: the invitation is a delegate's.
        As `save_answers`.
    """
    ensure_focal(focal)

    def job(connection: Connection) -> Receipt:
        response = get_locked(connection, focal.response_id)
        origin = (focal.person_name, at, None)
        receipt = save_within(store, connection, response, given, seen, origin)
        handed_in = {
            one.response.id
            for one in responses.list_apart(connection, response)
            if one.is_handed_in
        }
        for item in receipt.saved.keys() & sources.keys():
            known = handed_in & set(sources[item])
            _take_over(connection, sorted(known), response.id, item, at)
        return receipt

    return store.write(job)


def _take_over(
    connection: Connection,
    sources: Collection[int],
    response_id: int,
    item: str,
    at: datetime,
) -> None:
    """Put evidence of some responses beside an answer of another, each piece once."""
    found = evidence.list_standing(connection, response_id, item)
    known = {_tell_apart(one) for one in found}
    for source in sources:
        for one in evidence.list_standing(connection, source, item):
            mark = _tell_apart(one)
            if mark in known or len(known) >= MOST_BESIDE_ONE:
                continue
            known.add(mark)
            values = {"response_id": response_id, "item": item, "added_at": at}
            evidence.insert_evidence(connection, values | _copy(one))


def _tell_apart(one: Evidence) -> str | None:
    return one.file.digest if one.file else one.url


def _copy(one: Evidence) -> dict[str, str | None]:
    if one.file is None:
        return {"url": one.url, "added_by": one.added_by}
    return {
        "file_digest": one.file.digest,
        "name": one.file.name,
        "media_type": one.file.media_type,
        "added_by": one.added_by,
    }
