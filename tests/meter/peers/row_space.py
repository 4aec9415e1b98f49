"""The row-space test: what a reader works out from exact means of groups.

METER shows no exact means; what it shows is judged by cover. This judges the judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOLERANCE = 1e-9
"""Distance below which a unit lies in the span of what is published."""


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
