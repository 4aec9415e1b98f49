"""What is kept of agreements and editions, as frozen values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from meter.peers.records import Withheld
    from scoring.scorecard import Scorecard

PublicLevel = Literal["nothing", "counted", "named", "open"]
LEVELS: tuple[PublicLevel, ...] = ("nothing", "counted", "named", "open")
"""From the least that the public sees of a unit to the most: its name beside its
scores, and, in packages for researchers, beside its answers."""

NAMED: frozenset[PublicLevel] = frozenset({"named", "open"})
"""The levels at which a name stands in an edition."""

Licence = Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODbL-1.0"]
LICENCES: dict[Licence, str] = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
"""The licences an edition may be under, by SPDX key, each with its address."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a unit lets the public see from a moment on; the last one holds."""

    id: int
    level: PublicLevel
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A unit that lets the public see something, with its newest results."""

    response_id: int
    name: str
    level: PublicLevel
    submission: int
    scorecard: Scorecard


@dataclass(frozen=True, slots=True)
class StageCounts:
    """How many units stand on each stage of a ladder, the lowest first.

    `units` have a score under the ladder; `counts` is None where they are withheld.
    """

    ladder: str
    node: str
    units: int
    counts: tuple[int, ...] | None
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class PublicSpread:
    """The quartiles of a node over all units that count, or why they are withheld.

    `lower`, `middle` and `upper` are where the bands of five points begin in which the
    quartiles lie, in points of 0 to 100.
    """

    node: str
    units: int
    lower: int | None
    middle: int | None
    upper: int | None
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit that lets the public read its name: its stages and its scores of 0..1."""

    response_id: int
    name: str
    stages: Mapping[str, str | None]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that an edition tells, as it was when it was made.

    `submitted` counts the units whose results count in the round, `units` those of them
    that let themselves be counted.
    """

    submitted: int
    units: int
    ladders: tuple[StageCounts, ...]
    spreads: tuple[PublicSpread, ...]
    named: tuple[NamedUnit, ...]

    def to_document(self) -> dict[str, Any]:
        """Write the figures as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Figures:
        """Read what `to_document` wrote."""
        return cls(
            document["submitted"],
            document["units"],
            tuple(_read_counts(one) for one in document["ladders"]),
            tuple(PublicSpread(**one) for one in document["spreads"]),
            tuple(NamedUnit(**one) for one in document["named"]),
        )


def _read_counts(one: Mapping[str, Any]) -> StageCounts:
    counts = one["counts"]
    return StageCounts(**{**one, "counts": None if counts is None else tuple(counts)})


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of a round that was published; its number and figures never change."""

    id: int
    round_id: int
    number: int
    made_at: datetime
    made_by: str
    licence: Licence
    figures: Figures
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit in an edition: which submission, and of which nodes it has a score."""

    response_id: int
    submission: int
    nodes: tuple[str, ...]
