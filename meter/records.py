"""What is kept, as frozen values. All times are aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from instruments.model.answers import Answer

RoundState = Literal["draft", "open", "closed"]
InvitationState = Literal["sent", "joined", "expired", "revoked"]
ResponseState = Literal["new", "started", "submitted"]
MailingKind = Literal["invitation", "reminder", "late", "request", "digest"]
MailingState = Literal["waiting", "sent", "failed"]
Rhythm = Literal["none", "daily", "weekly"]
SubmissionEvent = Literal["submitted", "asked", "returned", "reopened", "accepted"]
ReviewKind = Literal["verified", "question", "reply"]
AnswerState = Literal["open", "returned", "replied", "verified"]
Role = Literal["organiser", "co_organiser", "reviewer", "researcher"]
PeerLevel = Literal["nothing", "spread", "named"]


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff who organises rounds and signs in with a password.

    `uniquifier` is what a session refers to: a new one ends all sessions.
    `sign_in` holds what the sign-in library keeps besides, such as a second factor.
    `administrator` is whether it looks after the other accounts, `language` the one
    in which its holder signed in last.
    """

    id: int
    email: str
    name: str
    password_hash: str | None
    active: bool
    uniquifier: str
    created_at: datetime
    sign_in: Mapping[str, Any] = field(default_factory=dict)
    administrator: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may answer for a unit."""

    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Who takes part: a city, an agency, a country."""

    id: int
    owner_id: int
    name: str
    profile: Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class Round:
    """One fielding of one instrument version.

    `opens_at` and `closes_at` are planned; `opened_at` and `closed_at` happened. Late
    answers are taken for `grace_days` after `closes_at`. `apart`: the respondents of a
    unit answer independently, and the focal point records what they agree on.
    `reviewed`: answers are checked before a result counts. `former_round_id` names the
    round that it starts from. While it is frozen nothing of it changes. `peers`: the
    most that units see of each other, `peer_field` the field of their profile by which
    they are grouped for it. `time_zone` is that of its workshop, None without one.
    """

    id: int
    key: str
    title: str
    owner_id: int
    instrument_key: str
    instrument_version: str
    instrument_fingerprint: str
    method: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    grace_days: int = 0
    apart: bool = False
    reviewed: bool = False
    workshop_id: int | None = None
    former_round_id: int | None = None
    frozen_at: datetime | None = None
    peers: PeerLevel = "nothing"
    peer_field: str | None = None
    time_zone: str | None = None

    @property
    def ends_at(self) -> datetime | None:
        """The end of the grace: nothing is taken from then on."""
        return self.closes_at and self.closes_at + timedelta(days=self.grace_days)

    def state(self, at: datetime) -> RoundState:
        """Tell whether answers are not yet, now or no longer taken."""
        if self.closed_at is not None or self.frozen_at is not None:
            return "closed"
        if self.opened_at is None or (self.opens_at and at < self.opens_at):
            return "draft"
        return "closed" if self.ends_at and at >= self.ends_at else "open"

    def is_after_deadline(self, at: datetime) -> bool:
        """Tell whether something came after the deadline, as in the days of grace."""
        return self.closes_at is not None and at >= self.closes_at

    def takes_corrections(self, at: datetime) -> bool:
        """Tell whether what was returned may be answered now.

        Review takes the time it takes: in a reviewed round that is until the round is
        closed by hand, whatever its deadline.
        """
        state = self.state(at)
        over = state == "closed" and self.closed_at is None and self.frozen_at is None
        return state == "open" or (self.reviewed and over)

    def is_late(self, at: datetime) -> bool:
        """Tell whether the deadline is over and answers are still taken."""
        return self.is_after_deadline(at) and self.state(at) == "open"


