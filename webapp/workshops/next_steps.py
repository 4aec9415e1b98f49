"""What is next to do for a workshop, in words, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from meter.records import Workshop
    from webapp.workshops.desk import DeskPage, RoundLine

SOON = timedelta(days=3)
"""So long before the first day answers are frozen, to prepare what is shown."""


@dataclass(frozen=True)
class NextStep:
    """A sentence, and the part of the desk (or a page of its own) where it is done.

    `behind_in` is the key of the round that people are behind in: where the server
    sends no mails, its page has their addresses.
    """

    words: str
    target: str
    behind_in: str = ""


def list_next(page: DeskPage, workshop: Workshop, at: datetime) -> Iterator[NextStep]:
    """List what is to do now; there is always something, or a word that nothing is."""
    found = [*_prepare(page), *_gather(page, at), *_meet(page, workshop, at)]
    if found:
        yield from found
    else:
        yield NextStep(_("Nothing is to do now: answers are coming in."), "rounds")


def _prepare(page: DeskPage) -> Iterator[NextStep]:
    if not page.rounds:
        yield NextStep(_("Prepare a round: what will the participants answer?"), "add")
    if not page.participants:
        yield NextStep(_("Add the participants, or let them register."), "participants")
    if page.waiting:
        yield NextStep(
            ngettext(
                "%(num)s registration waits for your decision.",
                "%(num)s registrations wait for your decision.",
                page.waiting,
            )
            % {"num": page.waiting},
            "registrations",
        )
    if page.offered:
        yield NextStep(
            ngettext(
                "%(num)s contribution of a city waits for your review.",
                "%(num)s contributions of cities wait for your review.",
                page.offered,
            )
            % {"num": page.offered},
            "knowledge",
        )
    if page.asking:
        yield NextStep(
            ngettext(
                "%(num)s city asks you to reopen its answers: see the rounds.",
                "%(num)s cities ask you to reopen their answers: see the rounds.",
                page.asking,
            )
            % {"num": page.asking},
            "rounds",
        )
    if page.has_drafts and page.participants:
        yield NextStep(_("Open the rounds, so that answers are taken."), "rounds")


def _gather(page: DeskPage, at: datetime) -> Iterator[NextStep]:
    for one in page.rounds:
        lacking = _count_uninvited(page, one)
        if lacking and one.is_open:
            words = ngettext(
                "%(num)s participant has no link to “%(title)s”: make links.",
                "%(num)s participants have no link to “%(title)s”: make links.",
                lacking,
            )
            facts = {"num": lacking, "title": one.title}
            yield NextStep(words % facts, "participants")
    if page.bounces:
        yield NextStep(
            ngettext(
                "%(num)s mail did not arrive: check the address.",
                "%(num)s mails did not arrive: check the addresses.",
                len(page.bounces),
            )
            % {"num": len(page.bounces)},
            "mails",
        )
    for one in page.rounds:
        behind = _count_behind(page, one)
        if behind and one.closes_at:
            yield _remind(one, behind, one.closes_at - at)


def _remind(asked: RoundLine, behind: int, left: timedelta) -> NextStep:
    words = ngettext(
        "%(num)s participant has not submitted “%(title)s”, %(end)s: remind them.",
        "%(num)s participants have not submitted “%(title)s”, %(end)s: remind them.",
        behind,
    )
    facts = {"num": behind, "title": asked.title, "end": _say_end(left)}
    return NextStep(words % facts, "participants-table", asked.key)


def _say_end(left: timedelta) -> str:
    if left <= timedelta(0):
        return _("whose deadline is over")
    if left.days == 0:
        return _("which ends within a day")
    words = ngettext(
        "which ends in %(num)s day", "which ends in %(num)s days", left.days
    )
    return words % {"num": left.days}


def _count_behind(page: DeskPage, asked: RoundLine) -> int:
    place = page.rounds.index(asked)
    standings = (one.standings[place] for one in page.participants)
    return sum(one is not None and one.is_behind for one in standings)


def _count_uninvited(page: DeskPage, asked: RoundLine) -> int:
    place = page.rounds.index(asked)
    return sum(one.standings[place] is None for one in page.participants)


def _meet(page: DeskPage, workshop: Workshop, at: datetime) -> Iterator[NextStep]:
    first = [one for one in page.rounds if not one.former]
    second = [one for one in page.rounds if one.former]
    is_answered = any(one.submitted for one in first)
    is_frozen = bool(first) and all(one.may_thaw for one in first if not one.is_draft)
    if is_answered and not is_frozen and not second and _is_near(page, workshop, at):
        yield NextStep(
            _("Freeze the answers before you meet, so that all see the same numbers."),
            "freeze",
        )
    if is_answered and is_frozen and not second:
        yield NextStep(_("Compare the participants in the room."), "rounds")
        yield NextStep(
            _("After the discussion, prepare a second round of what you asked."),
            "second",
        )
    if any(one.is_draft for one in second):
        yield NextStep(
            _("Open the second round when the discussion is over."), "rounds"
        )
    if second and all(not one.is_open and not one.is_draft for one in second):
        yield NextStep(_("See what has moved since the first round."), "rounds")


def _is_near(page: DeskPage, workshop: Workshop, at: datetime) -> bool:
    """Tell whether the workshop is about to begin, or all are finished."""
    if not page.unfinished:
        return True
    if workshop.begins_on is None:
        return False
    today = at.astimezone(ZoneInfo(workshop.time_zone)).date()
    return workshop.begins_on - today <= SOON
