"""What the pages of the audit trail show, and what its file holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meter.exchange import csv_texts
from webapp.roles import say_role
from webapp.trail.words import say_action, say_part, say_who

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from meter.audit.records import Action, Entry
    from meter.publication.parts import Part
    from webapp.paging import Pages

LINES = 50
"""How many entries a page shows."""

HEADINGS = (
    "entry", "at", "who", "role", "action", "what", "unit", "round", "item", "detail",
    "previous", "hash",
)  # fmt: skip


@dataclass(frozen=True)
class TrailLine:
    """One entry: who did what when, on whose data.

    `name` and `member_role` are of the member of staff to whom it was done, if so;
    `ask` is the question of the answer that it was done to; `part` says to a unit what
    was told of it.
    """

    at: dt.datetime
    who: str
    role: str
    what: str
    name: str
    member_role: str
    unit: str
    round: str
    ask: str
    part: str = ""


@dataclass(frozen=True)
class Names:
    """What entries refer to by ids, in words: units, rounds, and asked items.

    `parts` tells a unit by entry whether it is among what was passed on.
    """

    units: Mapping[int, str]
    rounds: Mapping[int, str]
    asks: Mapping[tuple[int, str], str]
    parts: Mapping[int, Part] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """Which entries the reader asked for."""

    unit_id: int | None
    action: Action | None


@dataclass(frozen=True)
class TrailPage:
    """A page of entries, the newest first, and the ways to others."""

    lines: tuple[TrailLine, ...]
    choice: Choice
    pages: Pages
    units: tuple[tuple[int, str], ...]
    actions: tuple[tuple[Action, str], ...]

    @property
    def first(self) -> int:
        """The place of the first line: how many entries there are from it on."""
        return self.pages.count - self.pages.skipped


def make_line(entry: Entry, names: Names) -> TrailLine:
    """Word an entry."""
    role, part = entry.detail.get("role"), names.parts.get(entry.id)
    return TrailLine(
        entry.at,
        say_who(entry),
        say_role(entry.role),
        say_action(entry.action),
        str(entry.detail.get("name", "")),
        say_role(role) if role else "",
        names.units.get(entry.unit_id or 0, ""),
        names.rounds.get(entry.round_id or 0, ""),
        names.asks.get((entry.round_id or 0, entry.item or ""), entry.item or ""),
        "" if part is None else say_part(entry.action, part),
    )


def write_csv(entries: Iterable[Entry], names: Names) -> str:
    """Write entries with their hashes as CSV, harmless in a spreadsheet."""
    return csv_texts.write_csv(
        [HEADINGS, *(_list_cells(one, names) for one in entries)]
    )


def _list_cells(entry: Entry, names: Names) -> tuple[object, ...]:
    line = make_line(entry, names)
    texts = (line.who, line.role, entry.action, line.what, line.unit, line.round)
    more = (entry.item or "", json.dumps(entry.detail, ensure_ascii=False))
    hashes = (entry.previous, entry.hash)
    return (entry.id, entry.at.isoformat(), *texts, *more, *hashes)
