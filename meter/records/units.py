"""Who takes part, and people who answer for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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
