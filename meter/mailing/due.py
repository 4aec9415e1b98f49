"""Due: who is to be told something now, and has not been told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meter.fieldwork.open_items import list_open_items
from meter.fieldwork.rounds import load_instrument
from meter.mailing.steps import Step, find_period, find_step, start_day
from meter.storage.repository import answers, invitations, mailings, responses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.records import Invitation, Response, Round, StoredAnswer
    from meter.storage import Connection, Store

    Stored = Mapping[str, StoredAnswer]
    Choose = Callable[[Invitation], Iterator[Step]]


@dataclass(frozen=True)
class Due:
    """What somebody is due."""

    invitation: Invitation
    person_id: int
    step: Step


@dataclass(frozen=True)
class Unfinished:
    """A round in which people are not finished, with what each unit has answered.

    `own` is what delegates answered who answer apart, by id of the invitation.
    """

    round: Round
    instrument: Instrument
    drafts: Mapping[int, Stored]
    people: tuple[Invitation, ...]
    own: Mapping[int, Stored] = field(default_factory=dict)

    def stored_of(self, invitation: Invitation) -> Stored:
        """Give what the unit has answered so far; a delegate apart their own alone."""
        drafted = self.drafts.get(invitation.unit_id, {})
        return self.own.get(invitation.id, drafted)


def list_unfinished(store: Store, asked: Round, at: datetime) -> list[Invitation]:
    """List who can still answer in a round and is not finished, the oldest first.

    A focal point is finished once the response is submitted, a delegate also when all
    that is theirs to answer is answered; who answers apart, when they have handed in.
    """
    if asked.state(at) == "closed":
        return []
    with store.read() as connection:
        return list(find_unfinished(store, connection, asked, at).people)


def find_unfinished(
    store: Store, connection: Connection, asked: Round, at: datetime
) -> Unfinished:
    """Find within a transaction who is not finished."""
    instrument = load_instrument(store, connection, asked)
    drafts = answers.load_drafts(connection, asked.id)
    submitted = {
        one.id
        for one in responses.list_responses(connection, asked.id)
        if one.submitted_at is not None
    }
    apart = _find_apart(connection, asked)
    people = tuple(
        one
        for one in invitations.list_invitations(connection, asked.id)
        if one.response_id not in submitted
        and one.admits(at)
        and (
            apart[one.id].handed_in_at is None
            if one.id in apart
            else not is_done(instrument, asked, one, drafts.get(one.unit_id, {}))
        )
    )
    own = {
        one.id: answers.load_answers(connection, apart[one.id].id)
        for one in people
        if one.id in apart
    }
    return Unfinished(asked, instrument, drafts, people, own)


def _find_apart(connection: Connection, asked: Round) -> dict[int, Response]:
    """Find by invitation the responses of delegates who answer apart."""
    if not asked.apart:
        return {}
    by_person = responses.map_apart(connection, asked.id)
    return {
        one.id: by_person[one.unit_id, one.person_id]
        for one in invitations.list_invitations(connection, asked.id)
        if one.is_delegate and (one.unit_id, one.person_id) in by_person
    }


def is_done(
    instrument: Instrument, asked: Round, invitation: Invitation, stored: Stored
) -> bool:
    """Tell whether a delegate has nothing left; a focal point has to submit."""
    if not invitation.is_delegate:
        return False
    given = {item: one.answer for item, one in stored.items()}
    left = list_open_items(instrument, asked.method, given)
    sections = (instrument.section_of[item].key for item in left)
    return not any(invitation.covers(section) for section in sections)


def list_due(
    store: Store, connection: Connection, asked: Round, at: datetime
) -> list[Due]:
    """List what is due in a round by its dates, and is not in the outbox yet."""
    if asked.state(at) != "open":
        return []
    found = find_unfinished(store, connection, asked, at)

    def choose(one: Invitation) -> Iterator[Step]:
        yield from _choose_reminder(asked, one, at)
        yield from _choose_digest(found, one, at)

    return _list_new(connection, found, choose)


def list_requested(
    store: Store, connection: Connection, asked: Round, at: datetime
) -> list[Due]:
    """List whom an organiser may remind today: once a day each."""
    found = find_unfinished(store, connection, asked, at)
    step = Step("request", start_day(at))
    return _list_new(connection, found, lambda _: iter((step,)))


def count_unrequested(
    store: Store, asked: Round, people: Sequence[Invitation], at: datetime
) -> int:
    """Count those of some unfinished people whom nobody had reminded today."""
    with store.read() as connection:
        known = mailings.list_keys(connection, asked.id)
        persons = invitations.map_people(connection, asked.id)
    today = start_day(at)
    return sum(
        (one.response_id, persons[one.id], "request", today) not in known
        for one in people
    )


def _list_new(connection: Connection, found: Unfinished, choose: Choose) -> list[Due]:
    """List what was chosen for each person, but for what the outbox has already."""
    known = mailings.list_keys(connection, found.round.id)
    people = invitations.map_people(connection, found.round.id)
    return [
        Due(one, people[one.id], step)
        for one in found.people
        for step in choose(one)
        if (one.response_id, people[one.id], step.kind, step.due_at) not in known
    ]


def _choose_reminder(asked: Round, one: Invitation, at: datetime) -> Iterator[Step]:
    """Remind those who could have begun before the reminder fell due."""
    step = find_step(asked, at)
    began = (one.created_at, asked.opened_at, asked.opens_at)
    if step and step.due_at > max(moment for moment in began if moment):
        yield step


def _choose_digest(found: Unfinished, one: Invitation, at: datetime) -> Iterator[Step]:
    """Tell a focal point of a day or week in which colleagues changed something."""
    period = find_period(one.digest, at)
    if one.is_delegate or period is None:
        return
    if any(
        period.holds(stored.changed_at) and stored.changed_by != one.person_name
        for stored in found.stored_of(one).values()
    ):
        yield Step("digest", period.until)
