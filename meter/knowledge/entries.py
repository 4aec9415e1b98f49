"""Entries as they are typed or stand in a file: all fields are checked at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from meter.errors import DataError
from meter.fieldwork.given.links import parse_link
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.knowledge.errors import (
    CostError,
    EntryError,
    IncompleteEntryError,
    IndicatorError,
    KindError,
    LanguageError,
    YearError,
)
from meter.knowledge.records import KINDS, CaseStudy, Cost, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from meter.knowledge.records import Kind

YEAR_LEAST, YEAR_MOST = 1900, 2100
TOLD = ("problem", "solution", "technology", "results", "lessons", "contact")
"""What a case study tells in words."""

NEEDED, NEEDED_OF_CASE = ("summary", "languages"), ("problem", "solution", "results")

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class GivenEntry:
    """An entry as somebody gave it; fields that are not there are empty."""

    kind: str = ""
    title: str = ""
    summary: str = ""
    languages: tuple[str, ...] = ()
    country: str = ""
    year: str = ""
    licence: str = ""
    link: str = ""
    indicators: tuple[str, ...] = ()
    credited: bool = False
    problem: str = ""
    solution: str = ""
    technology: str = ""
    cost: str = ""
    currency: str = ""
    cost_year: str = ""
    results: str = ""
    lessons: str = ""
    contact: str = ""


@dataclass
class _Reader:
    """Reads field by field, and remembers what was wrong with which."""

    problems: dict[str, DataError] = field(default_factory=dict)

    def read(self, name: str, parse: Callable[..., Any], *given: Any) -> Any:
        try:
            return parse(*given)
        except DataError as error:
            self.problems[name] = error
            return None


def parse_entry(given: GivenEntry, indicators: Collection[str]) -> Entry:
    """Read an entry; but for its kind and title everything may still be empty.

    Args:
        given: what was typed.
        indicators: what it may be tied to.

    Raises:
        EntryError: some fields cannot be taken; it says of each why.
    """
    reader = _Reader()
    kind = reader.read("kind", parse_kind, given.kind)
    entry = Entry(
        kind=kind or "other",
        title=reader.read("title", parse_title, given.title),
        summary=reader.read("summary", parse_text, given.summary),
        languages=reader.read("languages", parse_languages, given.languages) or (),
        country=reader.read("country", parse_line, given.country),
        year=reader.read("year", parse_year, given.year),
        licence=reader.read("licence", parse_line, given.licence),
        link=reader.read("link", parse_address, given.link),
        indicators=reader.read(
            "indicators", parse_indicators, given.indicators, indicators
        )
        or (),
        credited=given.credited,
        case=_read_case(reader, given) if kind == "case" else None,
    )
    if reader.problems:
        raise EntryError(reader.problems)
    return entry


def _read_case(reader: _Reader, given: GivenEntry) -> CaseStudy:
    told = {name: reader.read(name, parse_text, getattr(given, name)) for name in TOLD}
    cost = (given.cost, given.currency, given.cost_year)
    return CaseStudy(**told, cost=reader.read("cost", parse_cost, *cost))


def parse_kind(text: str) -> Kind:
    """Read a kind.

    Raises:
        KindError: there is none of that name.
    """
    found = next((kind for kind in KINDS if kind == text), None)
    if found is None:
        raise KindError(text, KINDS)
    return found


def parse_text(text: str) -> str:
    """Read a passage, which may be blank.

    Raises:
        WordsError: it is too long or holds controls.
    """
    return parse_words(text) if text.strip() else ""


def parse_line(text: str) -> str:
    """Read a line, which may be blank.

    Raises:
        TitleError: it is too long or holds controls.
    """
    return parse_title(text) if text.strip() else ""


def parse_address(text: str) -> str:
    """Read a web address, which may be blank.

    Raises:
        EvidenceLinkError: it is none.
    """
    return parse_link(text) if text.strip() else ""


def parse_languages(texts: Collection[str]) -> tuple[str, ...]:
    """Read the tags of languages, each once, in order.

    Raises:
        LanguageError: one is no tag.
    """
    for text in texts:
        if not _LANGUAGE.fullmatch(text):
            raise LanguageError(text)
    return tuple(sorted(set(texts)))


def parse_year(text: str) -> int | None:
    """Read a year; None where none is given.

    Raises:
        YearError: it is no year, or out of range.
    """
    digits = text.strip()
    if not digits:
        return None
    is_year = digits.isascii() and digits.isdigit() and len(digits) == len("2026")
    if not is_year or not YEAR_LEAST <= int(digits) <= YEAR_MOST:
        raise YearError(digits, YEAR_LEAST, YEAR_MOST)
    return int(digits)


def parse_cost(amount: str, currency: str, year: str) -> Cost | None:
    """Read a cost; None where nothing of it is given.

    Raises:
        CostError: a part is missing or cannot be read.
    """
    parts = (amount.strip(), currency.strip().upper(), year.strip())
    if not any(parts):
        return None
    try:
        in_year = parse_year(year)
    except YearError as error:
        raise CostError(amount, currency, year) from error
    is_sound = _AMOUNT.fullmatch(parts[0]) and _CURRENCY.fullmatch(parts[1])
    if in_year is None or not is_sound:
        raise CostError(amount, currency, year)
    return Cost(parts[0], parts[1], in_year)


def parse_indicators(given: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    """Read the keys that an entry is tied to, each once, in order.

    Raises:
        IndicatorError: the instrument has no such node or item.
    """
    unknown = sorted(set(given).difference(known))
    if unknown:
        raise IndicatorError(unknown)
    return tuple(sorted(set(given)))


def ensure_complete(entry: Entry, *, has_files: bool) -> None:
    """Raise unless an entry tells what others need of it.

    Raises:
        IncompleteEntryError: names the fields that are empty.
    """
    missing = [name for name in NEEDED if not getattr(entry, name)]
    if entry.case is not None:
        missing += [name for name in NEEDED_OF_CASE if not getattr(entry.case, name)]
    elif not entry.link and not has_files:
        missing.append("link")
    if missing:
        raise IncompleteEntryError(missing)


def give_entry(entry: Entry) -> GivenEntry:
    """Write an entry as it would be typed: what a form shows and a file holds."""
    case = entry.case or CaseStudy()
    cost = case.cost
    return GivenEntry(
        kind=entry.kind,
        title=entry.title,
        summary=entry.summary,
        languages=entry.languages,
        country=entry.country,
        year="" if entry.year is None else str(entry.year),
        licence=entry.licence,
        link=entry.link,
        indicators=entry.indicators,
        credited=entry.credited,
        **{name: getattr(case, name) for name in TOLD},
        cost=cost.amount if cost else "",
        currency=cost.currency if cost else "",
        cost_year=str(cost.year) if cost else "",
    )


def list_texts(entry: Entry) -> list[str]:
    """List the passages of an entry in which words are looked for, after its title."""
    case = entry.case or CaseStudy()
    told = (case.problem, case.solution, case.technology, case.results, case.lessons)
    return [one for one in (entry.summary, *told, entry.country) if one]
