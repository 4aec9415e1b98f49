"""What the page of a round says of mails: whom to remind, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.exchange.formulas import guard_formula
from webapp.languages import gettext as _
from webapp.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from meter.records import Invitation, Mailing, MailingKind, MailingState, Round


@dataclass(frozen=True)
class MailingLine:
    """A mail: to whom, about what, and what became of it when."""

    unit: str
    person: str
    email: str
    kind: str
    state: State
    at: datetime
    failure: str


@dataclass(frozen=True)
class RemindersPanel:
    """Whom to remind, and the mails so far.

    `lines` are the people who are not finished, to be copied; `requestable` is how
    many of them have not been reminded at the organiser's request today.
    """

    can_send: bool
    is_open: bool
    has_deadline: bool
    has_grace: bool
    people: int
    requestable: int
    lines: str
    mailings: tuple[MailingLine, ...]

    @property
    def failed(self) -> int:
        """Count the mails that were not sent and will not be."""
        return sum(one.state.mark == "stop" for one in self.mailings)

    @property
    def rows(self) -> int:
        """How many lines to show at once of the people to copy."""
        return min(self.people + 1, 12)


def make_reminders(  # noqa: PLR0913  (a panel is made of these)
    asked: Round,
    people: Iterable[Invitation],
    units: Mapping[int, str],
    requestable: int,
    mailings: Iterable[Mailing],
    at: datetime,
    *,
    can_send: bool,
) -> RemindersPanel:
    """Describe the mails of a round; `people` are not finished."""
    lines = [
        "\t".join(
            guard_formula(cell)
            for cell in (
                units.get(one.unit_id, ""),
                one.person_name,
                one.person_email,
            )
        )
        for one in people
    ]
    return RemindersPanel(
        can_send=can_send,
        is_open=asked.state(at) == "open",
        has_deadline=asked.closes_at is not None,
        has_grace=asked.closes_at is not None and asked.grace_days > 0,
        people=len(lines),
        requestable=requestable,
        lines="\n".join(lines),
        mailings=tuple(_make_line(one) for one in mailings),
    )


def _make_line(one: Mailing) -> MailingLine:
    return MailingLine(
        unit=one.unit_name,
        person=one.person_name,
        email=one.person_email,
        kind=say_kind(one.kind),
        state=say_mailing(one.state),
        at=one.sent_at or one.failed_at or one.queued_at,
        failure=one.failure or "",
    )


def say_kind(kind: MailingKind) -> str:
    """Name a kind of mail."""
    words = {
        "invitation": _("Invitation"),
        "reminder": _("Reminder before the deadline"),
        "late": _("Reminder after the deadline"),
        "request": _("Reminder at your request"),
        "digest": _("What colleagues changed"),
    }
    return words[kind]


def say_mailing(state: MailingState) -> State:
    """Name what became of a mail."""
    words = {
        "waiting": State(_("Waits to be sent"), "none"),
        "sent": State(_("Sent"), "done"),
        "failed": State(_("Not sent"), "stop"),
    }
    return words[state]
