"""A questionnaire on paper: all that stands on it, in words, without a form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """A language by its BCP 47 tag, and which way it runs: `ltr` or `rtl`."""

    tag: str
    direction: str


@dataclass(frozen=True)
class PaperWords:
    """What stands on every sheet around the instrument's own words."""

    guide: str
    sections: str
    required: str
    or_reason: str
    note: str


@dataclass(frozen=True)
class PaperOption:
    """A box to tick; `hint` is empty where the section explains its levels above."""

    say: str
    hint: str = ""


@dataclass(frozen=True)
class PaperItem:
    """A question.

    Attributes:
        number: where it stands, such as 2.3.
        key: its name in workbooks and data files.
        ask: what it asks.
        when: its condition in words, empty where it is always asked.
        help: paragraphs.
        rule: bounds of the answer in words.
        unit: what a number counts.
        is_required: whether it needs an answer or a reason.
        options: boxes to tick.
        side_by_side: whether the options are few and short.
        reasons: boxes to tick instead of an answer.
        lines: how many lines there are to write on; 0 where boxes are ticked.
        is_short: whether a line holds a few characters only.
        evidence: what is asked of a proof, empty where none is.
        takes_note: whether there is room for a note.
    """

    number: str
    key: str
    ask: str
    when: str = ""
    help: tuple[str, ...] = ()
    rule: str = ""
    unit: str = ""
    is_required: bool = False
    options: tuple[PaperOption, ...] = ()
    side_by_side: bool = False
    reasons: tuple[str, ...] = ()
    lines: int = 0
    is_short: bool = False
    evidence: str = ""
    takes_note: bool = True


@dataclass(frozen=True)
class PaperSection:
    """A section; `scales` are levels that several of its questions share."""

    number: str
    title: str
    intro: str
    scales: tuple[tuple[PaperOption, ...], ...]
    items: tuple[PaperItem, ...]


@dataclass(frozen=True)
class Paper:
    """A blank questionnaire.

    Attributes:
        title: what the instrument is called.
        over: which one it is: its key and version.
        summary: what it is and for whom.
        extent: how many questions it has.
        spoken: the language of the words around it.
        written: the language of the instrument's own words.
        words: the words around it.
        sections: what is asked.
    """

    title: str
    over: str
    summary: str
    extent: str
    spoken: Tongue
    written: Tongue
    words: PaperWords
    sections: tuple[PaperSection, ...]
