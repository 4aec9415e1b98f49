"""What the pages around the sections show: invitation, hub, check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.submission import list_lacking
from scoring import compile_plan, score_answers
from webapp.forms.given import NAME
from webapp.respond.progress import measure_progress

if TYPE_CHECKING:
    import datetime as dt

    from instruments.model.questionnaire import Section
    from meter.records import Invitation, Round, Unit
    from webapp.respond.answering import Answering
    from webapp.respond.progress import SectionProgress


@dataclass(frozen=True)
class JoinPage:
    """Who is invited to what, before anything is opened."""

    token: str
    person_name: str
    unit_name: str
    round_title: str
    state: str
    closes_at: dt.datetime | None


@dataclass(frozen=True)
class HubPage:
    """The sections as tasks, and what is left to do."""

    response_id: int
    round_title: str
    unit_name: str
    person_name: str
    state: str
    closes_at: dt.datetime | None
    submitted_at: dt.datetime | None
    sections: tuple[SectionProgress, ...]
    next_section: str | None
    colleagues: tuple[str, ...]
    is_scored: bool
    words_language: str
    words_direction: str

    @property
    def asked(self) -> int:
        """How many items apply."""
        return sum(one.asked for one in self.sections)

    @property
    def answered(self) -> int:
        """How many of them have an answer or a reason."""
        return sum(one.answered for one in self.sections)

    @property
    def minutes_left(self) -> int:
        """Estimate the minutes until everything is answered."""
        return sum(one.minutes_left for one in self.sections)


@dataclass(frozen=True)
class OpenItem:
    """An item that the check page points to."""

    section: str
    target: str
    ask: str


@dataclass(frozen=True)
class CheckGroup:
    """What the check page points to within one section."""

    title: str
    items: tuple[OpenItem, ...]


@dataclass(frozen=True)
class CheckPage:
    """What is unanswered, unknown or lacking before submission.

    `coverage` is 0..1, None where nothing is scored; `least_coverage` is the share
    under which no index will be shown.
    """

    response_id: int
    round_title: str
    unit_name: str
    answered: int
    asked: int
    lacking: tuple[OpenItem, ...]
    unanswered: tuple[CheckGroup, ...]
    unknown: tuple[CheckGroup, ...]
    coverage: float | None
    least_coverage: float
    is_open: bool
    words_language: str
    words_direction: str


def make_join_page(
    token: str, invitation: Invitation, asked: Round, unit: Unit, at: dt.datetime
) -> JoinPage:
    """Make the page behind an invitation link."""
    return JoinPage(
        token=token,
        person_name=invitation.person_name,
        unit_name=unit.name,
        round_title=asked.title,
        state=asked.state(at),
        closes_at=asked.closes_at,
    )


def make_hub_page(answering: Answering) -> HubPage:
    """Make the overview of a response."""
    sheet = answering.sheet
    sections = tuple(measure_progress(answering))
    names = {one.changed_by for one in sheet.answers.values()}
    open_sections = (one.key for one in sections if one.state != "done")
    return HubPage(
        response_id=sheet.response.id,
        round_title=sheet.round.title,
        unit_name=sheet.unit.name,
        person_name=sheet.invitation.person_name,
        state=sheet.round.state(answering.at),
        closes_at=sheet.round.closes_at,
        submitted_at=sheet.response.submitted_at,
        sections=sections,
        next_section=next(open_sections, None),
        colleagues=tuple(sorted(names - {sheet.invitation.person_name})),
        is_scored=sheet.round.method is not None,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def make_check_page(answering: Answering) -> CheckPage:
    """Make the page before submission."""
    sheet = answering.sheet
    lacking = set(list_lacking(answering.wording.source, answering.answers))
    sections = measure_progress(answering)
    return CheckPage(
        response_id=sheet.response.id,
        round_title=sheet.round.title,
        unit_name=sheet.unit.name,
        answered=sum(one.answered for one in sections),
        asked=sum(one.asked for one in sections),
        lacking=tuple(
            one
            for group in _group(answering, Missing.UNANSWERED)
            for one in group.items
            if one.target.removeprefix(NAME.format("")) in lacking
        ),
        unanswered=_group(answering, Missing.UNANSWERED),
        unknown=_group(answering, Missing.DONT_KNOW),
        coverage=_measure_coverage(answering),
        least_coverage=_find_least_coverage(answering),
        is_open=answering.is_open,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
    )


def _group(answering: Answering, reason: Missing) -> tuple[CheckGroup, ...]:
    """Gather by section the items that apply and have this reason."""
    found = (
        CheckGroup(section.title, _list_items(answering, section, reason))
        for section in answering.instrument.sections
    )
    return tuple(group for group in found if group.items)


def _list_items(
    answering: Answering, section: Section, reason: Missing
) -> tuple[OpenItem, ...]:
    return tuple(
        OpenItem(section.key, NAME.format(item.key), item.ask)
        for item in answering.list_asked(section)
        if answering.answers.get(item.key, Missing.UNANSWERED) is reason
    )


def _measure_coverage(answering: Answering) -> float | None:
    """Give the coverage of the first index with the answers so far."""
    method, source = answering.sheet.round.method, answering.wording.source
    if method is None:
        return None
    scores = score_answers(source, answering.answers, method)
    coverage = float(scores.coverage_of(scores.plan.indices[0])[0])
    return None if coverage != coverage else coverage  # noqa: PLR0124  (NaN)


def _find_least_coverage(answering: Answering) -> float:
    method, source = answering.sheet.round.method, answering.wording.source
    if method is None:
        return 0
    return compile_plan(source, method).method.missing.least_coverage
