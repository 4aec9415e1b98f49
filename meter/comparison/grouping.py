"""Peer groups: the units of a room by one fact of their profile."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instruments.model.questionnaire import ProfileField

MOST_GROUPS = 12
"""Groups of free words that are told apart; the smallest others are put together."""


@dataclass(frozen=True)
class Group:
    """Units that share a fact.

    Attributes:
        value: the code of an option, the words that were given, or the lower end of a
            band of numbers; None where nothing is known, "" for all that is left.
        upper: the end of a band, itself in the next one; None for no band.
        places: where the units stand in the room.
    """

    value: str | float | None
    places: tuple[int, ...]
    upper: float | None = None


def group_units(
    field: ProfileField, profiles: Sequence[Mapping[str, str | float]]
) -> list[Group]:
    """Group units by a field of their profile, those of whom nothing is known last.

    Options keep their declared order. Numbers fall into bands between powers of ten.
    Words make a group each, alike but for capitals and spaces; beyond MOST_GROUPS the
    smallest are put together.
    """
    found: dict[str | float | None, list[int]] = {}
    for place, profile in enumerate(profiles):
        found.setdefault(_find_value(field, profile.get(field.key)), []).append(place)
    unknown = found.pop(None, [])
    groups = _order(field, found)
    return [*groups, *([Group(None, tuple(unknown))] if unknown else [])]


def _find_value(field: ProfileField, given: str | float | None) -> str | float | None:
    if given is None or given == "":
        return None
    if field.type == "number":
        return _find_band(given)
    text = str(given)
    if field.type == "single":
        known = {option.code for option in field.options or ()}
        return text if text in known else None
    return " ".join(text.split()).casefold() or None


def _find_band(given: str | float) -> float | None:
    """Give the power of ten at or below a number; 0 for what is below 1."""
    if isinstance(given, str) or not math.isfinite(given):
        return None
    if given < 1:
        return 0.0
    power = 10.0 ** (len(str(int(given))) - 1)  # exact, where a logarithm is not
    return float(power)


def _order(
    field: ProfileField, found: Mapping[str | float | None, list[int]]
) -> list[Group]:
    if field.type == "single":
        codes = [option.code for option in field.options or ()]
        return [Group(code, tuple(found[code])) for code in codes if code in found]
    if field.type == "number":
        bands = sorted(value for value in found if isinstance(value, float))
        return [
            Group(low, tuple(found[low]), 10 * low if low else 1.0) for low in bands
        ]
    return _order_words(found)


def _order_words(found: Mapping[str | float | None, list[int]]) -> list[Group]:
    sizes = Counter({str(word): len(places) for word, places in found.items()})
    large = [word for word, _ in sorted(sizes.items(), key=lambda one: (-one[1], one))]
    kept = sorted(large[:MOST_GROUPS])
    groups = [Group(word, tuple(found[word])) for word in kept]
    rest = [place for word in large[MOST_GROUPS:] for place in found[word]]
    return [*groups, *([Group("", tuple(sorted(rest)))] if rest else [])]
