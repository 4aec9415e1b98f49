"""What the pages around the sections show: invitation, hub, check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instruments import Missing
from instruments.model.items import TextItem
from meter.fieldwork.submission import list_lacking
from scoring import compile_plan, score_answers
from webapp.deadlines import make_deadline, write_late
from webapp.respond import queues
from webapp.respond.open_items import find_next_open, point_to
from webapp.respond.presence_lines import write_present
from webapp.respond.progress import measure_progress
from webapp.respond.section_page import name_queue
from webapp.wording import word_heading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from markupsafe import Markup

    from instruments.model.items import Item
    from instruments.model.questionnaire import Section
    from meter.records import Invitation, Presence, Rhythm, Round, Unit
    from webapp.deadlines import Deadline
    from webapp.respond.answering import Answering
    from webapp.respond.open_items import OpenItem
    from webapp.respond.progress import SectionProgress


@dataclass(frozen=True)
class JoinPage:
    """Who is invited to what, before anything is opened.

    `queue` names the place in the browser where the answers of the person may wait.
    """

    token: str
    queue: str
    person_name: str
    unit_name: str
    round_title: str
    state: str
    deadline: Deadline | None
    is_apart: bool = False
    is_delegate: bool = False
    is_frozen: bool = False


@dataclass(frozen=True)
class ApartPlace:
    """Where the reader of a page stands who answers apart.

    `is_own` is whether the page is of their own answers; `own_id` and `unit_id` name
    the responses that they may go to, a delegate none of the unit.
    """

    is_own: bool
    own_id: int | None
    unit_id: int | None
    handed_in_at: dt.datetime | None


@dataclass(frozen=True)
class HubReview:
    """What became of submitted answers; `returned` counts questions that wait.

    `is_whole` is whether all answers may be changed that were taken back.
    """

    is_declared: bool
    reopened_at: dt.datetime | None
    is_whole: bool
    accepted_at: dt.datetime | None
    returned: int


@dataclass(frozen=True)
class HubPage:
    """The sections as tasks, and what is left to do.

    `queue` names the place in the browser where answers wait that are not saved,
    `queues` all such places that leaving the device empties; `present` tells who else
    is here now, `digest` how often the reader is told of changes.
    """

    response_id: int
    queue: str
    queues: tuple[str, ...]
    round_title: str
    unit_name: str
    person_name: str
    state: str
    deadline: Deadline | None
    digest: Rhythm
    submitted_at: dt.datetime | None
    is_after_deadline: bool
    sections: tuple[SectionProgress, ...]
    next_section: SectionProgress | None
    colleagues: tuple[str, ...]
    present: Markup
    is_scored: bool
    is_delegate: bool
    is_open: bool
    review: HubReview
    words_language: str
    words_direction: str
    apart: ApartPlace | None = None
    frozen_at: dt.datetime | None = None
    origin: str = ""
    sees_peers: bool = False
    may_publish: bool = False

    @property
    def asked(self) -> int:
        """How many items apply, optional remarks aside."""
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
class CheckGroup:
    """What the check page points to within one section."""

    title: str
    items: tuple[OpenItem, ...]


@dataclass(frozen=True)
class CheckPage:
    """What is unanswered, unknown or lacking before submission.

    `queue` names the place in the browser where answers wait that are not saved.
    What is lacking stands in no other group; `unexplained` are marked not applicable
    and have no note that says why, `unproven` have an answer without the evidence that
    is expected; `next_open` is the reader's first open
    item. `treatment` is what the method does with an open question, `open_scored` how
    many of them it does that to. `coverage` is 0..1, None where nothing is scored;
    `least_coverage` is the share under which no index will be shown.
    """

    response_id: int
    queue: str
    round_title: str
    unit_name: str
    answered: int
    asked: int
    lacking: tuple[OpenItem, ...]
    unanswered: tuple[CheckGroup, ...]
    remarks: tuple[CheckGroup, ...]
    unknown: tuple[CheckGroup, ...]
    unexplained: tuple[CheckGroup, ...]
    unproven: tuple[CheckGroup, ...]
    open_scored: int
    treatment: str | None
    coverage: float | None
    least_coverage: float
    next_open: OpenItem | None
    late: Markup
    is_open: bool
    is_delegate: bool
    words_language: str
    words_direction: str
    is_apart: bool = False


def make_join_page(
    token: str, invitation: Invitation, asked: Round, unit: Unit, at: dt.datetime
) -> JoinPage:
    """Make the page behind an invitation link."""
    return JoinPage(
        token=token,
        queue=queues.name_queue(invitation),
        person_name=invitation.person_name,
        unit_name=unit.name,
        round_title=asked.title,
        state=asked.state(at),
        deadline=make_deadline(asked, at),
        is_apart=asked.apart,
        is_delegate=invitation.is_delegate,
        is_frozen=asked.frozen_at is not None,
    )


def make_hub_page(
    answering: Answering,
    people: Sequence[Invitation] = (),
    opened: Sequence[int] = (),
    present: Sequence[Presence] = (),
) -> HubPage:
    """Make the overview of a response; `people` have links, `present` are here now.

    `opened` names the responses that the reader may go to.
    """
    sheet = answering.sheet
    submitted_at = sheet.response.submitted_at or sheet.final_at
    sections = tuple(
        one
        for one in measure_progress(answering, people)
        if one.is_theirs or not sheet.response.is_apart
    )
    names = {one.changed_by for one in sheet.answers.values()}
    names |= {one.person_name for one in people if one.admits(answering.at)}
    open_sections = (one for one in sections if one.state != "done" and one.is_theirs)
    return HubPage(
        response_id=sheet.response.id,
        queue=name_queue(answering),
        queues=queues.name_queues(sheet.invitation, opened),
        round_title=sheet.round.title,
        unit_name=sheet.unit.name,
        person_name=sheet.invitation.person_name,
        state=sheet.round.state(answering.at),
        deadline=make_deadline(sheet.round, answering.at),
        digest=sheet.invitation.digest,
        submitted_at=submitted_at,
        is_after_deadline=sheet.round.is_after_deadline(submitted_at or answering.at),
        sections=sections,
        next_section=next(open_sections, None),
        colleagues=tuple(
            sorted(names - {sheet.invitation.person_name, answering.origin})
        ),
        present=write_present(answering, present),
        is_scored=sheet.round.method is not None,
        is_delegate=sheet.invitation.is_delegate,
        is_open=answering.is_open,
        review=_see_review(answering),
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
        apart=_find_place(answering, opened),
        frozen_at=sheet.round.frozen_at,
        origin=answering.origin,
        sees_peers=_sees_peers(answering),
        may_publish=_may_publish(answering),
    )


def _may_publish(answering: Answering) -> bool:
    """Tell whether the reader decides what the public sees of the unit."""
    sheet = answering.sheet
    is_focal = not (sheet.invitation.is_delegate or sheet.response.is_apart)
    return is_focal and sheet.round.method is not None


def _sees_peers(answering: Answering) -> bool:
    """Tell whether the round lets units see each other, beside this response."""
    sheet = answering.sheet
    declared = sheet.round.peers != "nothing" and sheet.round.method is not None
    return declared and not sheet.response.is_apart


def _find_place(answering: Answering, opened: Sequence[int]) -> ApartPlace | None:
    sheet = answering.sheet
    if not sheet.round.apart or not opened:
        return None
    *of_unit, own = opened
    return ApartPlace(
        is_own=sheet.response.is_apart,
        own_id=own,
        unit_id=of_unit[0] if of_unit else None,
        handed_in_at=sheet.response.handed_in_at,
    )


def _see_review(answering: Answering) -> HubReview:
    response = answering.sheet.response
    states = [one for key, one in answering.states.items() if key in answering.asked]
    return HubReview(
        is_declared=answering.sheet.round.reviewed,
        reopened_at=response.reopened_at,
        is_whole=response.returned is None,
        accepted_at=response.accepted_at,
        returned=states.count("returned"),
    )


def make_check_page(answering: Answering) -> CheckPage:
    """Make the page before submission."""
    sheet = answering.sheet
    is_apart = sheet.response.is_apart
    lacking = set[str]()
    if not is_apart:  # one person need not know all that the unit must say
        lacking.update(list_lacking(answering.wording.source, answering.answers))
    unanswered = _list_unanswered(answering)
    remarks = {item.key for item in unanswered if answering.is_remark(item)}
    others = {item.key for item in unanswered} - lacking - remarks
    sections = [
        one for one in measure_progress(answering) if one.is_theirs or not is_apart
    ]
    return CheckPage(
        response_id=sheet.response.id,
        queue=name_queue(answering),
        round_title=sheet.round.title,
        unit_name=sheet.unit.name,
        answered=sum(one.answered for one in sections),
        asked=sum(one.asked for one in sections),
        lacking=tuple(
            one for group in _group(answering, lacking) for one in group.items
        ),
        unanswered=_group(answering, others),
        remarks=_group(answering, remarks),
        unknown=_group(answering, _list_unknown(answering)),
        unexplained=_group(answering, _list_unexplained(answering)),
        unproven=_group(answering, _list_unproven(answering)),
        open_scored=0 if is_apart else len(others & answering.scored),
        treatment=_find_treatment(answering),
        coverage=None if is_apart else _measure_coverage(answering),
        least_coverage=_find_least_coverage(answering),
        next_open=find_next_open(answering),
        late=write_late(sheet.round, answering.at),
        is_open=answering.is_open,
        is_delegate=sheet.invitation.is_delegate,
        words_language=answering.wording.language,
        words_direction=answering.wording.direction,
        is_apart=is_apart,
    )


def _list_unanswered(answering: Answering) -> list[Item]:
    """List the items that apply and have neither an answer nor a reason.

    Who answers apart is told of the sections alone that are theirs.
    """
    sheet = answering.sheet
    return [
        item
        for section in answering.instrument.sections
        if sheet.invitation.covers(section.key) or not sheet.response.is_apart
        for item in answering.list_asked(section)
        if not answering.is_answered(item.key)
    ]


def _list_unknown(answering: Answering) -> set[str]:
    answers = answering.answers
    return {key for key in answers if answers[key] is Missing.DONT_KNOW}


def _list_unexplained(answering: Answering) -> set[str]:
    """List the items that do not apply without a word why; texts have no note."""
    return {
        key
        for key, stored in answering.sheet.answers.items()
        if stored.answer is Missing.NOT_APPLICABLE
        and not stored.note.strip()
        and not isinstance(answering.instrument.items[key], TextItem)
    }


def _list_unproven(answering: Answering) -> set[str]:
    """List the items with an answer that should have evidence and have none."""
    items, evidence = answering.instrument.items, answering.sheet.evidence
    return {
        key
        for key, answer in answering.answers.items()
        if items[key].evidence == "expected"
        and key not in evidence
        and not isinstance(answer, Missing)
    }


def _group(answering: Answering, keys: set[str]) -> tuple[CheckGroup, ...]:
    """Gather by section those of some items that apply."""
    found = (
        CheckGroup(word_heading(section), _list_items(answering, section, keys))
        for section in answering.instrument.sections
    )
    return tuple(group for group in found if group.items)


def _list_items(
    answering: Answering, section: Section, keys: set[str]
) -> tuple[OpenItem, ...]:
    return tuple(
        point_to(section, item)
        for item in answering.list_asked(section)
        if item.key in keys
    )


def _find_treatment(answering: Answering) -> str | None:
    """Tell what the method does with an open question; None where nothing is scored."""
    method, source = answering.sheet.round.method, answering.wording.source
    if method is None:
        return None
    return compile_plan(source, method).method.missing.unanswered


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
