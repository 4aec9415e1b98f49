"""The facilitator's pack: what a room is told about itself, in words and drawings.

The PDF and the pages for a projector are drawn from the same values. Lengths along a
scale are points of 0 to 100; shades run from 1, light, to 5, dark. Words that come
from an instrument may be of another language than the others: those stand in a
section's `written`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from meter.reports.paper import Tongue


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first cell names its row.

    Attributes:
        numeric: the columns of numbers, from 0.
        owned: the columns of the instrument's own words, from 0.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    owned: tuple[int, ...] = ()
    kind: Literal["table"] = "table"


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


@dataclass(frozen=True)
class Score:
    """A part with its score: where the bar ends, and the figure; None for no score."""

    title: str
    points: float | None
    said: str


@dataclass(frozen=True)
class Needed:
    """An answer that leads to the next stage: what it is, and what it would be."""

    ask: str
    now: str
    needed: str


@dataclass(frozen=True)
class Profile:
    """One participant: where it stands, what it is strong in, what blocks it.

    Attributes:
        facts: what it is, in a line.
        main: the first index.
        stage: the stage held, in words; empty without a ladder.
        bounds: where the stages begin, the lowest at 0; empty without a ladder.
        place: the stage held, from 0; -1 for none.
        parts: the pillars.
        strengths: its best sub-themes; `strong` is their heading.
        next: what it is about to reach, or why there is nothing.
        needed: the answers that lead there.
        more: how many more there are.
    """

    facts: str
    main: Score
    stage: str
    bounds: tuple[float, ...]
    place: int
    parts: tuple[Score, ...]
    strong: str
    strengths: tuple[Score, ...]
    next: str
    needed: tuple[Needed, ...]
    more: str
    kind: Literal["profile"] = "profile"


Block = Table | Ladder | Dots | HeatMap | Bars | Groups | Sayings | Profile


@dataclass(frozen=True)
class Section:
    """A part of the pack.

    Attributes:
        key: its name in addresses.
        over: what it is about.
        title: what it finds.
        notes: what has to be known to read it.
        blocks: what is drawn.
        written: the language of the instrument's own words; None for the pack's.
        owns_title: whether the title is a name, which is in nobody's language.
    """

    key: str
    over: str
    title: str
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    written: Tongue | None = None
    owns_title: bool = False


@dataclass(frozen=True)
class PackWords:
    """What stands on every sheet around it."""

    contents: str
    now: str
    needed: str
    to: str


@dataclass(frozen=True)
class Pack:
    """All of it.

    Attributes:
        over: that it is a facilitator's pack.
        title: the workshop or the round.
        lead: where and when.
        notice: whose document it is, and what may be done with it.
        caption: from when its numbers are.
        spoken: its language.
    """

    over: str
    title: str
    lead: str
    notice: str
    caption: str
    spoken: Tongue
    words: PackWords
    sections: tuple[Section, ...]
