"""What a workshop knows of those who take part or ask to, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from meter.records import Guest, Invitation, Round, Unit


@dataclass(frozen=True)
class Entry:
    """A unit that is to take part, and the person who answers for it.

    `languages` are those in which it works, by their tags, the best first.
    """

    name: str
    contact: str
    email: str
    profile: Mapping[str, str | float] = field(default_factory=dict)
    languages: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody filled in to take part; `admitted` is None until it is decided.

    `language` is the one in which the form was read.
    """

    id: int
    workshop_id: int
    unit_name: str
    person_name: str
    person_email: str
    profile: Mapping[str, str | float]
    languages: Sequence[str]
    language: str | None
    at: datetime
    decided_at: datetime | None
    decided_by: str | None
    admitted: bool | None

    @property
    def entry(self) -> Entry:
        """What is taken over when it is admitted."""
        return Entry(
            self.unit_name,
            self.person_name,
            self.person_email,
            self.profile,
            tuple(self.languages),
        )


@dataclass(frozen=True)
class FreshLink:
    """An invitation that was made just now, with the token that is told this once."""

    round: Round
    unit: Unit
    guest: Guest
    invitation: Invitation
    token: str


@dataclass(frozen=True)
class Alike:
    """What of a registration is known already: its unit, or its person's address.

    `waiting` counts other registrations that wait with the same unit or address.
    """

    takes_part: bool
    is_invited: bool
    waiting: int

    def __bool__(self) -> bool:
        return self.takes_part or self.is_invited or self.waiting > 0
