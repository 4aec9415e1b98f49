"""Diagnoses side by side: the strongest first, and the items that they share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from scoring.study.diagnostics.diagnosis import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.study.diagnostics.diagnosis import Diagnosis, ItemValue


@dataclass(frozen=True)
class Shared:
    """Two diagnoses that are reported, and the items that count in both.

    Attributes:
        first: key of the stronger diagnosis.
        second: key of the other.
        ahead: items that would stand too high in both.
        behind: items that would stand too low in both.
    """

    first: str
    second: str
    ahead: tuple[str, ...]
    behind: tuple[str, ...]


def strongest_first(diagnoses: Iterable[Diagnosis]) -> list[Diagnosis]:
    """Order diagnoses by level, then by the main number over its threshold.

    Those that are equal keep their order.
    """
    return sorted(diagnoses, key=lambda d: (LEVELS.index(d.level), -d.strength))


def list_shared(diagnoses: Iterable[Diagnosis]) -> list[Shared]:
    """List the items that pairs of reported diagnoses share, the strongest first.

    Patterns lean on the same answers: what outside rankings count is often what
    residents meet. Pairs that share nothing are left out.
    """
    reported = [one for one in strongest_first(diagnoses) if one.is_reported]
    pairs = (
        Shared(
            first.key,
            second.key,
            _in_both(first.ahead, second.ahead),
            _in_both(first.behind, second.behind),
        )
        for first, second in combinations(reported, 2)
    )
    return [pair for pair in pairs if pair.ahead or pair.behind]


def _in_both(
    first: Iterable[ItemValue], second: Iterable[ItemValue]
) -> tuple[str, ...]:
    others = {one.item for one in second if one.value is not None}
    return tuple(
        one.item for one in first if one.value is not None and one.item in others
    )
