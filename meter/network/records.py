"""What is kept of a network, as frozen values. All times are aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from meter.records import Unit

CommitmentState = Literal["open", "done", "given_up"]
MilestoneState = Literal["planned", "begun", "done", "dropped"]
TwinningState = Literal["proposed", "half_agreed", "active", "declined", "ended"]
TopicKind = Literal["offer", "need"]

FIELDS = (
    "name",
    "position",
    "unit",
    "organisation",
    "work",
    "themes",
    "languages",
    "email",
    "phone",
    "about",
)
"""What the directory may say about somebody, in the order of reading."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in the directory, as they themselves see it.

    `shown` names the fields that others may see. Whoever is not their own reads
    `publish()` alone.
    """

    id: int
    unit: Unit
    person_id: int
    name: str = ""
    position: str = ""
    organisation: str = ""
    work: str = ""
    themes: Sequence[str] = ()
    languages: Sequence[str] = ()
    email: str = ""
    phone: str = ""
    about: str = ""
    shown: frozenset[str] = frozenset()
    revision: int = 0
    changed_at: datetime | None = None

    def publish(self) -> PublicEntry | None:
        """Give what others may see; None where that is nothing."""
        said = {name: self.say(name) for name in FIELDS if name in self.shown}
        said = {name: value for name, value in said.items() if value}
        return PublicEntry(self.id, said) if said else None

    def say(self, name: str) -> str | tuple[str, ...]:
        """Give what a field says."""
        if name == "unit":
            return self.unit.name
        value = getattr(self, name)
        return value if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """What others may see of an entry, by field: those that are shown.

    Lists are those of `themes` (keys) and `languages` (tags).
    """

    id: int
    said: Mapping[str, str | tuple[str, ...]]

    def text(self, name: str) -> str:
        """Give the text of a field; empty where it is not shown."""
        value = self.said.get(name, "")
        return value if isinstance(value, str) else ""

    def codes(self, name: str) -> tuple[str, ...]:
        """Give the codes of a field; none where it is not shown."""
        value = self.said.get(name, ())
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class CommitmentVersion:
    """A commitment as it was said once; revisions count from 1."""

    revision: int
    text: str
    theme: str
    owner_name: str
    due_on: date
    state: CommitmentState
    reason: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a unit promises the workshop, or the organiser does for the network.

    `unit` is None for the network's. `versions` are all that it was, the last one
    being what it is.
    """

    id: int
    unit: Unit | None
    versions: Sequence[CommitmentVersion]

    @property
    def now(self) -> CommitmentVersion:
        """What it says now."""
        return self.versions[-1]

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day is over and nothing came of it."""
        return self.now.state == "open" and self.now.due_on < today


@dataclass(frozen=True, slots=True)
class Consent:
    """What a unit that takes part in twinning agreed to.

    `draws`: offers and needs may be drawn from its result. `names_levels`: a twin that
    agreed to it too may see its levels. `words` are for those that take part.
    """

    unit: Unit
    draws: bool
    names_levels: bool
    words: str
    revision: int
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme that a unit offers or needs: it says so, or its result does."""

    unit_id: int
    kind: TopicKind
    theme: str
    is_drawn: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """What one of two units can learn from the other.

    `drawn_from` are those of the two whose result says so.
    """

    theme: str
    learner_id: int
    drawn_from: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Twinning:
    """Two units that are to learn from each other, from proposal to what came of it.

    `proposed_by` is None where the organiser did; a unit that proposes agrees by that.
    `first` is the one with the lower id: nothing else hangs on the order.
    """

    id: int
    first: Unit
    second: Unit
    proposed_by: int | None
    proposed_at: datetime
    reasons: Sequence[Reason] = ()
    first_agreed_at: datetime | None = None
    second_agreed_at: datetime | None = None
    declined_at: datetime | None = None
    declined_by: int | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    outcome: str = ""

    @property
    def state(self) -> TwinningState:
        """Tell how far it is."""
        if self.ended_at is not None:
            return "ended"
        if self.declined_at is not None:
            return "declined"
        agreed = (self.first_agreed_at, self.second_agreed_at)
        if all(agreed):
            return "active"
        return "half_agreed" if any(agreed) else "proposed"

    @property
    def was_active(self) -> bool:
        """Tell whether both sides agreed once."""
        return bool(self.first_agreed_at and self.second_agreed_at)

    @property
    def unit_ids(self) -> tuple[int, int]:
        """The two units."""
        return self.first.id, self.second.id

    def partner_of(self, unit_id: int) -> Unit:
        """Give the other side."""
        return self.second if self.first.id == unit_id else self.first

    def agreed_at(self, unit_id: int) -> datetime | None:
        """Tell when one side agreed."""
        is_first = self.first.id == unit_id
        return self.first_agreed_at if is_first else self.second_agreed_at


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of the work plan; `after_id` is the one that it waits for.

    A unit leads it, or somebody by name, or nobody yet.
    """

    id: int
    title: str
    details: str
    lead: Unit | None
    lead_name: str
    begins_on: date | None
    due_on: date
    state: MilestoneState
    after_id: int | None
    revision: int
    changed_at: datetime
    changed_by: str

    @property
    def leader(self) -> str:
        """Name who leads it; empty where nobody does."""
        return self.lead_name or (self.lead.name if self.lead else "")

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day is over and it is not done."""
        return self.state in {"planned", "begun"} and self.due_on < today


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """What is said of a milestone, before it is kept."""

    title: str
    due_on: date
    details: str = ""
    lead_id: int | None = None
    lead_name: str = ""
    begins_on: date | None = None
    state: MilestoneState = "planned"
    after_id: int | None = None


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """What is said of a commitment, before it is kept."""

    text: str
    owner_name: str
    due_on: date
    theme: str = ""
    state: CommitmentState = "open"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """What a unit agrees to in twinning, and its themes by what they are to it."""

    draws: bool = False
    names_levels: bool = False
    words: str = ""
    topics: Mapping[str, TopicKind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What somebody says about themselves, and which fields others may see."""

    fields: Mapping[str, str | Sequence[str]]
    shown: frozenset[str] = field(default_factory=frozenset)
