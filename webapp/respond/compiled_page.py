"""The section page as most people load it: compiled whole, then filled in.

It is the same template as `section_page` fills, rendered once per instrument,
language and section; a test holds both ways equal, byte by byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import render_template, request
from markupsafe import Markup, escape

from webapp.deadlines import write_late
from webapp.forms.compiled import MarkupSource, draw_section, find_section, name_source
from webapp.forms.markup import PAGE, CompiledMarkup, cut_markup, mark_slot
from webapp.respond.offers import write_offers
from webapp.respond.saving import write_seen
from webapp.respond.section_page import (
    SectionPage,
    list_seen,
    make_heading,
    name_queue,
    see_items,
)

if TYPE_CHECKING:
    from instruments.model.questionnaire import Section
    from webapp.respond.answering import Answering
    from webapp.respond.offers import Offers


@dataclass(frozen=True)
class PageSource:
    """What the markup of a whole page depends on."""

    section: MarkupSource
    script_root: str


def fill_page(
    answering: Answering, section: Section, token: str, offers: Offers | None = None
) -> Markup:
    """Write the page of a section that is open for answers."""
    source = PageSource(name_source(answering.wording, section), request.script_root)
    return _compile_page(source).fill(
        see_items(answering, section, offers=offers),
        {
            "unit": escape(answering.title),
            "queue": name_queue(answering),
            "seen": write_seen(list_seen(answering, section)),
            "token": escape(token),
            "former": write_offers(offers),
            "late": write_late(answering.sheet.round, answering.at),
        },
    )


@lru_cache(maxsize=512)
def _compile_page(source: PageSource) -> CompiledMarkup:
    section = find_section(source.section)
    page = SectionPage(
        heading=make_heading(source.section.wording, section),
        unit_name=mark_slot(PAGE, "unit"),
        queue=mark_slot(PAGE, "queue"),
        items=draw_section(source.section),
        seen=mark_slot(PAGE, "seen"),
        former=mark_slot(PAGE, "former"),
        late=mark_slot(PAGE, "late"),
    )
    token = mark_slot(PAGE, "token")
    markup = render_template("respond/section.html", page=page, token=token)
    return cut_markup(markup, {item.key: item for item in section.items})
