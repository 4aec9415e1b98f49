"""The page of a section: its items with what was answered, typed or refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webapp.deadlines import write_late
from webapp.forms.compiled import compile_section
from webapp.forms.given import show_answer
from webapp.forms.problems import list_problems
from webapp.forms.states import EMPTY, NOTHING_GIVEN, ItemState
from webapp.languages import current_language
from webapp.respond import queues
from webapp.respond.offers import write_offer, write_offers
from webapp.respond.receipts import (
    link_evidence,
    link_review,
    receipt_of,
    write_conflict,
)
from webapp.respond.saving import write_seen
from webapp.wording import word_heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from webapp.forms.problems import Problem
    from webapp.respond.answering import Answering
    from webapp.respond.offers import Offers
    from webapp.respond.saving import Outcome
    from webapp.wording import Wording


@dataclass(frozen=True)
class Heading:
    """What a section page shows to every reader of one language alike."""

    key: str
    title: str
    intro: str | None
    place: int
    sections: int
    former: str | None
    next: str | None
    words_language: str
    words_direction: str


@dataclass(frozen=True)
class SectionPage:
    """What the template of a section shows.

    `queue` names the place in the browser where unsent answers wait; `seen` tells the
    revisions that the reader of the page has seen; `former` is what the page says of
    answers of a former round, `late` that the deadline is over; `is_theirs` is whether
    the section is the reader's to answer; `is_returned` is whether a review lets some
    answers of the response be changed, on pages of their own.
    """

    heading: Heading
    unit_name: str
    queue: str
    items: Markup
    seen: str
    former: Markup = EMPTY
    late: Markup = EMPTY
    problems: tuple[Problem, ...] = ()
    conflicts: int = 0
    refusal: str = ""
    is_open: bool = True
    is_theirs: bool = True
    is_returned: bool = False


def make_heading(wording: Wording, section: Section) -> Heading:
    """Place a section among its neighbours."""
    keys = [one.key for one in wording.instrument.sections]
    place = keys.index(section.key)
    return Heading(
        key=section.key,
        title=word_heading(section),
        intro=section.intro,
        place=place + 1,
        sections=len(keys),
        former=keys[place - 1] if place else None,
        next=keys[place + 1] if place + 1 < len(keys) else None,
        words_language=wording.language,
        words_direction=wording.direction,
    )


def make_section_page(
    answering: Answering,
    section: Section,
    outcome: Outcome | None = None,
    refusal: str = "",
    offers: Offers | None = None,
) -> SectionPage:
    """Make the page; after a post that could not be kept whole, with its outcome."""
    compiled = compile_section(answering.wording, section)
    errors = outcome.reading.errors if outcome else {}
    return SectionPage(
        heading=make_heading(answering.wording, section),
        unit_name=answering.title,
        queue=name_queue(answering),
        items=compiled.fill(see_items(answering, section, outcome, offers)),
        seen=write_seen(list_seen(answering, section, outcome)),
        former=write_offers(offers),
        late=write_late(answering.sheet.round, answering.at),
        problems=list_problems(section.items, errors),
        conflicts=len(outcome.conflicts) if outcome else 0,
        refusal=refusal,
        is_open=answering.may_change(section),
        is_theirs=answering.sheet.invitation.covers(section.key),
        is_returned=answering.is_open and answering.sheet.response.returned is not None,
    )


def name_queue(answering: Answering) -> str:
    """Name where a browser keeps what the reader could not send yet."""
    return queues.name_queue(answering.sheet.invitation)


def list_seen(
    answering: Answering, section: Section, outcome: Outcome | None = None
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


def see_items(
    answering: Answering,
    section: Section,
    outcome: Outcome | None = None,
    offers: Offers | None = None,
) -> dict[str, ItemState]:
    """Tell what each item shows, where it is more than an open question."""
    states = {}
    posted = outcome.reading.given if outcome else {}
    language = current_language().code
    for item in section.items:
        if outcome and item.key in posted:
            states[item.key] = _see_posted(answering, item, outcome, language)
        elif _has_something(answering, item):
            states[item.key] = _see_stored(answering, item, language)
    return states if offers is None else _add_offers(states, offers)


def _has_something(answering: Answering, item: Item) -> bool:
    sheet = answering.sheet
    known = (sheet.answers, sheet.evidence, answering.states)
    return any(item.key in one for one in known) or not answering.applies(item)


def see_item(answering: Answering, item: Item) -> ItemState:
    """Tell what an item shows by itself."""
    return _see_stored(answering, item, current_language().code)


def _add_offers(
    states: Mapping[str, ItemState], offers: Offers
) -> dict[str, ItemState]:
    offered = {
        key: replace(states.get(key, ItemState()), former=write_offer(offer))
        for key, offer in offers.by_item.items()
    }
    return {**states, **offered}


def _see_stored(answering: Answering, item: Item, language: str) -> ItemState:
    sheet = answering.sheet
    stored = sheet.answers.get(item.key)
    is_hidden = not answering.applies(item)
    receipt, given = EMPTY, NOTHING_GIVEN
    if stored is not None:
        receipt = receipt_of(
            stored, sheet.invitation.person_name, language, answering.origin
        )
        given = show_answer(item, stored.answer, stored.note)
    count = sheet.evidence.get(item.key, 0)
    if not answering.may_change(answering.instrument.section_of[item.key]):
        receipt += link_evidence(item.key, count)
    receipt += link_review(item.key, answering.states.get(item.key))
    return ItemState(given, is_hidden, "", EMPTY, receipt, evidence=count)


def _see_posted(
    answering: Answering, item: Item, outcome: Outcome, language: str
) -> ItemState:
    stored = _see_stored(answering, item, language)
    return ItemState(
        given=outcome.reading.given[item.key],
        is_hidden=stored.is_hidden,
        error=outcome.reading.errors.get(item.key, ""),
        conflict=_see_conflict(answering, item, outcome),
        receipt=stored.receipt if outcome.has_saved(item.key) else EMPTY,
        evidence=stored.evidence,
    )


def _see_conflict(answering: Answering, item: Item, outcome: Outcome) -> Markup:
    theirs = outcome.conflicts.get(item.key)
    return write_conflict(answering.instrument, item, theirs) if theirs else EMPTY
