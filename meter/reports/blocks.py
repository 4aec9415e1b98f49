"""Blocks: what a document about results is made of, in words and drawings.

The facilitator's pack and the report of a city are made of these, whatever they are
written as. Lengths along a scale are points of 0 to 100; shades run from 1, light, to
5, dark. Words that come from an instrument may be of another language than the others:
those stand in a section's `written`.
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
class Peers:
    """The middle half of the peers on the scale, their median, and both in words."""

    lower: float
    middle: float
    upper: float
    said: str


@dataclass(frozen=True)
class Score:
    """A part with its score.

    Attributes:
        points: where the bar ends; None for no score.
        said: the figure.
        covered: up to where the scale rests on answers; what is beyond is hatched.
        answered: the figure of that, in per cent; empty where nobody tells it.
        note: that not all is answered; empty where all is.
        peers: the spread of its peers, where it may be seen.
        level: 0 for a part of the whole, 1 for a part of that.
    """

    title: str
    points: float | None
    said: str
    covered: float = 100.0
    answered: str = ""
    note: str = ""
    peers: Peers | None = None
    level: int = 0


@dataclass(frozen=True)
class Scores:
    """Parts with their scores as bars; `alt` says the same in words.

    Attributes:
        caption: how the bars are read.
        part, score, answered, beside: what its columns are called where it is a table.
    """

    alt: str
    caption: str
    part: str
    score: str
    answered: str
    beside: str
    scores: tuple[Score, ...]
    kind: Literal["scores"] = "scores"


@dataclass(frozen=True)
class Needed:
    """An answer that leads on: what it is, and what it would be.

    Attributes:
        adds: what it adds to the index, as a figure; empty where that is not told.
        points: the same as a number, rounded as it is told.
        notes: what else there is to know, such as who can teach it.
    """

    ask: str
    now: str
    needed: str
    adds: str = ""
    points: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """Answers that lead on, in the order to take them.

    Attributes:
        ask, now, needed, adds, notes: what its columns are called where it is a table.
    """

    ask: str
    now: str
    needed: str
    adds: str
    notes: str
    answers: tuple[Needed, ...]
    kind: Literal["way"] = "way"


@dataclass(frozen=True)
class Paragraph:
    """Words; `tone` is how loud, `owned` whether they are the instrument's own."""

    text: str
    tone: Literal["plain", "lead", "quiet", "notice"] = "plain"
    owned: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Heading:
    """What the blocks after it are about, within a section."""

    text: str
    owned: bool = False
    kind: Literal["heading"] = "heading"


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


@dataclass(frozen=True)
class Rung:
    """A stage of a ladder: from which points it begins, and the figure of that.

    `state` tells it from the one that is held.
    """

    title: str
    lower: float
    said: str
    state: Literal["below", "here", "above"]
    shade: int


@dataclass(frozen=True)
class Climb:
    """A unit's own place on a ladder, the lowest stage first; `alt` says it in words.

    Attributes:
        stage, lower, score: what its columns are called where it is a table.
        here: what stands beside the stage that is held.
        points: where its mark stands; None for none.
        said: the figure of that.
        foothold: the place of the stage on which the mark stands, from 0.
        between: within which points the mark is as sure as is told; None for unknown.
    """

    alt: str
    stage: str
    lower: str
    score: str
    here: str
    rungs: tuple[Rung, ...]
    points: float | None
    said: str
    foothold: int = 0
    between: tuple[float, float] | None = None
    kind: Literal["climb"] = "climb"


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