@dataclass(frozen=True, slots=True)
class Workshop:
    """A meeting with its rounds, its participants and what they do together after it.

    `begins_on` and `ends_on` are days in `time_zone`, a name of the IANA database.
    Units register themselves at an address with `register_key`, None where they cannot.
    """

    id: int
    key: str
    title: str
    owner_id: int
    place: str
    begins_on: date | None
    ends_on: date | None
    time_zone: str
    register_key: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff who works on a workshop beside its organiser."""

    account_id: int
    name: str
    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Participant:
    """A unit that takes part in a workshop, and the languages in which it works."""

    unit: Unit
    languages: Sequence[str]
    admitted_at: datetime


@dataclass(frozen=True, slots=True)
class Guest:
    """A person to invite, and the language that they are known to read."""

    name: str
    email: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that lets one person answer for one unit in one round.

    A delegate's was made by the holder of another one, `invited_by`; `sections` are
    those that the delegate answers, None for all. `language` is the one that its holder
    reads, where that is known; `digest` how often a focal point is told what changed.
    """

    id: int
    round_id: int
    unit_id: int
    response_id: int
    person_name: str
    person_email: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    first_used_at: datetime | None
    invited_by: int | None = None
    sections: tuple[str, ...] | None = None
    language: str | None = None
    digest: Rhythm = "weekly"
    person_id: int | None = None

    @property
    def is_delegate(self) -> bool:
        """Tell whether a focal point made it, and not the organiser."""
        return self.invited_by is not None

    @classmethod
    def of_nobody(cls, response: Response) -> Invitation:
        """Stand for the invitation of a response that has none: it lets nobody in."""
        place = (response.round_id, response.unit_id, response.id)
        at = datetime.fromtimestamp(0, UTC)
        return cls(0, *place, "", "", at, at, revoked_at=at, first_used_at=None)

    def covers(self, section: str) -> bool:
        """Tell whether its holder may change the answers of a section."""
        return self.sections is None or section in self.sections

    def state(self, at: datetime) -> InvitationState:
        """Tell whether the link lets its holder in: only `sent` and `joined` do."""
        if self.revoked_at is not None:
            return "revoked"
        if at >= self.expires_at:
            return "expired"
        return "joined" if self.first_used_at else "sent"

    def admits(self, at: datetime) -> bool:
        """Tell whether the holder may come in now."""
        return self.state(at) in {"sent", "joined"}


@dataclass(frozen=True, slots=True)
class Response:
    """All answers of one unit in one round, or of one person who answers apart.

    `person_id` is None for the unit's own response, which holds what is agreed and is
    submitted. A response apart is handed in instead.

    A submitted response may be taken back: `reopened_at` is when, until it is
    submitted again. `returned` names the items that may be changed then; None stands
    for all of them. `accepted_at` is when a review came to its end.
    """

    id: int
    round_id: int
    unit_id: int
    started_at: datetime | None
    submitted_at: datetime | None
    person_id: int | None = None
    handed_in_at: datetime | None = None
    reopened_at: datetime | None = None
    returned: Sequence[str] | None = None
    accepted_at: datetime | None = None

    @property
    def is_apart(self) -> bool:
        """Tell whether these are one person's answers, and not what is agreed."""
        return self.person_id is not None

    @property
    def was_submitted(self) -> bool:
        """Tell whether it is submitted, or was before it was taken back."""
        return self.submitted_at is not None or self.reopened_at is not None

    def lets_change(self, items: Iterable[str]) -> bool:
        """Tell whether all these items are among those that may be changed."""
        return self.returned is None or set(items) <= set(self.returned)

    @property
    def state(self) -> ResponseState:
        """Tell how far the response is: its first save starts it."""
        if self.submitted_at is not None:
            return "submitted"
        return "new" if self.started_at is None else "started"


