"""What is asked of an import, who asks it, and what became of the rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from instruments.model.answers import Answer
    from meter.errors import StateError
    from meter.records import Account, StoredAnswer


@dataclass(frozen=True)
class ImportTerms:
    """What is asked for besides adding answers where there are none.

    Attributes:
        replace: whether the file's answers take the place of others.
        submit: whether responses are made final.
        add_units: whether units are added that do not take part yet.
        is_trial: whether all is undone at the end.
    """

    replace: bool = False
    submit: bool = False
    add_units: bool = False
    is_trial: bool = False


@dataclass(frozen=True)
class ImportOrigin:
    """Who imports, by which name answers are kept, when, and the id of the file."""

    account: Account | None
    name: str
    at: datetime
    operation: str


@dataclass(frozen=True)
class Difference:
    """A cell that was left, as another answer is there, or any answer that is a draft.

    `stored` is None where it is a draft: whoever imports reads none.
    `note` is what the file says beside the answer.
    """

    row: int
    unit: str
    item: str
    stored: StoredAnswer | None
    given: Answer
    note: str = ""


@dataclass(frozen=True)
class LeftRow:
    """A row of which nothing was taken, or that was not submitted, and why."""

    row: int
    unit: str
    error: StateError


@dataclass
class ImportOutcome:
    """What became of rows.

    Attributes:
        units: how many units got an answer, or were submitted.
        added: answers where there were none.
        replaced: answers that took the place of others, or of drafts that may be alike.
        unchanged: answers that were there already.
        submitted: responses that became final.
        differing: cells that were left.
        left: rows that were left, or not submitted.
    """

    units: int = 0
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    submitted: int = 0
    differing: list[Difference] = field(default_factory=list)
    left: list[LeftRow] = field(default_factory=list)

    def add(self, other: ImportOutcome) -> None:
        """Count what became of more rows."""
        self.units += other.units
        self.added += other.added
        self.replaced += other.replaced
        self.unchanged += other.unchanged
        self.submitted += other.submitted
        self.differing += other.differing
        self.left += other.left
