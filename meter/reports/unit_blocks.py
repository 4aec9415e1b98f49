"""Blocks of one unit: its scores, its place on a ladder, and the way up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
