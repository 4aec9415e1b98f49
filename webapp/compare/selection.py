"""The selection: which units, which part and which order a page compares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from webapp.charts.palette import MOST_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOM_VIEW = "room"

MOST_DIGITS = 18
"""Longer runs of digits are no ids that a database could hold."""


@dataclass(frozen=True)
class Selection:
    """What a link to a comparison says; everything has a default.

    `units` are ids in the order of choosing, at most six; `left_out` are those that
    were asked for beyond them.
    """

    units: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    node: str | None = None
    sort: str | None = None
    room: bool = False

    def link(self, **changes: Any) -> str:
        """Write the query of a link to this selection, with changes."""
        changed = replace(self, **changes)
        pairs = [("units", str(unit)) for unit in changed.units]
        pairs += [
            (name, value)
            for name, value in (("node", changed.node), ("sort", changed.sort))
            if value
        ]
        if changed.room:
            pairs.append(("view", ROOM_VIEW))
        return f"?{urlencode(pairs)}"


def parse_selection(units: Iterable[str], others: Mapping[str, str]) -> Selection:
    """Read a selection from an address; what cannot be read is left out.

    Args:
        units: values of `units`, each an id or several with commas between.
        others: the single values `node`, `sort` and `view`.
    """
    asked = _read_ids(units)
    return Selection(
        units=tuple(asked[:MOST_COMPARED]),
        left_out=tuple(asked[MOST_COMPARED:]),
        node=others.get("node") or None,
        sort=others.get("sort") or None,
        room=others.get("view") == ROOM_VIEW,
    )


def _read_ids(texts: Iterable[str]) -> Sequence[int]:
    parts = (part.strip() for text in texts for part in text.split(","))
    ids = (
        int(part)
        for part in parts
        if part.isascii() and part.isdigit() and len(part) <= MOST_DIGITS
    )
    return list(dict.fromkeys(ids))
