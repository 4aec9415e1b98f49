"""Colleagues: who else answers for the unit, which sections, and when they last did."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from webapp.respond.apart_words import say_sheet
from webapp.states import MARKS, State, say_invitation
from webapp.wording import word_heading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from instruments.model.questionnaire import Section
    from meter.records import Apart, Invitation, StoredAnswer
    from webapp.respond.answering import Answering

NO_SHEETS: Mapping[int, Apart] = MappingProxyType({})


@dataclass(frozen=True)
class Touch:
    """The last change of something: when, and by whom."""

    at: dt.datetime
    by: str


@dataclass(frozen=True)
class SectionChoice:
    """A section that a delegate may be given."""

    key: str
    title: str


@dataclass(frozen=True)
class ColleagueLine:
    """Somebody with a link to the response.

    `titles` names the sections that are theirs, none where it is all of them; `keys`
    are the same for a form. `sheet` is how far they are with answers of their own.
    """

    id: int
    name: str
    email: str
    is_delegate: bool
    state: State
    titles: tuple[str, ...]
    keys: frozenset[str]
    last_at: dt.datetime | None
    sheet: State | None = None


@dataclass(frozen=True)
class ColleaguesPage:
    """Who answers for a unit, as its focal point sees and arranges it."""

    response_id: int
    unit_name: str
    round_title: str
    people: tuple[ColleagueLine, ...]
    sections: tuple[SectionChoice, ...]
    is_open: bool
    words_language: str
    words_direction: str
    is_apart: bool = False


def make_colleagues_page(
    answering: Answering,
    people: Iterable[Invitation],
    sheets: Mapping[int, Apart] = NO_SHEETS,
) -> ColleaguesPage:
    """Make the page on which a focal point invites colleagues; `people` have links.

    `sheets` are the responses of those who answer apart, by id of the person.
    """
    sheet = answering.sheet
    return ColleaguesPage(
        response_id=sheet.response.id,
        unit_name=sheet.unit.name,
        round_title=sheet.round.title,
        people=tuple(_make_line(answering, one, sheets) for one in people),
        sections=tuple(
            SectionChoice(one.key, word_heading(one))
            for one in answering.instrument.sections
        ),
        is_open=answering.is_open,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
        is_apart=sheet.round.apart,
    )


def _make_line(
    answering: Answering, one: Invitation, sheets: Mapping[int, Apart]
) -> ColleagueLine:
    state = one.state(answering.at)
    theirs_apart = sheets.get(one.person_id or 0)
    theirs = [
        answer.changed_at
        for answer in answering.sheet.answers.values()
        if answer.changed_by == one.person_name
    ]
    return ColleagueLine(
        id=one.id,
        name=one.person_name,
        email=one.person_email,
        is_delegate=one.is_delegate,
        state=State(say_invitation(state), MARKS[state]),
        titles=tuple(
            word_heading(section)
            for section in answering.instrument.sections
            if one.sections and section.key in one.sections
        ),
        keys=frozenset(one.sections or ()),
        last_at=max(theirs, default=None),
        sheet=say_sheet(theirs_apart) if theirs_apart else None,
    )


def name_assigned(
    people: Iterable[Invitation], section: Section, at: dt.datetime
) -> tuple[str, ...]:
    """Name the delegates whom a section was given to; nobody where it is for all."""
    return tuple(
        one.person_name
        for one in people
        if one.sections and one.covers(section.key) and one.admits(at)
    )


def find_last_touch(
    answers: Iterable[StoredAnswer],
) -> Touch | None:
    """Find when some answers were last changed, and by whom."""
    last = max(answers, key=lambda one: one.changed_at, default=None)
    return None if last is None else Touch(last.changed_at, last.changed_by)
