"""The page of one answer that came back: what was asked, the answer, room to reply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webapp.forms.compiled import compile_item
from webapp.forms.states import EMPTY, ItemState
from webapp.respond.section_page import see_item
from webapp.states import State, show_answer
from webapp.wording import word_ask, word_heading

if TYPE_CHECKING:
    from markupsafe import Markup

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from meter.fieldwork.reviewed import Review
    from meter.records import ReviewStep
    from webapp.forms.sections import Reading
    from webapp.respond.answering import Answering


@dataclass(frozen=True)
class Attempt:
    """What was sent and not kept: words, an answer, and what stood in the way."""

    words: str
    reading: Reading
    conflict: Markup = EMPTY
    problem: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class QuestionPage:
    """An answer under review.

    `may_reply` is whether the reader can reply or change it now; `seen` is the
    revision that the page shows.
    """

    response_id: int
    unit_name: str
    key: str
    section: str
    section_title: str
    ask: str
    state: State
    steps: tuple[ReviewStep, ...]
    item: Markup
    seen: int
    may_reply: bool
    words: str
    problem: str
    refusal: str
    words_language: str
    words_direction: str


def make_question_page(
    answering: Answering,
    review: Review,
    section: Section,
    item: Item,
    attempt: Attempt | None = None,
) -> QuestionPage:
    """Make the page; after a reply that could not be kept, with what was sent."""
    return QuestionPage(
        response_id=answering.sheet.response.id,
        unit_name=answering.sheet.unit.name,
        key=item.key,
        section=section.key,
        section_title=word_heading(section),
        ask=word_ask(answering.instrument, item.key),
        state=show_answer(review.state_of(item.key)),
        steps=review.steps.get(item.key, ()),
        item=_draw(answering, section, item, attempt),
        seen=review.revision_of(item.key),
        may_reply=may_reply(answering, review, section, item),
        words=attempt.words if attempt else "",
        problem=attempt.problem if attempt else "",
        refusal=attempt.refusal if attempt else "",
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def may_reply(
    answering: Answering, review: Review, section: Section, item: Item
) -> bool:
    """Tell whether something is asked, and the answer is the reader's to change."""
    is_asked = review.state_of(item.key) in {"returned", "replied"}
    is_theirs = answering.sheet.invitation.covers(section.key)
    return is_asked and is_theirs and answering.is_open


def _draw(
    answering: Answering, section: Section, item: Item, attempt: Attempt | None
) -> Markup:
    # The page itself says what the review has come to.
    state = see_item(replace(answering, steps={}), item)
    given = attempt.reading.given.get(item.key) if attempt else None
    if attempt and given is not None:
        error = attempt.reading.errors.get(item.key, "")
        state = ItemState(given, state.is_hidden, error, attempt.conflict)
    compiled = compile_item(answering.wording, section, item)
    return compiled.fill({item.key: state})