@dataclass(frozen=True, slots=True)
class Apart:
    """The response of a person who answers apart, and who handed it in."""

    response: Response
    person_name: str
    handed_in_by: str | None

    @property
    def is_handed_in(self) -> bool:
        """Tell whether the person is done, or the collecting was closed."""
        return self.response.handed_in_at is not None


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody at a response, and when they were last seen there.

    The section is the one that they have open, "" the overview of all.
    """

    name: str
    section: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it stands, with who gave it last; revisions count from 1.

    `note` is what is said beside it: why, from where, who sees it otherwise.
    """

    item: str
    answer: Answer
    revision: int
    changed_at: datetime
    changed_by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the history of an answer; `former` is None for the first."""

    item: str
    revision: int
    changed_at: datetime
    changed_by: str
    former: Answer | None
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is kept; `digest` is the SHA-256 of its content."""

    name: str
    media_type: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that an answer is true: a link, or a file.

    What was removed stays in the history; the content of its file does not.
    """

    id: int
    item: str
    url: str | None
    file: File | None
    added_at: datetime
    added_by: str
    removed_at: datetime | None = None
    removed_by: str | None = None

    @property
    def stands(self) -> bool:
        """Tell whether it was not removed."""
        return self.removed_at is None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a save did: revisions that hold now, and answers that others changed.

    An item whose given value was already there is saved at the revision it has;
    0 stands for an item that was and stays unanswered. `conflicts` holds the stored
    answer of each item that was not written.
    """

    saved: Mapping[str, int]
    conflicts: Mapping[str, StoredAnswer]
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """Everything that a page of a response needs, read together.

    `former_round_id` is the last round before this one in which the unit submitted
    answers to the same instrument of the same organiser. `evidence` counts, by item,
    the links and files that stand beside an answer. `final_at` is when the unit's own
    response was submitted, whoever's response this one is. `invitation` names the
    response that it was used for here: of a person apart, their own.
    """

    response: Response
    round: Round
    unit: Unit
    invitation: Invitation
    answers: Mapping[str, StoredAnswer]
    former_round_id: int | None = None
    evidence: Mapping[str, int] = field(default_factory=dict)
    final_at: datetime | None = None

    @property
    def compared_round_id(self) -> int | None:
        """The round to set this one beside: the one it starts from, else the last."""
        return self.round.former_round_id or self.former_round_id

    def is_open(self, at: datetime) -> bool:
        """Tell whether the holder of the invitation may change answers now."""
        response = self.response
        ends = (response.submitted_at, response.handed_in_at, self.final_at)
        if any(ends) or not self.invitation.admits(at):
            return False
        if response.reopened_at is not None:
            return self.round.takes_corrections(at)
        return self.round.state(at) == "open"


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step in the review of an answer: it is verified, asked about or explained.

    `revision` is that of the answer then, 0 where there was none.
    """

    item: str
    kind: ReviewKind
    revision: int
    text: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a response once, and by whom.

    Submitted, asked back by its unit, taken back, accepted.
    """

    event: SubmissionEvent
    at: datetime
    who: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of a unit's work plan; `item` is the answer that it is to raise, if any.

    Whoever changes it says which revision they have seen.
    """

    id: int
    response_id: int
    item: str | None
    words: str
    who: str
    due_on: date | None
    done_at: datetime | None
    revision: int
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A member of staff who checks the answers of a round beside its organiser."""

    account_id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser: of an account, or of an invitation's holder."""

    id: int
    account_id: int | None
    invitation_id: int | None
    started_at: datetime
    expires_at: datetime
    ended_at: datetime | None

    def is_alive(self, at: datetime) -> bool:
        """Tell whether the session still stands for its holder."""
        return self.ended_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Mailing:
    """A mail to one person about one response: waiting, sent, or given up.

    It is due from `due_at`. `failure` is what the mail server said last; it is final
    where `failed_at` says when it was.
    """

    id: int
    response_id: int
    person_id: int
    kind: MailingKind
    due_at: datetime
    queued_at: datetime
    sent_at: datetime | None
    failed_at: datetime | None
    failure: str | None
    person_name: str
    person_email: str
    unit_name: str
    round_key: str

    @property
    def state(self) -> MailingState:
        """Tell whether it waits, has been sent, or will not be."""
        if self.sent_at is not None:
            return "sent"
        return "waiting" if self.failed_at is None else "failed"


@dataclass(frozen=True, slots=True)
class News:
    """What came to a workshop in some time and waits, counted."""

    workshop: Workshop
    registrations: int = 0
    contributions: int = 0
    twinnings: int = 0
    reopenings: int = 0

    def __bool__(self) -> bool:
        waits = (self.registrations, self.contributions, self.twinnings)
        return any((*waits, self.reopenings))


@dataclass(frozen=True, slots=True)
class Notice:
    """A mail to an organiser, about what came from `since` on and before `due_at`."""

    id: int
    account_id: int
    since: datetime
    due_at: datetime
    sent_at: datetime | None
    failed_at: datetime | None
    failure: str | None
    person_email: str
    kind: Literal["notice"] = "notice"
    round_key: str = ""
