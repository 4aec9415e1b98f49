"""Answers as they stand and stood, what a save did, and the plan made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from instruments.model.answers import Answer


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
