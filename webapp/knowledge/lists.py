"""Lists: what a search has found, and what has become of contributions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.knowledge.entries import list_texts
from meter.knowledge.matches import find_passage, mark_matches
from meter.knowledge.searching import PAGE
from meter.knowledge.words import QUERY_MOST, read_query
from webapp.knowledge.kinds import KINDS, STATES, name_kind, name_language
from webapp.languages import gettext as _
from webapp.languages import list_languages, ngettext
from webapp.paging import Pages
from webapp.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meter.knowledge.matches import Part
    from meter.knowledge.records import Contribution, Filters, Found, Step
    from meter.knowledge.words import Term
    from webapp.knowledge.desks import Desk

SUMMARY_MOST = 400
"""Characters of a summary that a list shows."""


@dataclass(frozen=True)
class Asked:
    """What the address of a search asks for."""

    query: str
    filters: Filters
    page: int


@dataclass(frozen=True)
class Line:
    """A contribution in a list; `title`, `summary` and `passage` are in parts."""

    id: int
    kind: str
    title: tuple[Part, ...]
    summary: tuple[Part, ...]
    passage: tuple[Part, ...]
    facts: tuple[str, ...]
    credit: str


@dataclass(frozen=True)
class OwnLine:
    """A contribution of the reader's own, or of a unit as its organiser sees it.

    `reach` says to how many it is offered, empty where that is not told; `words` is
    what was said last.
    """

    id: int
    kind: str
    title: str
    state: State
    unit_name: str
    words: str
    reach: str
    is_open: bool


@dataclass(frozen=True)
class Choice:
    """What a list can be narrowed down to."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class IndexPage:
    """What is published, searched and narrowed down, beside what is the reader's."""

    title: str
    query: str
    choices: tuple[Choice, ...]
    lines: tuple[Line, ...]
    pages: Pages
    own: tuple[OwnLine, ...]
    sent: tuple[OwnLine, ...]
    waiting: int

    @property
    def is_narrowed(self) -> bool:
        """Tell whether less than everything was asked for."""
        return bool(self.query) or bool(self.kept)

    @property
    def kept(self) -> dict[str, str]:
        """What was chosen, as the address of another page says it."""
        return {one.name: one.chosen for one in self.choices if one.chosen}


def make_index_page(
    desk: Desk,
    asked: Asked,
    found: Found,
    cities: Iterable[tuple[int, str]],
    own: tuple[OwnLine, ...],
    sent: tuple[OwnLine, ...] = (),
) -> IndexPage:
    """Make the page of a search, or of everything."""
    query = asked.query.strip()[:QUERY_MOST]
    terms = read_query(query)
    return IndexPage(
        title=desk.workshop.title,
        query=query,
        choices=tuple(_list_choices(desk, asked.filters, cities)),
        lines=tuple(make_line(one, terms) for one in found.contributions),
        pages=Pages(found.count, PAGE, asked.page),
        own=own,
        sent=sent,
        waiting=sum(one.is_open for one in sent),
    )


def make_line(found: Contribution, terms: Sequence[Term] = ()) -> Line:
    """Make the line of something published, its matches marked."""
    entry = found.entry
    title = mark_matches(entry.title, terms)
    short = _shorten(entry.summary)
    summary = mark_matches(short, terms)
    is_shown = any(part.is_match for part in (*title, *summary))
    passage = () if is_shown or not terms else find_passage(list_texts(entry), terms)
    return Line(
        id=found.id,
        kind=name_kind(entry.kind),
        title=title,
        summary=summary,
        passage=passage,
        facts=tuple(_list_facts(found)),
        credit=name_credit(found),
    )


def name_credit(found: Contribution) -> str:
    """Name who contributed something, where they agreed to it."""
    return (found.unit_name or "") if found.entry.credited else ""


def make_own_line(
    found: Contribution, steps: Sequence[Step], reached: int | None = None
) -> OwnLine:
    """Make the line of a contribution with what has become of it."""
    said = [one.words for one in steps if one.words and one.event != "drafted"]
    is_asked = found.state in {"returned", "withdrawn"}
    return OwnLine(
        id=found.id,
        kind=name_kind(found.entry.kind),
        title=found.entry.title,
        state=name_state(found),
        unit_name=found.unit_name or "",
        words=said[-1] if said and is_asked else "",
        reach="" if found.state != "published" else _say_reach(found, reached),
        is_open=found.state == "offered",
    )


def name_state(found: Contribution) -> State:
    """Name how far a contribution has come."""
    word, sign = STATES[found.state]
    return State(_(word), sign)


def _list_choices(
    desk: Desk, filters: Filters, cities: Iterable[tuple[int, str]]
) -> Iterable[Choice]:
    kinds = tuple((kind, _(words)) for kind, words in KINDS.items())
    yield Choice("kind", _("Kind"), filters.kind or "", kinds)
    yield Choice(
        "language", _("Language"), filters.language or "", _list_languages(filters)
    )
    topics = tuple(_list_nodes(desk))
    if topics:
        yield Choice("about", _("About"), filters.indicator or "", topics)
    named = tuple((str(number), name) for number, name in cities)
    if named:
        yield Choice("city", _("From"), str(filters.unit_id or ""), named)


def _list_languages(filters: Filters) -> tuple[tuple[str, str], ...]:
    tags = dict.fromkeys(list_languages())
    if filters.language:
        tags |= {filters.language: None}
    named = ((tag, name_language(tag)) for tag in tags)
    return tuple(sorted(named, key=lambda one: one[1]))


def _list_nodes(desk: Desk) -> Iterable[tuple[str, str]]:
    """List the lowest nodes, and so what most is about, in the order of the tree."""
    framework = desk.wording and desk.wording.instrument.framework
    if not framework:
        return
    for index in framework.index:
        for key in framework.leaves(index):
            yield key, framework.nodes[key].title


def _shorten(text: str) -> str:
    if len(text) <= SUMMARY_MOST:
        return text
    return f"{text[:SUMMARY_MOST].rsplit(' ', 1)[0]}…"


def _list_facts(found: Contribution) -> Iterable[str]:
    entry = found.entry
    if entry.country:
        yield entry.country
    if entry.year:
        yield str(entry.year)
    if entry.languages:
        yield _(", ").join(map(name_language, entry.languages))


def _say_reach(found: Contribution, reached: int | None) -> str:
    if not found.entry.indicators:
        return _("It is tied to nothing yet, and so offered beside no result.")
    if not reached:
        return _("Offered beside the results of fewer than five cities.")
    return ngettext(
        "Offered beside the results of %(num)s city or more.",
        "Offered beside the results of %(num)s cities or more.",
        reached,
    ) % {"num": reached}
