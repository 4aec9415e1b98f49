"""Disclosure: rules that tell whether published figures give a single unit away.

A total of few contributors lets the second largest estimate the largest; means of
overlapping groups let a unit be computed from the others. Source: Handbook on
Statistical Disclosure Control, chapter on magnitude tables (p % and dominance rules).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOLERANCE = 1e-9
"""Distance below which a unit lies in the span of what is published."""


def lets_estimate(total: float, largest: Sequence[float], percent: float) -> bool:
    """Tell whether the second contributor could estimate the first too closely.

    Unsafe where total - x1 - x2 < percent / 100 x1: the rest does not hide x1.

    Args:
        total: the published sum, 0 or more.
        largest: its contributions, the largest first, two at least.
        percent: how close, in per cent of the largest, is too close.
    """
    first, second, *_ = largest
    return total - first - second < percent / 100 * first


def is_dominated(
    total: float, largest: Sequence[float], few: int, share: float
) -> bool:
    """Tell whether few contributors make more than a share, in per cent, of a total.

    Unsafe where x1 + ... + x_few > share / 100 total.
    """
    return sum(largest[:few]) > share / 100 * total


def find_disclosed(
    groups: Iterable[Iterable[int]], units: int, own: int | None = None
) -> list[int]:
    """Find the units whose value follows from means of groups, as one unit sees them.

    Unit j is disclosed where its unit vector lies in the row space of the groups,
    with the viewer's own value added.

    Args:
        groups: the units, by number from 0, of each published mean.
        units: how many there are.
        own: the viewer, who is not disclosed to itself; None for a stranger.
    """
    rows = [np.isin(np.arange(units), list(group)).astype(float) for group in groups]
    if own is not None:
        rows.append(np.eye(units)[own])
    if not rows:
        return []
    known = np.array(rows)
    seen = np.linalg.pinv(known) @ known  # projects onto what the rows span
    missed = np.linalg.norm(seen - np.eye(units), axis=0)
    found = np.flatnonzero(missed < _TOLERANCE).tolist()
    return [unit for unit in found if unit != own]
