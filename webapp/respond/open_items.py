"""The next open question: the first one that applies, is the reader's, and waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.forms.problems import ANCHOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from webapp.respond.answering import Answering


@dataclass(frozen=True)
class OpenItem:
    """An item that a page points to; `target` is its place on its section's page."""

    section: str
    target: str
    ask: str


def point_to(section: Section, item: Item) -> OpenItem:
    """Say where on its section's page an item is asked, and how."""
    return OpenItem(section.key, ANCHOR.format(item.key), item.ask)


def list_open(answering: Answering, section: Section) -> list[Item]:
    """List the items of a section that wait for an answer, optional remarks aside."""
    return [
        item
        for item in answering.list_asked(section)
        if not answering.is_answered(item.key) and not answering.is_remark(item)
    ]


def find_next_open(answering: Answering, start: str | None = None) -> OpenItem | None:
    """Find the first open item that the reader may answer; None if there is none.

    `start` is the section to look in first: then come those after it, then those
    before it. A section that is not there is none to start from.
    """
    for section in _list_from(answering, start):
        if answering.may_change(section):
            for item in list_open(answering, section):
                return point_to(section, item)
    return None


def _list_from(answering: Answering, start: str | None) -> Iterator[Section]:
    sections = answering.instrument.sections
    keys = [section.key for section in sections]
    place = keys.index(start) if start in keys else 0
    yield from sections[place:]
    yield from sections[:place]
