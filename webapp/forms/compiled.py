"""Sections compiled once per instrument and language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import render_template
from markupsafe import Markup

from webapp.forms.markup import cut_markup, mark_slot
from webapp.forms.views import view_section
from webapp.languages import current_language

if TYPE_CHECKING:
    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from webapp.forms.markup import CompiledMarkup
    from webapp.wording import Wording


@dataclass(frozen=True)
class MarkupSource:
    """A section to compile, told apart by what its markup depends on.

    `is_whole` says that the page holds all other sections too, `item` that of the
    section it holds one item alone.
    """

    fingerprint: str
    words_language: str
    page_language: str
    section: str
    is_whole: bool
    item: str
    wording: Wording = field(compare=False)


def name_source(
    wording: Wording, section: Section, *, is_whole: bool = False, item: str = ""
) -> MarkupSource:
    """Name what the markup of a section depends on for the present reader."""
    return MarkupSource(
        wording.source.fingerprint,
        wording.language,
        current_language().code,
        section.key,
        is_whole,
        item,
        wording,
    )


def compile_section(
    wording: Wording, section: Section, *, is_whole: bool = False
) -> CompiledMarkup:
    """Compile a section for the language of the page; kept for the next call."""
    return _compile(name_source(wording, section, is_whole=is_whole))


def compile_item(wording: Wording, section: Section, item: Item) -> CompiledMarkup:
    """Compile one item of a section alone; kept for the next call."""
    return _compile(name_source(wording, section, item=item.key))


@lru_cache(maxsize=512)
def _compile(source: MarkupSource) -> CompiledMarkup:
    section = find_section(source)
    items = {item.key: item for item in section.items}
    return cut_markup(draw_section(source), items)


def find_section(source: MarkupSource) -> Section:
    """Find the worded section that a source names."""
    sections = source.wording.instrument.sections
    found = next(one for one in sections if one.key == source.section)
    if not source.item:
        return found
    only = tuple(one for one in found.items if one.key == source.item)
    return found.model_copy(update={"items": only})


def draw_section(source: MarkupSource) -> Markup:
    """Draw a section with slots for what each reader sees."""
    section = find_section(source)
    whole = source.wording.instrument.items if source.is_whole else None
    page = frozenset(whole or (item.key for item in section.items))
    takes_notes = not source.is_whole  # nothing is kept of a trial
    view = view_section(source.wording, section, page, takes_notes=takes_notes)
    drawn = render_template("items/_section.html", section=view, slot=mark_slot)
    return Markup(drawn)  # noqa: S704  (templates escape)
