"""Cells of a table of answers: their text, and sentences about the bad ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from instruments.model.answers import AnswerFault

if TYPE_CHECKING:
    from instruments.model.answers import AnswerError

LIMIT = 20
"""How many bad cells are named."""

LONGEST = 40
"""Characters of a cell that are quoted in a sentence."""

MOST_OPTIONS = 8
"""How many options a sentence lists."""

HEADER_ROW = 1
"""The number of the row that holds the names of the columns."""

FIRST_ROW = 2
"""The number of the first row of answers."""


@dataclass(frozen=True)
class CellFault:
    """Stands in a cell that its file already shows to hold no answer.

    Attributes:
        problem: what is wrong and what to do.
    """

    problem: str

    def __str__(self) -> str:
        return self.problem


@dataclass(frozen=True)
class BadCell:
    """A cell, or a whole row, that cannot be read, with a sentence that says why.

    Attributes:
        row: its number as a spreadsheet counts, the header being row 1.
        unit: name of the unit of that row; empty where that is what is missing.
        column: name of its column; empty where the row is no row of the table.
        problem: what is wrong and what to do.
    """

    row: int
    unit: str
    column: str
    problem: str

    def __str__(self) -> str:
        named = f" ({shorten(self.unit)})" if self.unit else ""
        column = f", column '{shorten(self.column)}'" if self.column else ""
        return f"row {self.row}{named}{column}: {self.problem}"


_PROBLEMS = {
    AnswerFault.NOT_AN_OPTION: "{given} is no option; write {options}",
    AnswerFault.NOT_A_NUMBER: "{given} is not a number",
    AnswerFault.AMBIGUOUS_NUMBER: "{given} may mean {readings}; write it without comma",
    AnswerFault.NOT_WHOLE: "{given} is not a whole number",
    AnswerFault.TOO_LOW: "{given} is below {at_least}",
    AnswerFault.TOO_HIGH: "{given} is above {at_most}",
    AnswerFault.TOO_MANY: "{given} options are chosen; at most {at_most} may be",
    AnswerFault.ALONE: "{option} cannot be chosen together with another option",
    AnswerFault.TOO_LONG: "{length} characters are given; at most {at_most} may be",
    AnswerFault.NOT_A_DATE: "{given} is not a date; write it like 2026-11-30",
    AnswerFault.NOT_A_LINK: "{given} is not a web address that begins with https://",
    AnswerFault.NOT_ALLOWED: "{reason} may not be given here",
    AnswerFault.CONTROL_CHARACTER: "the character {character} cannot be kept",
}


def explain(error: AnswerError) -> str:
    """Say what is wrong with a cell and what to write instead."""
    facts = {name: _say(name, value) for name, value in error.facts.items()}
    problem = _PROBLEMS[error.code].format(**facts)
    closest = error.facts.get("closest")
    hint = f" Did you mean '{closest}'?" if closest else ""
    if str(error.facts.get("given")).casefold() in _LIKE_NA:
        hint = " Write NA where it does not apply, nothing where it is only missing."
    return f"{problem}.{hint}"


_LIKE_NA = frozenset({"na", "n/a", "n.a.", "n.a", "#n/a", "#na"})
"""How other programs mark a cell without a value."""


def _say(name: str, value: object) -> str:
    if isinstance(value, list | tuple):
        many = len(value) > MOST_OPTIONS
        return f"one of {len(value)} codes" if many else " or ".join(map(str, value))
    if name in {"given", "option"} and isinstance(value, str):
        return f"'{shorten(value)}'"
    return to_text(value)


def shorten(text: str) -> str:
    """Cut a long text, put it on one line, and show signs that a terminal obeys."""
    some = text[: LONGEST * 10]
    flat = " ".join("".join(map(_show, some)).split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"


def _show(sign: str) -> str:
    return sign if sign.isprintable() or sign.isspace() else f"\\u{ord(sign):04x}"


def to_text(value: Any) -> str:
    """Write a cell as a file of text would: 5.0 as 5, a date as 2026-11-30."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return repr(float(value)).removesuffix(".0")
    return str(value)
