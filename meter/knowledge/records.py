"""Records of the knowledge space: plain values that carry no connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, File, Invitation

Kind = Literal["guide", "law", "standard", "training", "software", "other", "case"]
State = Literal["draft", "offered", "returned", "published", "withdrawn"]
Event = Literal["drafted", "offered", "returned", "published", "withdrawn"]

KINDS: tuple[Kind, ...] = (
    "guide", "law", "standard", "training", "software", "other", "case",
)  # fmt: skip
"""What a contribution can be: a resource of some kind, or a case study."""

MAY_CHANGE: frozenset[State] = frozenset({"draft", "returned", "withdrawn"})
"""The states in which a contributor changes what is theirs; nobody else sees it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a case has cost: an amount in digits, an ISO 4217 code, the year of it."""

    amount: str
    currency: str
    year: int


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """How a city has applied ICT to a problem; what was not told is empty."""

    problem: str = ""
    solution: str = ""
    technology: str = ""
    cost: Cost | None = None
    results: str = ""
    lessons: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a contributor has written; `indicators` are keys of nodes and items.

    `credited`: the contributor agrees to be named where it is offered.
    """

    kind: Kind
    title: str
    summary: str = ""
    languages: tuple[str, ...] = ()
    country: str = ""
    year: int | None = None
    licence: str = ""
    link: str = ""
    indicators: tuple[str, ...] = ()
    credited: bool = False
    case: CaseStudy | None = None


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file of a contribution."""

    id: int
    file: File
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """An entry as it is kept; `unit_id` is None where the organisers contributed it.

    Of the dates of its states one is set at most.
    """

    id: int
    workshop_id: int
    key: str
    unit_id: int | None
    unit_name: str | None
    entry: Entry
    revision: int
    changed_at: datetime
    changed_by: str
    offered_at: datetime | None = None
    returned_at: datetime | None = None
    published_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def state(self) -> State:
        """Tell how far it has come."""
        dates: dict[State, datetime | None] = {
            "offered": self.offered_at,
            "returned": self.returned_at,
            "published": self.published_at,
            "withdrawn": self.withdrawn_at,
        }
        return next((state for state, at in dates.items() if at), "draft")

    @property
    def may_change(self) -> bool:
        """Tell whether its contributor may change it now."""
        return self.state in MAY_CHANGE


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with a contribution, by whom, and what was said to it.

    `title` is the one that it had then.
    """

    event: Event
    at: datetime
    who: str
    words: str
    title: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who acts: the focal point of a unit, or an organiser, who has no unit.

    `invitation` is that of a focal point, `account` that of an organiser; each is asked
    again with every write, and what an organiser decides stands in the audit trail.
    """

    workshop_id: int
    name: str
    unit_id: int | None = None
    invitation: Invitation | None = None
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for beside words; None takes everything."""

    kind: str | None = None
    language: str | None = None
    indicator: str | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what a search has found, and how many there are in all."""

    contributions: tuple[Contribution, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Tied:
    """A published contribution as it is offered beside something that it is about.

    `credit` names its contributor where they agreed to it.
    """

    id: int
    kind: Kind
    title: str
    indicator: str
    credit: str | None
    languages: tuple[str, ...] = ()
