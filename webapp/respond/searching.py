"""Searching in the questionnaire: the items in which all words of a query stand."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from webapp.forms.problems import ANCHOR
from webapp.languages import gettext as _
from webapp.states import State
from webapp.wording import word_heading, word_options
from webapp.words import say_missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments import Instrument
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from webapp.respond.answering import Answering

QUERY_MOST = 200
"""Of a query no more characters are looked for."""

TATWEEL = "\N{ARABIC TATWEEL}"


@dataclass(frozen=True)
class FoundItem:
    """An item that was found; `target` is empty where its page does not show it."""

    target: str
    ask: str
    state: State


@dataclass(frozen=True)
class FoundGroup:
    """What was found within one section."""

    key: str
    title: str
    items: tuple[FoundItem, ...]


@dataclass(frozen=True)
class SearchPage:
    """A query and what was found, by section in the order of asking."""

    response_id: int
    unit_name: str
    query: str
    groups: tuple[FoundGroup, ...]
    words_language: str
    words_direction: str

    @property
    def count(self) -> int:
        """How many items were found."""
        return sum(len(group.items) for group in self.groups)


def make_search_page(answering: Answering, query: str) -> SearchPage:
    """Make the page of a query; a blank one finds nothing."""
    asked = query.strip()[:QUERY_MOST]
    words = fold(asked).split()
    return SearchPage(
        response_id=answering.sheet.response.id,
        unit_name=answering.sheet.unit.name,
        query=asked,
        groups=tuple(_list_groups(answering, words)) if words else (),
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def fold(text: str) -> str:
    """Write a text such that case, accents and vowel marks make no difference."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = (one for one in parts if unicodedata.category(one) != "Mn")
    # Put together again, a syllable of Korean is found whole or not at all.
    return unicodedata.normalize("NFC", "".join(bare).replace(TATWEEL, ""))


def list_found(
    instrument: Instrument, section: Section, words: list[str]
) -> Iterator[Item]:
    """List the items of a section in which all folded words stand."""
    for item in section.items:
        text = fold("\n".join(_list_texts(instrument, section, item)))
        if all(word in text for word in words):
            yield item


def _list_texts(instrument: Instrument, section: Section, item: Item) -> Iterator[str]:
    yield word_heading(section)
    yield item.ask
    yield item.help or ""
    for option in word_options(instrument, item):
        yield option.say
        yield option.hint or ""


def _list_groups(answering: Answering, words: list[str]) -> Iterator[FoundGroup]:
    instrument = answering.instrument
    for section in instrument.sections:
        found = tuple(
            _describe(answering, item)
            for item in list_found(instrument, section, words)
        )
        if found:
            yield FoundGroup(section.key, word_heading(section), found)


def _describe(answering: Answering, item: Item) -> FoundItem:
    applies = answering.applies(item)
    target = ANCHOR.format(item.key) if applies else ""
    return FoundItem(target, item.ask, _tell_state(answering, item))


def _tell_state(answering: Answering, item: Item) -> State:
    if not answering.applies(item):
        return State(_("Does not apply"), "")
    answer = answering.answers.get(item.key, Missing.UNANSWERED)
    if answer is Missing.UNANSWERED:
        return State(say_missing(answer), "none")
    said = say_missing(answer) if isinstance(answer, Missing) else _("Answered")
    return State(said, "done")
