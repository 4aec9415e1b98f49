"""Blocks of a room: its ladder, spreads, answers and groups, drawn of many units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Step:
    """A stage: how many units stand on it, and who of them may be named."""

    title: str
    count: int
    share: str
    names: str
    shade: int


@dataclass(frozen=True)
class Ladder:
    """The stages of a room, the lowest first; `alt` says the same in words."""

    alt: str
    steps: tuple[Step, ...]
    most: int
    without: str = ""
    kind: Literal["ladder"] = "ladder"


@dataclass(frozen=True)
class Dot:
    """A unit on the scale, and on which line above it."""

    points: float
    line: int


@dataclass(frozen=True)
class Dots:
    """Every unit a dot on the scale, over the middle half of them."""

    alt: str
    dots: tuple[Dot, ...]
    lines: int
    lower: float
    median: float
    upper: float
    said: str
    kind: Literal["dots"] = "dots"


@dataclass(frozen=True)
class MapCell:
    """A score in words, and its shade; 0 for no score."""

    said: str
    shade: int


@dataclass(frozen=True)
class MapRow:
    """A unit with a cell under each heading."""

    name: str
    cells: tuple[MapCell, ...]


@dataclass(frozen=True)
class HeatMap:
    """Every unit by every part of what is measured."""

    caption: str
    corner: str
    headings: tuple[str, ...]
    rows: tuple[MapRow, ...]
    kind: Literal["map"] = "map"


@dataclass(frozen=True)
class Bar:
    """An option and how many chose it."""

    say: str
    count: int


@dataclass(frozen=True)
class Bars:
    """A closed question with how often each answer was given."""

    ask: str
    note: str
    bars: tuple[Bar, ...]
    most: int
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True)
class Group:
    """A working group: what it works on, and why these units."""

    number: str
    theme: str
    reason: str
    learning: str
    strong: str


@dataclass(frozen=True)
class Groups:
    """The working groups, in the order of their need."""

    learning: str
    strong: str
    groups: tuple[Group, ...]
    kind: Literal["groups"] = "groups"


@dataclass(frozen=True)
class Saying:
    """What one unit wrote; no name where it may not be named."""

    name: str
    text: str


@dataclass(frozen=True)
class Sayings:
    """An open question with what was written."""

    ask: str
    note: str
    said: tuple[Saying, ...]
    kind: Literal["sayings"] = "sayings"
