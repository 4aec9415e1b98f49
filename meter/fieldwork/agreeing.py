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
            theirs = _list_beside(people, item, sources[item])
            stale = _mark(_list_beside(people, item, people)) - _mark(theirs)
            beside = standing.get(item, ())
            gone = [one for one in beside if _tell_apart(one) in stale]
            for one in gone:
                evidence.remove_evidence(connection, one.id, focal.person_name, at)
            room = MOST_BESIDE_ONE - len(beside) + len(gone)
            for one in _list_new(theirs, beside)[:room]:
                evidence.copy_evidence(
                    connection, one, response.id, focal.person_name, at
                )
        return receipt

    return store.write(job)


def _list_beside(
    people: Mapping[int, Mapping[str, tuple[Evidence, ...]]],
    item: str,
    some: Iterable[int],
) -> list[Evidence]:
    """List what stands beside the answers of some people to an item."""
    return [one for key in some for one in people.get(key, {}).get(item, ())]


def _list_new(found: Iterable[Evidence], known: Iterable[Evidence]) -> list[Evidence]:
    """List what is not known yet, each piece once."""
    by_mark = {_tell_apart(one): one for one in found}
    marks = _mark(known)
    return [one for mark, one in by_mark.items() if mark not in marks]


def _mark(some: Iterable[Evidence]) -> set[str | None]:
    """Name pieces by what tells them apart."""
    return set(map(_tell_apart, some))


def _tell_apart(one: Evidence) -> str | None:
    return one.file.digest if one.file else one.url
