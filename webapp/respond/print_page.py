"""The questionnaire on paper: boxes to tick, room to write, conditions in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments.model.items import ChoiceItem, TextItem
from webapp.forms.condition_words import word_condition
from webapp.forms.given import Given, show_answer
from webapp.forms.views import view_section
from webapp.wording import word_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from instruments.model.questionnaire import Section
    from webapp.forms.views import ItemView, OptionView
    from webapp.respond.answering import Answering

NO_ANSWER = Given()

MOST_LINES = 12
"""Of room for a text; who needs more adds a sheet."""


@dataclass(frozen=True)
class Box:
    """A box to tick before some words."""

    say: str
    hint: str
    is_ticked: bool


@dataclass(frozen=True)
class PrintedItem:
    """An item on paper.

    `number` is where it stands; `when` is its condition in words. `lines` is how much
    room there is for a text, 0 where boxes are ticked.
    """

    number: str
    ask: str
    when: str
    help: Markup | None
    rule: str
    unit: str
    required: bool
    options: tuple[Box, ...]
    reasons: tuple[Box, ...]
    lines: int
    is_short: bool
    text: str
    note: str


@dataclass(frozen=True)
class PrintedSection:
    """A section on paper, with what its levels mean."""

    title: str
    intro: str
    scales: tuple[tuple[OptionView, ...], ...]
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True)
class PrintPage:
    """The whole questionnaire; `has_answers` says that the answers so far are in it."""

    response_id: int
    title: str
    unit_name: str
    round_title: str
    has_answers: bool
    sections: tuple[PrintedSection, ...]
    words_language: str
    words_direction: str


def make_print_page(answering: Answering, *, has_answers: bool) -> PrintPage:
    """Make the page, blank or with the answers so far."""
    return PrintPage(
        response_id=answering.sheet.response.id,
        title=answering.instrument.title,
        unit_name=answering.sheet.unit.name,
        round_title=answering.sheet.round.title,
        has_answers=has_answers,
        sections=tuple(
            _print_section(answering, place, one, has_answers=has_answers)
            for place, one in enumerate(answering.instrument.sections, start=1)
        ),
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def _print_section(
    answering: Answering, place: int, section: Section, *, has_answers: bool
) -> PrintedSection:
    view = view_section(answering.wording, section, frozenset(), takes_notes=True)
    return PrintedSection(
        title=word_heading(section),
        intro=section.intro or "",
        scales=view.scales,
        items=tuple(
            _print_item(answering, f"{place}.{number}", one, has_answers=has_answers)
            for number, one in enumerate(view.items, start=1)
        ),
    )


def _print_item(
    answering: Answering, number: str, view: ItemView, *, has_answers: bool
) -> PrintedItem:
    instrument = answering.instrument
    item = instrument.items[view.key]
    stored = answering.sheet.answers.get(view.key) if has_answers else None
    given = show_answer(item, stored.answer, stored.note) if stored else NO_ANSWER
    has_boxes = isinstance(item, ChoiceItem)
    ticked = {*given.texts, given.reason} if has_boxes else {given.reason}
    return PrintedItem(
        number=number,
        ask=view.ask,
        when=word_condition(instrument, item.when) if item.when else "",
        help=view.help,
        rule=view.rule,
        unit=view.unit or "",
        required=view.required,
        options=_list_boxes(
            ((one.code, one.say, one.hint) for one in view.options), ticked
        ),
        reasons=_list_boxes(((one.mark, one.say, "") for one in view.reasons), ticked),
        lines=0 if has_boxes else min(view.lines, MOST_LINES),
        is_short=not isinstance(item, TextItem | ChoiceItem),
        text="" if has_boxes else "".join(given.texts),
        note=given.note,
    )


def _list_boxes(
    words: Iterable[tuple[str, str, str]], ticked: set[str]
) -> tuple[Box, ...]:
    return tuple(Box(say, hint, code in ticked) for code, say, hint in words)
