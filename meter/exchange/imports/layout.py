"""A layout: how a program writes headings, several options, and what is blank."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from meter.exchange.imports.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


class Reading(NamedTuple):
    """One way to read a heading: the name of a question, and maybe of a part of it.

    A part is an option of several, a row of a grid, or an entry of a list.
    """

    name: str
    part: str | None = None


NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Layout:
    """How files of one program are read.

    Attributes:
        key: what it is called on the command line.
        list_readings: all ways to read a heading, the likeliest first.
        recognise: whether headings are those of this program.
        facts: folded headings of what the program keeps itself, and is no answer.
        unit_headings: folded headings that name the units where nobody says which;
            the first column where there are none and `takes_first` says so.
        separators: what may stand between several options in a cell.
        blanks: folded texts that stand for no answer.
        spelt: option codes by folded texts that the program writes for them.
        notes: folded parts of a heading whose column holds what was said beside an
            answer; behind the code of an option, what was said beside that one.
        guards: whether cells begin with an apostrophe where a spreadsheet would
            compute, as in our own CSV.
    """

    key: str
    list_readings: Callable[[str], Iterator[Reading]]
    recognise: Callable[[Sequence[str]], bool]
    facts: frozenset[str] = frozenset()
    unit_headings: tuple[str, ...] = ("unit", "name")
    takes_first: bool = False
    separators: str = ";,"
    blanks: frozenset[str] = frozenset()
    spelt: Mapping[str, str] = field(default_factory=lambda: NO_WORDS)
    notes: tuple[str, ...] = ()
    guards: bool = False

    def is_fact(self, heading: str) -> bool:
        """Tell whether a column is what the program keeps itself."""
        return fold(heading) in self.facts


def has_all(headings: Sequence[str], *wanted: str) -> bool:
    """Tell whether all these folded headings are there."""
    return {fold(one) for one in headings}.issuperset(wanted)
