"""Blocks: what a document about results is made of, in words and drawings.

The facilitator's pack and the report of a city are made of these, whatever they are
written as. Words and tables stand here, what is drawn of results in `room_blocks` and
`unit_blocks`. Lengths along a scale are points of 0 to 100; shades run from 1, light,
to 5, dark. Words that come from an instrument may be of another language than the
others: those stand in a section's `written`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from meter.reports.room_blocks import Bars, Dots, Groups, HeatMap, Ladder, Sayings
from meter.reports.unit_blocks import Climb, Profile, Scores, Way

if TYPE_CHECKING:
    from meter.reports.paper import Tongue


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first cell names its row.

    Attributes:
        numeric: the columns of numbers, from 0.
        owned: the columns of the instrument's own words, from 0.
        values: by row and column the numbers themselves, rounded as they are told;
            None where a cell has none. Empty where nobody computes with them.
        wide: the columns that hold more words than others, from 0.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    owned: tuple[int, ...] = ()
    values: tuple[tuple[float | None, ...], ...] = ()
    wide: tuple[int, ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Heading:
    """What the blocks after it are about, within a section."""

    text: str
    owned: bool = False
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """Words; `tone` is how loud, `owned` whether they are the instrument's own."""

    text: str
    tone: Literal["plain", "lead", "quiet", "notice"] = "plain"
    owned: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Sentences:
    """What is said in several short sentences, none before another."""

    said: tuple[str, ...]
    owned: bool = False
    kind: Literal["sentences"] = "sentences"


@dataclass(frozen=True)
class Fact:
    """What stands beside a label.

    Attributes:
        value: its number, where it is one, rounded as it is told.
        owned, said_owned: whether label and words are the instrument's own.
        after: what a number is of.
    """

    label: str
    said: str
    value: float | None = None
    owned: bool = False
    said_owned: bool = False
    after: str = ""


@dataclass(frozen=True)
class Facts:
    """Facts below each other, or side by side and large."""

    facts: tuple[Fact, ...]
    large: bool = False
    kind: Literal["facts"] = "facts"


Block = (
    Table
    | Ladder
    | Dots
    | HeatMap
    | Bars
    | Groups
    | Sayings
    | Profile
    | Scores
    | Way
    | Heading
    | Paragraph
    | Sentences
    | Facts
    | Climb
)


@dataclass(frozen=True)
class Section:
    """A part of a document.

    Attributes:
        key: its name in addresses.
        over: what it is about.
        title: what it finds.
        notes: what has to be known to read it.
        blocks: what is drawn.
        written: the language of the instrument's own words; None for the document's.
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
class BlockWords:
    """What stands on every sheet around what is told."""

    contents: str
    now: str
    needed: str
    to: str
