"""What is kept of consents and releases, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.records import PeerLevel
    from scoring.scorecard import Scorecard

Withheld = Literal["few", "changed", "alike"]
"""Why figures are not shown: too few units, too few changed, too close together."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a unit lets its peers see of a node from a moment on; the last one holds."""

    id: int
    node: str
    level: PeerLevel
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Release:
    """A state of the results that peers were let to see, and who did it."""

    id: int
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A response whose results count: what it is of, and what was scored last."""

    response_id: int
    profile: Mapping[str, str | float]
    submission: int
    scorecard: Scorecard


@dataclass(frozen=True, slots=True)
class Membership:
    """A response in a release: which submission, in which group, with which nodes."""

    release_id: int
    response_id: int
    submission: int
    group: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The quartiles of a group in a release, or why they are withheld.

    `lower`, `middle` and `upper` are where the bands begin in which the quartiles
    lie, in points of 0 to 100.
    """

    release: Release
    node: str
    group: str
    size: int
    lower: int | None
    middle: int | None
    upper: int | None
    withheld: Withheld | None


@dataclass(frozen=True, slots=True)
class Named:
    """A unit that lets its peers see its name beside the score of a node."""

    response_id: int
    name: str
    score: float
