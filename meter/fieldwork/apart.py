"""Answering apart: each respondent of a unit by themselves, then one agreed value.

Where a round asks for it, everybody who is invited has a response of their own beside
the unit's. They fill it in like any other, see no other, and hand it in when they are
done. What is agreed is saved to the unit's response by a focal point, who sees what
somebody answered only once that is handed in, and only after their own is: nobody is
swayed by a colleague.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.errors import NotFoundError
from meter.fieldwork.access import ensure_open, get_locked, no_response
from meter.fieldwork.delegates import ensure_focal
from meter.fieldwork.errors import HandedInError, RoundClosedError, SeenError
from meter.fieldwork.evidence import group_standing
from meter.fieldwork.invitations import get
from meter.storage.repository import answers as rows
from meter.storage.repository import invitations, responses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from meter.records import Apart, Evidence, Invitation, Response, StoredAnswer
    from meter.storage import Connection, Store


@dataclass(frozen=True)
class Collected:
    """The responses apart of a unit, as one focal point may see them.

    Attributes:
        people: everybody's, those handed in first come first.
        own_id: the focal point's own; None where they have none.
        answers: by response, of those that are handed in; nothing while the focal
            point's own is not.
        evidence: by response and item, what stands beside those answers.
    """

    people: tuple[Apart, ...]
    own_id: int | None
    answers: Mapping[int, Mapping[str, StoredAnswer]]
    evidence: Mapping[int, Mapping[str, tuple[Evidence, ...]]]

    @property
    def is_shared(self) -> bool:
        """Tell whether the focal point sees what was handed in."""
        return is_shared(self.people, self.own_id)

    @property
    def shown(self) -> tuple[Apart, ...]:
        """List those whose answers are to be seen."""
        return tuple(one for one in self.people if one.response.id in self.answers)

    @property
    def is_collecting(self) -> bool:
        """Tell whether somebody has not handed in."""
        return any(not one.is_handed_in for one in self.people)


def is_shared(people: Sequence[Apart], own_id: int | None) -> bool:
    """Tell whether somebody may see others' answers: not before their own are in."""
    own = [one for one in people if one.response.id == own_id]
    return all(one.is_handed_in for one in own)


def list_opened(store: Store, invitation: Invitation) -> list[int]:
    """Name the responses that an invitation opens, the one to begin with first.

    That is the unit's. Where people answer apart, a delegate has a response of their
    own instead, and a focal point one beside it.
    """
    with store.read() as connection:
        agreed = get(connection, invitation.id).response_id
        own = responses.find_apart(connection, invitation.id)
    if own is None:
        return [agreed]
    return [own] if invitation.is_delegate else [agreed, own]


def load_collected(store: Store, focal: Invitation) -> Collected:
    """Read the responses apart of a focal point's unit, as far as they may see them.

    Raises:
        DelegateError: the invitation is a delegate's.
        NotFoundError: the response is gone.
    """
    ensure_focal(focal)
    with store.read() as connection:
        people = responses.list_apart(connection, _get_agreed(connection, focal))
        own_id = responses.find_apart(connection, focal.id)
        shown = people if is_shared(people, own_id) else []
        given = {
            one.response.id: rows.load_answers(connection, one.response.id)
            for one in shown
            if one.is_handed_in
        }
        beside = {key: group_standing(connection, key) for key in given}
    return Collected(tuple(people), own_id, given, beside)


def hand_in(store: Store, response_id: int, by: str, at: datetime) -> None:
    """Say that a person who answers apart is done; a second time changes nothing.

    Raises:
        NotFoundError: there is no such response, or it is not apart.
        RoundNotOpenError, RoundClosedError: the round takes no answers now.
        ResponseSubmittedError: the unit's response is final.
        NotSavedError: the database could not write.
    """

    def job(connection: Connection) -> None:
        response = get_locked(connection, response_id)
        if not response.is_apart:
            raise no_response(response_id)
        try:
            ensure_open(connection, response, at)
        except HandedInError:
            return
        _finish(connection, response, by, at)

    store.write(job)


def give_back(store: Store, focal: Invitation, response_id: int, at: datetime) -> None:
    """Let a person go on who was done.

    A focal point who has seen what others answered keeps what they handed in.

    Raises:
        DelegateError: the invitation is a delegate's.
        NotFoundError: the unit has no such response apart.
        SeenError: the person has seen answers of others.
        RoundNotOpenError, RoundClosedError: the round takes no answers now.
        ResponseSubmittedError: the unit's response is final.
        NotSavedError: the database could not write.
    """
    ensure_focal(focal)

    def job(connection: Connection) -> None:
        agreed = get_locked(connection, focal.response_id)
        asked = ensure_open(connection, agreed, at)
        if asked.state(at) == "closed":  # for all but the unit's own response
            raise RoundClosedError(asked.key)
        people = responses.list_apart(connection, agreed)
        one = _find(people, response_id)
        _ensure_unseen(connection, agreed, people, one)
        values = {"handed_in_at": None, "handed_in_by": None}
        responses.update_response(connection, one.response.id, values)

    store.write(job)


def close_collecting(store: Store, focal: Invitation, at: datetime) -> int:
    """Hand in all that is not, as it stands; tell how many responses that were.

    Raises:
        DelegateError: the invitation is a delegate's.
        RoundNotOpenError, RoundClosedError: the round takes no answers now.
        ResponseSubmittedError: the unit's response is final.
        NotSavedError: the database could not write.
    """
    ensure_focal(focal)

    def job(connection: Connection) -> int:
        agreed = get_locked(connection, focal.response_id)
        ensure_open(connection, agreed, at)
        found = responses.list_apart(connection, agreed)
        waiting = [one.response for one in found if not one.is_handed_in]
        for response in waiting:
            _finish(connection, response, focal.person_name, at)
        return len(waiting)

    return store.write(job)


def _get_agreed(connection: Connection, focal: Invitation) -> Response:
    found = responses.find_response(connection, focal.response_id)
    if found is None:
        raise no_response(focal.response_id)
    return found


def _find(people: Sequence[Apart], response_id: int) -> Apart:
    for one in people:
        if one.response.id == response_id:
            return one
    kind = "response apart"
    raise NotFoundError(kind, response_id)


def _finish(connection: Connection, response: Response, by: str, at: datetime) -> None:
    values = {"handed_in_at": at, "handed_in_by": by}
    responses.update_response(connection, response.id, values)


def _ensure_unseen(
    connection: Connection, agreed: Response, people: Sequence[Apart], one: Apart
) -> None:
    """Raise where a focal point has handed in and so has seen what others did."""
    person = one.response.person_id
    links = invitations.list_standing(connection, agreed.id, person)
    sees = any(not link.is_delegate for link in links)
    if sees and any(other.is_handed_in for other in people if other is not one):
        raise SeenError(one.person_name)
