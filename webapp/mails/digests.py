"""Digests: what colleagues changed, what is left, and who has not begun.

A mail may be read by others on its way: it names questions, and never an answer.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from webapp.filters import say_moment
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.mails.phrases import (
    find_asker,
    greet,
    isolate,
    join_parts,
    say_deadline,
    say_left,
    say_way,
    sign,
)
from webapp.wording import word_ask, word_heading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from instruments.model.instrument import Instrument
    from meter.mailing.outbox import Ready
    from webapp.respond.progress import SectionProgress


def word_digest_subject(ready: Ready) -> str:
    """Write what a digest is about."""
    return _("%(unit)s: what colleagues changed") % {"unit": ready.sheet.unit.name}


def word_digest(
    ready: Ready,
    instrument: Instrument,
    sections: Sequence[SectionProgress],
    address: str,
    at: datetime,
) -> str:
    """Write a digest; `instrument` is in the words of the reader."""
    sheet, asker = ready.sheet, find_asker(ready)
    return join_parts(
        greet(sheet.invitation.person_name),
        _say_changes(ready, instrument),
        _say_conflicts(ready, instrument),
        _say_rest(sections),
        _say_idle(ready, at),
        say_deadline(sheet.round, at),
        say_way(address, asker),
        _("How often such a digest comes, and whether, you choose on that page."),
        sign(asker, sheet.round.title),
    )


def _say_changes(ready: Ready, instrument: Instrument) -> list[str]:
    """Count by person and section what was last changed in the period."""
    period, sheet = ready.period, ready.sheet
    counts = Counter(
        (stored.changed_by, word_heading(instrument.section_of[item]))
        for item, stored in sheet.answers.items()
        if period.holds(stored.changed_at)
        and stored.changed_by != sheet.invitation.person_name
    )
    heading = _("Changed for %(unit)s from %(since)s to %(until)s:") % {
        "unit": isolate(sheet.unit.name),
        "since": say_moment(period.since),
        "until": say_moment(period.until),
    }
    return [heading, *(_say_change(*key, number) for key, number in counts.items())]


def _say_change(name: str, title: str, number: int) -> str:
    words = {"name": isolate(name), "title": isolate(title), "num": number}
    return "- " + (
        ngettext(
            "%(name)s in “%(title)s”: %(num)s answer",
            "%(name)s in “%(title)s”: %(num)s answers",
            number,
        )
        % words
    )


def _say_conflicts(ready: Ready, instrument: Instrument) -> list[str]:
    """Name the questions at which somebody met another's change."""
    asks = [isolate(word_ask(instrument, item)) for item in ready.conflicts]
    if not asks:
        return []
    heading = _("Here two people changed one answer; look whether it is as you want:")
    return [heading, *(f"- {ask}" for ask in asks)]


def _say_rest(sections: Sequence[SectionProgress]) -> list[str]:
    left = say_left(sections)
    if not left:
        return [_("Everything is answered. Check the answers and submit them.")]
    return [_("Still open:"), *left]


def _say_idle(ready: Ready, at: datetime) -> list[str]:
    """Name the delegates who have answered nothing yet."""
    busy = {stored.changed_by for stored in ready.sheet.answers.values()}
    idle = [
        isolate(one.person_name)
        for one in ready.people
        if one.is_delegate and one.admits(at) and one.person_name not in busy
    ]
    if not idle:
        return []
    return [_("Have not answered anything yet:"), *(f"- {name}" for name in idle)]
