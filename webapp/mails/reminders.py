"""Reminders: what is left, until when, and the way back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.filters import say_due
from webapp.languages import gettext as _
from webapp.mails.phrases import (
    find_asker,
    greet,
    isolate,
    join_parts,
    say_deadline,
    say_left,
    say_minutes,
    say_way,
    sign,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from meter.mailing.outbox import Ready
    from webapp.respond.progress import SectionProgress


def word_subject(ready: Ready, at: datetime) -> str:
    """Write what a reminder is about; the deadline first, where there is one."""
    asked = ready.sheet.round
    words = {"title": asked.title, "unit": ready.sheet.unit.name}
    if asked.is_late(at) and asked.ends_at:
        late = {**words, "time": say_due(asked.ends_at, asked.time_zone)}
        return _("%(unit)s: late answers are taken until %(time)s") % late
    if asked.closes_at:
        due = {**words, "time": say_due(asked.closes_at, asked.time_zone)}
        return _("%(unit)s: answers are taken until %(time)s") % due
    return _("%(unit)s: your answers in “%(title)s” are awaited") % words


def word_text(
    ready: Ready, sections: Sequence[SectionProgress], address: str, at: datetime
) -> str:
    """Write a reminder; `sections` are those that the reader answers."""
    sheet, asker = ready.sheet, find_asker(ready)
    left = say_left(sections)
    return join_parts(
        greet(sheet.invitation.person_name),
        _state(ready, is_answered=not left),
        say_deadline(sheet.round, at),
        [*left, say_minutes(sections)] if left else "",
        say_way(address, asker),
        sign(asker, sheet.round.title),
    )


def _state(ready: Ready, *, is_answered: bool) -> str:
    words = {
        "unit": isolate(ready.sheet.unit.name),
        "title": isolate(ready.sheet.round.title),
    }
    if ready.sheet.invitation.is_delegate:
        return (
            _("In “%(title)s”, answers that were given to you for %(unit)s are open.")
            % words
        )
    if is_answered:
        return (
            _(
                "Everything is answered for %(unit)s in “%(title)s”, but not submitted"
                " yet. Check the answers and submit them."
            )
            % words
        )
    return _("The answers of %(unit)s in “%(title)s” are not submitted yet.") % words
