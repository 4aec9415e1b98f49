"""Similarity of units by facts about them: Gower's coefficient.

Gower (1971), A general coefficient of similarity and some of its properties,
Biometrics 27: the mean over what is known of both, of 1 - |a - b| / range for numbers,
and of 1 or 0 for what is alike or not. Sets of words are alike by what they share.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from instruments.model.answers import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from instruments.model.answers import Answer
    from instruments.model.instrument import Instrument

    Values = NDArray[np.float64]

Fact = float | str | frozenset[str] | None
"""A number, a word that is alike or not, a set of words; None for not known."""

UNKNOWN = 0.5
"""The similarity of two units of which no fact is known of both."""


def context_of(
    instrument: Instrument, profile: Mapping[str, Answer], fields: Iterable[str]
) -> dict[str, Fact]:
    """Read the facts that make units alike from answers to a profile.

    A number is taken as its logarithm to base 10, since cities of 10,000 and 100,000
    are as far apart as those of 100,000 and a million; one that is not above 0 is not
    known. A text is the set of its words between commas.

    Args:
        instrument: declares the profile.
        profile: answers by the key of the field.
        fields: the keys to read.
    """
    kinds = {field.key: field.type for field in instrument.profile}
    return {key: _read(kinds.get(key), profile.get(key)) for key in fields}


def _read(kind: str | None, answer: Answer | None) -> Fact:
    if answer is None or isinstance(answer, (Missing, tuple)):
        return None
    if kind == "number":
        number = float(answer)
        return math.log10(number) if number > 0 else None
    if kind == "single":
        return str(answer)
    words = {word.strip().casefold() for word in str(answer).split(",")}
    return frozenset(words - {""}) or None


def measure_similarity(contexts: Sequence[Mapping[str, Fact]]) -> Values:
    """Give the similarity of each pair of units, 0..1: (units, units).

    Where no fact is known of both it is 0.5.
    """
    fields = sorted({key for context in contexts for key in context})
    total = np.zeros((len(contexts), len(contexts)))
    known = np.zeros_like(total)
    for field in fields:
        alike = _compare([context.get(field) for context in contexts])
        total += np.nan_to_num(alike)
        known += ~np.isnan(alike)
    return np.where(known > 0, total / np.maximum(known, 1), UNKNOWN)


def _compare(facts: Sequence[Fact]) -> Values:
    """Compare one fact of all units; NaN where it is not known of both."""
    numbers = [f for f in facts if isinstance(f, (int, float))]
    width = max(numbers) - min(numbers) if numbers else 0.0
    alike = np.array([[_alike(a, b, width) for b in facts] for a in facts])
    return alike.reshape(len(facts), len(facts))


def _alike(first: Fact, second: Fact, width: float) -> float:
    if first is None or second is None:
        return math.nan
    if isinstance(first, frozenset) and isinstance(second, frozenset):
        return len(first & second) / len(first | second)
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        return 1 - abs(first - second) / width if width > 0 else 1.0
    return float(first == second)
