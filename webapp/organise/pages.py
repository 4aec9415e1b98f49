"""What the organiser's pages show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.languages import ngettext
from webapp.states import (
    MARKS,
    PROGRESS,
    State,
    find_review_progress,
    say_invitation,
    say_progress,
    say_round,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from instruments.model.questionnaire import ProfileField
    from meter.comparison.completion import Completion
    from meter.records import Invitation, Reviewer, Round, RoundState
    from webapp.states import Progress


@dataclass(frozen=True)
class RoundLine:
    """A round in the list."""

    key: str
    title: str
    state: State
    units: int
    submitted: int
    closes_at: datetime | None
    time_zone: str | None = None


@dataclass(frozen=True)
class UnitLine:
    """How far one unit has come."""

    name: str
    progress: Progress
    state: State
    invitation: str
    answered: int
    asked: int
    last_saved_at: datetime | None
    submitted_at: datetime | None
    is_late: bool = False
    # Where its answers can be reviewed or reopened; None before any submission.
    response_id: int | None = None
    # Its focal point asks for that, and waits.
    is_asking: bool = False

    @property
    def width(self) -> float:
        """The filled part of the bar, in per cent of its length."""
        return round(100 * self.answered / self.asked, 1) if self.asked else 0.0


@dataclass(frozen=True)
class InvitationLine:
    """An invitation with what can be done about it."""

    id: int
    unit: str
    person: str
    email: str
    state: State
    expires_at: datetime
    stands: bool


@dataclass(frozen=True)
class RoundPage:
    """A round: its state, who takes part, how far they are."""

    key: str
    title: str
    state: RoundState
    state_word: State
    instrument: str
    version: str
    method: str | None
    opened_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    ends_at: datetime | None
    is_late: bool
    counts: tuple[str, ...]
    units: tuple[UnitLine, ...]
    invitations: tuple[InvitationLine, ...]
    profile: tuple[ProfileField, ...]
    apart: bool = False
    is_reviewed: bool = False
    reviewers: tuple[Reviewer, ...] = ()
    time_zone: str | None = None

    @property
    def submitted(self) -> int:
        """Count the units that have submitted, and were not returned since."""
        return sum(unit.submitted_at is not None for unit in self.units)

    @property
    def has_results(self) -> bool:
        """Tell whether the result of a unit counts."""
        return any(unit.progress in {"submitted", "accepted"} for unit in self.units)


def make_round_line(
    asked: Round, units: int, submitted: int, at: datetime
) -> RoundLine:
    """Describe a round for the list."""
    state = asked.state(at)
    return RoundLine(
        asked.key,
        asked.title,
        State(say_round(state), MARKS[state]),
        units,
        submitted,
        asked.ends_at if state != "closed" else None,
        asked.time_zone,
    )


def make_round_page(  # noqa: PLR0913  (a round is shown with all of these)
    asked: Round,
    worded: Instrument,
    done: Sequence[Completion],
    invitations: Iterable[Invitation],
    at: datetime,
    reviewers: Sequence[Reviewer] = (),
    *,
    asking: Collection[int] = (),
) -> RoundPage:
    """Describe a round with its units, those that need a word first.

    `asking` are the responses whose units ask for them to be reopened.
    """
    state = asked.state(at)
    lines = (make_unit_line(one, asked, asking) for one in done)
    units = sorted(lines, key=_by_need)
    names = {one.unit.id: one.unit.name for one in done}
    return RoundPage(
        key=asked.key,
        title=asked.title,
        state=state,
        state_word=State(say_round(state), MARKS[state]),
        instrument=worded.title,
        version=asked.instrument_version,
        method=worded.methods[asked.method].title if asked.method else None,
        opened_at=asked.opened_at,
        closes_at=asked.closes_at,
        closed_at=asked.closed_at,
        ends_at=asked.ends_at if asked.grace_days else None,
        is_late=asked.is_late(at),
        counts=tuple(count_progress(units)),
        units=tuple(units),
        invitations=tuple(_make_invitation_lines(invitations, names, at)),
        profile=worded.profile,
        apart=asked.apart,
        is_reviewed=asked.reviewed,
        reviewers=tuple(reviewers),
        time_zone=asked.time_zone,
    )


def _by_need(unit: UnitLine) -> tuple[bool, int, float, str]:
    place = PROGRESS.index(unit.progress)
    return not unit.is_asking, place, unit.width, unit.name


def make_unit_line(
    done: Completion, asked: Round | None = None, asking: Collection[int] = ()
) -> UnitLine:
    """Describe how far a unit has come, and whether it submitted in the grace."""
    progress = find_progress(done, is_reviewed=bool(asked and asked.reviewed))
    submitted_at = done.submitted_at
    return UnitLine(
        name=done.unit.name,
        progress=progress,
        state=State(say_progress(progress), MARKS[progress]),
        invitation=say_invitation(done.invitation_state),
        answered=done.answered,
        asked=done.asked,
        last_saved_at=done.last_saved_at,
        submitted_at=submitted_at,
        is_late=bool(asked and submitted_at and asked.is_after_deadline(submitted_at)),
        response_id=done.response_id if done.was_submitted else None,
        is_asking=done.response_id in asking,
    )


def find_progress(done: Completion, *, is_reviewed: bool = False) -> Progress:
    """Tell how far a unit has come from what is stored about it."""
    if done.was_submitted:
        return find_review_progress(
            done.submitted_at, done.accepted_at, is_reviewed=is_reviewed
        )
    if done.invitation_state not in {"sent", "joined"}:
        return "uninvited"
    if done.last_saved_at is not None:
        return "answering"
    return "opened" if done.invitation_state == "joined" else "invited"


def count_progress(units: Sequence[UnitLine]) -> Iterable[str]:
    """Write how many units have come how far, the farthest first."""
    counts = Counter(unit.progress for unit in units)
    yield from _count_reviews(counts)
    if counts["submitted"]:
        yield ngettext(
            "%(count)s has submitted", "%(count)s have submitted", counts["submitted"]
        ) % {"count": counts["submitted"]}
    if counts["answering"]:
        yield ngettext(
            "%(count)s is answering", "%(count)s are answering", counts["answering"]
        ) % {"count": counts["answering"]}
    yield from _count_behind(counts)


def _count_behind(counts: Counter[Progress]) -> Iterable[str]:
    if counts["opened"]:
        yield ngettext(
            "%(count)s has opened the link",
            "%(count)s have opened the link",
            counts["opened"],
        ) % {"count": counts["opened"]}
    if counts["invited"]:
        yield ngettext(
            "%(count)s has not begun", "%(count)s have not begun", counts["invited"]
        ) % {"count": counts["invited"]}
    if counts["uninvited"]:
        yield ngettext(
            "%(count)s has no link that works",
            "%(count)s have no link that works",
            counts["uninvited"],
        ) % {"count": counts["uninvited"]}


def _count_reviews(counts: Counter[Progress]) -> Iterable[str]:
    if counts["accepted"]:
        yield ngettext(
            "%(count)s is accepted", "%(count)s are accepted", counts["accepted"]
        ) % {"count": counts["accepted"]}
    if counts["in_review"]:
        yield ngettext(
            "%(count)s is in review", "%(count)s are in review", counts["in_review"]
        ) % {"count": counts["in_review"]}
    if counts["returned"]:
        yield ngettext(
            "%(count)s is returned", "%(count)s are returned", counts["returned"]
        ) % {"count": counts["returned"]}


def _make_invitation_lines(
    invitations: Iterable[Invitation], names: Mapping[int, str], at: datetime
) -> Iterable[InvitationLine]:
    for invitation in sorted(invitations, key=lambda one: names.get(one.unit_id, "")):
        state = invitation.state(at)
        yield InvitationLine(
            id=invitation.id,
            unit=names.get(invitation.unit_id, ""),
            person=invitation.person_name,
            email=invitation.person_email,
            state=State(say_invitation(state), MARKS[state]),
            expires_at=invitation.expires_at,
            stands=invitation.admits(at),
        )
