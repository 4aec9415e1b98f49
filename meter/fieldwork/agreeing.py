"""Agreeing: one value of what people answered apart, with what shows that it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.access import ensure_returned, get_locked
from meter.fieldwork.delegates import ensure_focal
from meter.fieldwork.evidence import MOST_BESIDE_ONE, group_standing
from meter.fieldwork.invitations import ensure_admits, get_again
from meter.fieldwork.responses import save_within
from meter.storage.repository import evidence, responses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
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

    Evidence goes over from the responses that `sources` names by item, under the name
    of the focal point: whoever gave it was promised not to be named. What went over
    from others goes again, as they answered otherwise; what the focal point added
    stays.

    Raises:
        DelegateError: the invitation is a delegate's.
        NotReturnedError: the review did not return an item of `sources`.
        InvitationError: the invitation lets nobody in any more.
        As `save_answers`.
    """
    ensure_focal(focal)

    def job(connection: Connection) -> Receipt:
        response = get_locked(connection, focal.response_id)
        origin = (focal.person_name, at, None)
        receipt = save_within(store, connection, response, given, seen, origin)
        taken = receipt.saved.keys() & sources.keys()
        ensure_returned(response, sorted(taken))
        ensure_admits(get_again(connection, focal), at)
        people = {
            one.response.id: group_standing(connection, one.response.id)
            for one in responses.list_apart(connection, response)
            if one.is_handed_in
        }
        standing = group_standing(connection, response.id)
        for item in sorted(taken):
            given_by = {key: people[key].get(item, ()) for key in people}
            theirs = [one for key in sources[item] for one in given_by.get(key, ())]
            others = [one for found in given_by.values() for one in found]
            stale = _differ(others, theirs)
            beside = standing.get(item, ())
            for one in beside:
                if _tell_apart(one) in stale:
                    evidence.remove_evidence(connection, one.id, focal.person_name, at)
            room = MOST_BESIDE_ONE - len(beside)
            for one in _list_new(theirs, beside)[:room]:
                values = {"response_id": response.id, "item": item, "added_at": at}
                by = {"added_by": focal.person_name}
                evidence.insert_evidence(connection, values | by | _copy(one))
        return receipt

    return store.write(job)


def _differ(some: Iterable[Evidence], others: Iterable[Evidence]) -> set[str | None]:
    """Tell what stands among some and not among others."""
    return set(map(_tell_apart, some)) - set(map(_tell_apart, others))


def _list_new(found: Iterable[Evidence], known: Iterable[Evidence]) -> list[Evidence]:
    """List what is not known yet, each piece once."""
    by_mark = {_tell_apart(one): one for one in found}
    for one in known:
        by_mark.pop(_tell_apart(one), None)
    return list(by_mark.values())


def _tell_apart(one: Evidence) -> str | None:
    return one.file.digest if one.file else one.url


def _copy(one: Evidence) -> dict[str, str | None]:
    if one.file is None:
        return {"url": one.url}
    return {
        "file_digest": one.file.digest,
        "name": one.file.name,
        "media_type": one.file.media_type,
    }
