"""The organiser's desk: a workshop with its rounds, who takes part, what is next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.mailing.steps import REMINDER_DAYS
from webapp.organise.pages import find_progress
from webapp.states import MARKS, State, say_progress, say_round
from webapp.workshops.letters import say_days
from webapp.workshops.next_steps import list_next
from webapp.workshops.profile import name_language, say_profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from instruments.model.questionnaire import ProfileField
    from meter.comparison.completion import Completion
    from meter.records import Guest, Mailing, News, Participant, Round, Workshop
    from webapp.states import Progress
    from webapp.workshops.next_steps import NextStep

DUE = timedelta(days=max(REMINDER_DAYS))
"""So long before its end a round begins to remind; nobody is behind before."""

BEHIND = frozenset({"uninvited", "invited", "opened", "answering", "returned"})
"""Who needs a word while a round is open."""


@dataclass(frozen=True)
class RoundAtDesk:
    """A round with how far its units are, read in one moment.

    `done` is by id of the unit; `requestable` counts who may be reminded today,
    `mailings` are all mails about it.
    """

    round: Round
    instrument: str
    done: Mapping[int, Completion]
    requestable: int = 0
    mailings: Sequence[Mailing] = ()


@dataclass(frozen=True)
class RoundLine:
    """A round on the desk.

    `former` is the title of the round from whose answers it starts.
    """

    key: str
    title: str
    instrument: str
    state: State
    submitted: int
    units: int
    closes_at: datetime | None
    frozen_at: datetime | None
    is_draft: bool
    is_open: bool
    may_thaw: bool
    has_results: bool
    former: str = ""
    time_zone: str | None = None


@dataclass(frozen=True)
class Standing:
    """How far a participant is in a round.

    `is_unfinished` while the round is open, `is_behind` when its deadline is near too;
    `is_carried` while it has no answer but those that it starts from. `round` is the
    title.
    """

    state: State
    answered: int
    asked: int
    is_unfinished: bool
    is_behind: bool
    is_carried: bool
    round: str


@dataclass(frozen=True)
class ParticipantLine:
    """Who takes part: profile, languages, focal points, and a standing a round."""

    unit_id: int
    name: str
    facts: tuple[str, ...]
    languages: tuple[str, ...]
    people: tuple[Guest, ...]
    standings: tuple[Standing | None, ...]

    @property
    def is_behind(self) -> bool:
        """Tell whether it is behind in any open round."""
        return bool(self.behind_in)

    @property
    def behind_in(self) -> tuple[str, ...]:
        """List the titles of the rounds in which it is behind."""
        return tuple(one.round for one in self.standings if one and one.is_behind)

    @property
    def is_unfinished(self) -> bool:
        """Tell whether it has something to answer in any open round."""
        return any(one.is_unfinished for one in self.standings if one)


@dataclass(frozen=True)
class Bounce:
    """A mail that did not go out, or did not arrive, with what the server said."""

    unit: str
    person: str
    email: str
    failure: str


@dataclass(frozen=True)
class DeskPage:
    """All that stands on the page of a workshop."""

    key: str
    title: str
    place: str
    days: str
    is_registering: bool
    waiting: int
    offered: int
    asking: int
    next: tuple[NextStep, ...]
    rounds: tuple[RoundLine, ...]
    participants: tuple[ParticipantLine, ...]
    requestable: int
    bounces: tuple[Bounce, ...]
    # The rounds that a second one may start from, by key and title.
    repeatable: tuple[RoundLine, ...]

    @property
    def unfinished(self) -> int:
        """Count who has something to answer somewhere."""
        return sum(one.is_unfinished for one in self.participants)

    @property
    def has_drafts(self) -> bool:
        """Tell whether a first round waits to be opened."""
        return any(one.is_draft and not one.former for one in self.rounds)

    @property
    def may_freeze(self) -> bool:
        """Tell whether a round has opened and is not frozen."""
        return any(not one.is_draft and not one.may_thaw for one in self.rounds)

    @property
    def may_thaw(self) -> bool:
        """Tell whether a round is frozen."""
        return any(one.may_thaw for one in self.rounds)


@dataclass(frozen=True)
class Attendance:
    """Who takes part, their focal points by unit, and the facts known of them."""

    people: Sequence[Participant]
    guests: Mapping[int, Sequence[Guest]]
    facts: Sequence[ProfileField]


def make_desk_page(
    workshop: Workshop,
    at_desk: Sequence[RoundAtDesk],
    attendance: Attendance,
    news: News,
    at: datetime,
) -> DeskPage:
    """Lay out a workshop; `news` counts what waits for its organisers."""
    titles = {one.round.id: one.round.title for one in at_desk}
    participants = [
        _make_line(one, at_desk, attendance, at) for one in attendance.people
    ]
    lines = tuple(_make_round(one, titles, at) for one in at_desk)
    page = DeskPage(
        key=workshop.key,
        title=workshop.title,
        place=workshop.place,
        days=say_days(workshop),
        is_registering=workshop.register_key is not None,
        waiting=news.registrations,
        offered=news.contributions,
        asking=news.reopenings,
        next=(),
        rounds=lines,
        # Who needs a word comes first; by name among those.
        participants=tuple(sorted(participants, key=lambda one: not one.is_behind)),
        requestable=sum(one.requestable for one in at_desk),
        bounces=tuple(_list_bounces(at_desk)),
        repeatable=tuple(one for one in lines if not one.is_draft),
    )
    return replace(page, next=tuple(list_next(page, workshop, at)))


def _make_round(one: RoundAtDesk, titles: Mapping[int, str], at: datetime) -> RoundLine:
    asked = one.round
    state = asked.state(at)
    progress = [_find(done, asked) for done in one.done.values()]
    return RoundLine(
        key=asked.key,
        title=asked.title,
        instrument=one.instrument,
        state=_say_state(asked, at),
        submitted=sum(done.submitted_at is not None for done in one.done.values()),
        units=len(one.done),
        closes_at=asked.closes_at,
        frozen_at=asked.frozen_at,
        is_draft=asked.opened_at is None and asked.closed_at is None,
        is_open=state == "open",
        may_thaw=asked.frozen_at is not None,
        has_results=any(far in {"submitted", "accepted"} for far in progress),
        former=titles.get(asked.former_round_id or 0, ""),
        time_zone=asked.time_zone,
    )


def _say_state(asked: Round, at: datetime) -> State:
    state = asked.state(at)
    word = "frozen" if asked.frozen_at is not None else state
    return State(say_round(word), MARKS[state])


def _find(done: Completion, asked: Round) -> Progress:
    return find_progress(done, is_reviewed=asked.reviewed)


def _make_line(
    participant: Participant,
    at_desk: Sequence[RoundAtDesk],
    attendance: Attendance,
    at: datetime,
) -> ParticipantLine:
    unit = participant.unit
    return ParticipantLine(
        unit_id=unit.id,
        name=unit.name,
        facts=say_profile(unit.profile, attendance.facts),
        languages=tuple(name_language(tag) for tag in participant.languages),
        people=tuple(attendance.guests.get(unit.id, ())),
        standings=tuple(_stand(one, unit.id, at) for one in at_desk),
    )


def _stand(one: RoundAtDesk, unit_id: int, at: datetime) -> Standing | None:
    done = one.done.get(unit_id)
    if done is None:
        return None
    progress = _find(done, one.round)
    is_unfinished = progress in BEHIND and one.round.state(at) == "open"
    return Standing(
        State(say_progress(progress), MARKS[progress]),
        done.answered,
        done.asked,
        is_unfinished=is_unfinished,
        is_behind=is_unfinished and _is_due(one.round, at),
        is_carried=done.is_carried,
        round=one.round.title,
    )


def _is_due(asked: Round, at: datetime) -> bool:
    return asked.closes_at is not None and asked.closes_at - at <= DUE


def _list_bounces(at_desk: Iterable[RoundAtDesk]) -> Iterable[Bounce]:
    """List each failure once: a later mail to the same person may have arrived."""
    found: dict[tuple[str, str], Bounce | None] = {}
    for one in at_desk:
        for mailing in sorted(one.mailings, key=lambda mail: mail.id):
            key = (mailing.unit_name, mailing.person_email)
            if mailing.state == "sent":
                found[key] = None
            elif mailing.state == "failed":
                found[key] = Bounce(
                    mailing.unit_name,
                    mailing.person_name,
                    mailing.person_email,
                    mailing.failure or "",
                )
    return [one for one in found.values() if one is not None]
