"""The page of a section: its items with what was answered, typed or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.forms.given import show_answer
from webapp.forms.markup import EMPTY, NOTHING_GIVEN, ItemState, compile_section
from webapp.forms.problems import list_problems
from webapp.respond.receipts import receipt_of, write_conflict
from webapp.respond.saving import write_seen

if TYPE_CHECKING:
    from markupsafe import Markup

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from webapp.forms.problems import Problem
    from webapp.respond.answering import Answering
    from webapp.respond.saving import Outcome


@dataclass(frozen=True)
class SectionPage:
    """What the template of a section shows."""

    response_id: int
    round_title: str
    unit_name: str
    key: str
    title: str
    intro: str | None
    place: int
    sections: int
    former: str | None
    next: str | None
    items: Markup
    seen: str
    problems: tuple[Problem, ...]
    conflicts: int
    refusal: str
    is_open: bool
    words_language: str
    words_direction: str


def make_section_page(
    answering: Answering,
    section: Section,
    outcome: Outcome | None = None,
    refusal: str = "",
) -> SectionPage:
    """Make the page; after a post that could not be kept whole, with its outcome."""
    sheet, sections = answering.sheet, answering.instrument.sections
    place = sections.index(section)
    return SectionPage(
        response_id=sheet.response.id,
        round_title=sheet.round.title,
        unit_name=sheet.unit.name,
        key=section.key,
        title=section.title,
        intro=section.intro,
        place=place + 1,
        sections=len(sections),
        former=sections[place - 1].key if place else None,
        next=sections[place + 1].key if place + 1 < len(sections) else None,
        items=_fill_items(answering, section, outcome),
        seen=write_seen(_list_seen(answering, section, outcome)),
        problems=list_problems(
            section.items, outcome.reading.errors if outcome else {}
        ),
        conflicts=len(outcome.conflicts) if outcome else 0,
        refusal=refusal,
        is_open=answering.is_open,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def _list_seen(
    answering: Answering, section: Section, outcome: Outcome | None
) -> dict[str, int]:
    """Tell the revisions that the reader of the page will have seen.

    Beside a refused answer nothing newer is shown, so it keeps what was seen before.
    """
    stored = answering.sheet.answers
    keys = [item.key for item in section.items if item.key in stored]
    seen = {key: stored[key].revision for key in keys}
    if outcome:
        for key in outcome.reading.errors:
            seen[key] = outcome.seen.get(key, 0)
    return seen


def _fill_items(
    answering: Answering, section: Section, outcome: Outcome | None
) -> Markup:
    states = {item.key: _see_item(answering, item, outcome) for item in section.items}
    return compile_section(answering.wording, section).fill(states)


def _see_item(answering: Answering, item: Item, outcome: Outcome | None) -> ItemState:
    stored = answering.sheet.answers.get(item.key)
    is_hidden = item.key not in answering.asked
    receipt = EMPTY
    given = NOTHING_GIVEN
    if stored is not None:
        receipt = receipt_of(stored, answering.sheet.invitation.person_name)
        given = show_answer(item, stored.answer)
    if outcome is None or item.key not in outcome.reading.given:
        return ItemState(given, is_hidden, "", EMPTY, receipt)
    return ItemState(
        given=outcome.reading.given[item.key],
        is_hidden=is_hidden,
        error=outcome.reading.errors.get(item.key, ""),
        conflict=_see_conflict(answering, item, outcome),
        receipt=receipt if outcome.has_saved(item.key) else EMPTY,
    )


def _see_conflict(answering: Answering, item: Item, outcome: Outcome) -> Markup:
    theirs = outcome.conflicts.get(item.key)
    return write_conflict(answering.instrument, item, theirs) if theirs else EMPTY
