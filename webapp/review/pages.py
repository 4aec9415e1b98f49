"""What the pages of a review show to whoever reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from webapp.forms.problems import ANCHOR
from webapp.respond.evidence_page import view_evidence
from webapp.respond.saving import write_seen
from webapp.states import MARKS, State, find_review_progress, say_progress, show_answer
from webapp.wording import word_ask, word_heading
from webapp.words import say_answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from meter.fieldwork.reviewed import Review
    from meter.records import Response, ReviewStep, Round, Submission, Unit
    from webapp.respond.evidence_page import EvidenceLine
    from webapp.review.events import EventLine
    from webapp.wording import Wording


@dataclass(frozen=True)
class UnitToReview:
    """A unit that has submitted, in the list of a round."""

    name: str
    response_id: int
    state: State


@dataclass(frozen=True)
class RoundToReview:
    """A round with the units that have submitted."""

    key: str
    title: str
    is_organiser: bool
    units: tuple[UnitToReview, ...]


@dataclass(frozen=True)
class SectionLine:
    """How far the review of a section is; `answered` are those to verify."""

    key: str
    title: str
    answered: int
    verified: int
    returned: int
    replied: int

    @property
    def is_done(self) -> bool:
        """Tell whether nothing in it waits."""
        return self.verified >= self.answered and not self.returned + self.replied


@dataclass(frozen=True)
class ResponsePage:
    """The review of one response: its sections, and what became of it."""

    round_key: str
    round_title: str
    response_id: int
    unit_name: str
    state: State
    is_reviewed: bool
    is_organiser: bool
    is_submitted: bool
    may_reopen: bool
    reopened_at: dt.datetime | None
    accepted_at: dt.datetime | None
    sections: tuple[SectionLine, ...]
    pending: int
    events: tuple[EventLine, ...]
    words_language: str
    words_direction: str
    asking: Submission | None = None

    @property
    def answered(self) -> int:
        """How many answers are to be verified."""
        return sum(one.answered for one in self.sections)

    @property
    def verified(self) -> int:
        """How many of them are."""
        return sum(one.verified for one in self.sections)


@dataclass(frozen=True)
class ReviewedItem:
    """An answer with its state and all that was said about it.

    `typed` is a question that could not be kept, and `error` why.
    """

    key: str
    target: str
    ask: str
    answer: str
    note: str
    who: str
    at: dt.datetime | None
    revision: int
    state: State
    is_verified: bool
    steps: tuple[ReviewStep, ...]
    evidence: tuple[EvidenceLine, ...] = ()
    typed: str = ""
    error: str = ""


@dataclass(frozen=True)
class SectionPage:
    """The answers of a section under review.

    `open` counts those that one button verifies, `seen` names them with the revisions
    that the page shows, `as_of` when that was; `may_return` is whether somebody can
    still answer.
    """

    round_key: str
    response_id: int
    unit_name: str
    key: str
    title: str
    place: int
    sections: int
    former: str | None
    next: str | None
    items: tuple[ReviewedItem, ...]
    open: int
    seen: str
    as_of: str
    may_return: bool
    words_language: str
    words_direction: str


def make_round_page(
    asked: Round,
    units: Iterable[Unit],
    responses: Iterable[Response],
    *,
    is_organiser: bool,
) -> RoundToReview:
    """List the units of a round that have submitted."""
    by_unit = {one.unit_id: one for one in responses if one.was_submitted}
    lines = [
        UnitToReview(unit.name, by_unit[unit.id].id, _see(asked, by_unit[unit.id]))
        for unit in units
        if unit.id in by_unit
    ]
    return RoundToReview(asked.key, asked.title, is_organiser, tuple(lines))


def _see(asked: Round, response: Response) -> State:
    progress = find_review_progress(
        response.submitted_at, response.accepted_at, is_reviewed=asked.reviewed
    )
    return State(say_progress(progress), MARKS[progress])


def make_response_page(
    review: Review,
    wording: Wording,
    events: tuple[EventLine, ...],
    at: dt.datetime,
    *,
    is_organiser: bool,
) -> ResponsePage:
    """Make the page of a response under review."""
    response, asked = review.response, review.round
    return ResponsePage(
        round_key=asked.key,
        round_title=asked.title,
        response_id=response.id,
        unit_name=review.unit.name,
        state=_see(asked, response),
        is_reviewed=asked.reviewed,
        is_organiser=is_organiser,
        is_submitted=response.submitted_at is not None,
        may_reopen=_may_reopen(review, at),
        reopened_at=response.reopened_at,
        accepted_at=response.accepted_at,
        asking=review.asking,
        sections=tuple(
            _make_line(review, section) for section in wording.instrument.sections
        ),
        pending=len(review.list_pending()),
        events=events,
        words_language=wording.language,
        words_direction=wording.direction,
    )


def _may_reopen(review: Review, at: dt.datetime) -> bool:
    """Tell whether there is anything to reopen, and time to answer."""
    response = review.response
    is_whole = response.reopened_at is not None and response.returned is None
    return review.round.takes_corrections(at) and not is_whole


def _make_line(review: Review, section: Section) -> SectionLine:
    keys = [item.key for item in section.items if item.key in review.asked]
    answered = [key for key in keys if review.is_answered(key)]
    states = [review.state_of(key) for key in keys]
    return SectionLine(
        section.key,
        word_heading(section),
        len(answered),
        sum(review.state_of(key) == "verified" for key in answered),
        states.count("returned"),
        states.count("replied"),
    )


def make_section_page(
    review: Review,
    wording: Wording,
    section: Section,
    at: dt.datetime,
    typed: Mapping[str, tuple[str, str]] | None = None,
) -> SectionPage:
    """Make the page of a section; `typed` holds by item what could not be kept."""
    keys = [one.key for one in wording.instrument.sections]
    place = keys.index(section.key)
    items = [item for item in section.items if item.key in review.asked]
    unverified = {
        item.key: review.revision_of(item.key)
        for item in items
        if review.is_answered(item.key) and review.state_of(item.key) != "verified"
    }
    return SectionPage(
        round_key=review.round.key,
        response_id=review.response.id,
        unit_name=review.unit.name,
        key=section.key,
        title=word_heading(section),
        place=place + 1,
        sections=len(keys),
        former=keys[place - 1] if place else None,
        next=keys[place + 1] if place + 1 < len(keys) else None,
        items=tuple(_make_item(review, wording, item, typed or {}) for item in items),
        open=len(unverified),
        seen=write_seen(unverified),
        as_of=at.isoformat(),
        may_return=review.round.takes_corrections(at),
        words_language=wording.language,
        words_direction=wording.direction,
    )


def _make_item(
    review: Review,
    wording: Wording,
    item: Item,
    typed: Mapping[str, tuple[str, str]],
) -> ReviewedItem:
    stored = review.answers.get(item.key)
    state = review.state_of(item.key)
    answer = stored.answer if stored else Missing.UNANSWERED
    text, error = typed.get(item.key, ("", ""))
    return ReviewedItem(
        key=item.key,
        target=ANCHOR.format(item.key),
        ask=word_ask(wording.instrument, item.key),
        answer=say_answer(wording.instrument, item, answer),
        note=stored.note if stored else "",
        who=stored.changed_by if stored else "",
        at=stored.changed_at if stored else None,
        revision=review.revision_of(item.key),
        state=show_answer(state),
        is_verified=state == "verified",
        steps=review.steps.get(item.key, ()),
        evidence=tuple(map(view_evidence, review.evidence.get(item.key, ()))),
        typed=text,
        error=error,
    )
