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


SINGLES = {
    "node": "node",
    "sort": "sort",
    "order": "order",
    "by": "by",
    "across": "x",
    "up": "y",
    "former": "from",
    "search": "q",
    "method": "as",
    "figure": "figure",
}
"""By field of a selection the name of its single value in an address."""

ALIKE = "alike"
"""The order in which neighbours score alike."""

SHARED = ("units", "node", "room")
"""What is chosen on one page and holds on the others too."""


@dataclass(frozen=True)
class Selection:
    """What a link to a comparison says; everything has a default.

    `units` are ids in the order of choosing, at most six; `left_out` are those that
    were asked for beyond them. `first` is the place of the first row that is shown.
    """

    units: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    node: str | None = None
    sort: str | None = None
    room: bool = False
    order: str | None = None
    by: str | None = None
    across: str | None = None
    up: str | None = None
    former: str | None = None
    search: str | None = None
    method: str | None = None
    figure: str | None = None
    first: int = 0

    @property
    def is_alike(self) -> bool:
        """Tell whether neighbours are to score alike."""
        return self.order == ALIKE

    def link(self, **changes: Any) -> str:
        """Write the query of a link to this selection, with changes."""
        changed = replace(self, **changes)
        pairs = [("units", str(unit)) for unit in changed.units]
        pairs += [
            (name, value)
            for field, name in SINGLES.items()
            if (value := getattr(changed, field))
        ]
        if changed.first:
            pairs.append(("first", str(changed.first + 1)))
        if changed.room:
            pairs.append(("view", ROOM_VIEW))
        return f"?{urlencode(pairs)}"

    def share(self) -> str:
        """Write the query of a link to another page about the same units and part."""
        kept = {name: getattr(self, name) for name in SHARED}
        return Selection(**kept).link()


def parse_selection(units: Iterable[str], others: Mapping[str, str]) -> Selection:
    """Read a selection from an address; what cannot be read is left out.

    Args:
        units: values of `units`, each an id or several with commas between.
        others: the single values: those of SINGLES, `first` and `view`.
    """
    asked = _read_ids(units)
    first = _read_ids([others.get("first", "")])
    return Selection(
        units=tuple(asked[:MOST_COMPARED]),
        left_out=tuple(asked[MOST_COMPARED:]),
        room=others.get("view") == ROOM_VIEW,
        first=max(0, first[0] - 1) if first else 0,
        **{field: others.get(name) or None for field, name in SINGLES.items()},
    )


def _read_ids(texts: Iterable[str]) -> Sequence[int]:
    parts = (part.strip() for text in texts for part in text.split(","))
    ids = (
        int(part)
        for part in parts
        if part.isascii() and part.isdigit() and len(part) <= MOST_DIGITS
    )
    return list(dict.fromkeys(ids))
