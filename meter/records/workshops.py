"""Workshops: meetings with their rounds, and who is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from meter.records.units import Unit

Role = Literal["organiser", "co_organiser", "reviewer", "researcher"]


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
