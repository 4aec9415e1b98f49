"""Groups: each unit has one group of peers, by one fact about it, for a whole round.

Groups by two facts overlap, and a unit can then be worked out from both. What is too
small to be shown is put together into one rest, never into "all": that would hold the
groups that are shown.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from meter.peers.cover import FEWEST
from meter.peers.errors import PeerFieldError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instruments.model.instrument import Instrument
    from instruments.model.questionnaire import ProfileField

POPULATION = "population"

BANDS = (0, 100_000, 500_000)
"""Where the bands of population begin. They are fixed: bands cut to the units at hand
would move when one joins, and tell how large it is."""

REST = ""
"""The group of all whose own is too small, or of everybody where none are made."""


def list_peer_fields(instrument: Instrument) -> list[ProfileField]:
    """List the facts by which units can be grouped: choices, and the population."""
    return [
        field
        for field in instrument.profile
        if field.type == "single" or (field.type, field.key) == ("number", POPULATION)
    ]


def find_peer_field(instrument: Instrument, key: str | None) -> ProfileField | None:
    """Find the fact of a key by which units are grouped; None for no groups."""
    found = (field for field in list_peer_fields(instrument) if field.key == key)
    return next(found, None)


def ensure_peer_field(instrument: Instrument, key: str | None) -> str | None:
    """Give the key of a fact by which units can be grouped; None for no groups.

    Raises:
        PeerFieldError: the instrument asks for no such fact.
    """
    if key is not None and find_peer_field(instrument, key) is None:
        raise PeerFieldError(key, [field.key for field in list_peer_fields(instrument)])
    return key


def name_group(field: ProfileField | None, profile: Mapping[str, str | float]) -> str:
    """Name the group of a unit: the code of a choice, or where its band begins."""
    fact = None if field is None else profile.get(field.key)
    if isinstance(fact, str):
        return fact
    if fact is None:
        return REST
    return str(max(band for band in BANDS if band <= max(fact, 0)))


def find_band(group: str) -> tuple[int, int | None]:
    """Give where a band of population begins and where the next one does."""
    ends = {str(low): high for low, high in pairwise((*BANDS, None))}
    return int(group), ends[group]


def gather_small(groups: Mapping[int, str]) -> dict[int, str]:
    """Put the units of groups that are too small to be shown into the rest."""
    sizes = Counter(groups.values())
    return {
        unit: group if sizes[group] >= FEWEST else REST
        for unit, group in groups.items()
    }
