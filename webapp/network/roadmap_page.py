"""The roadmap: the milestones of a network by the quarter in which they are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from babel.dates import format_date

from webapp.filters import say_day
from webapp.languages import current_language
from webapp.languages import gettext as _
from webapp.states import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.network.records import Milestone, MilestoneState


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone; `after` is the title of the one that it waits for."""

    id: int
    title: str
    details: str
    leader: str
    begins_on: dt.date | None
    due_on: dt.date
    state: State
    after: str
    after_id: int | None
    is_over: bool


@dataclass(frozen=True)
class Quarter:
    """What is due in three months."""

    title: str
    is_now: bool
    lines: tuple[MilestoneLine, ...]


@dataclass(frozen=True)
class RoadmapPage:
    """The work plan of a network."""

    quarters: tuple[Quarter, ...]
    done: int
    all: int


def make_roadmap_page(plan: Sequence[Milestone], today: dt.date) -> RoadmapPage:
    """Lay milestones out by quarter; they come in the order of their days."""
    titles = {one.id: one.title for one in plan}
    quarters = tuple(
        Quarter(
            say_quarter(*key),
            key == find_quarter(today),
            tuple(_make_line(one, titles, today) for one in due),
        )
        for key, due in groupby(plan, key=lambda one: find_quarter(one.due_on))
    )
    stands = [one for one in plan if one.state != "dropped"]
    done = sum(one.state == "done" for one in stands)
    return RoadmapPage(quarters, done, len(stands))


def find_quarter(day: dt.date) -> tuple[int, int]:
    """Give the year of a day and its quarter, 1 to 4."""
    return day.year, (day.month + 2) // 3


def say_quarter(year: int, quarter: int) -> str:
    """Name a quarter by its months, in the language of the reader."""
    code = current_language().code
    first, last = (
        format_date(dt.date(year, month, 1), "LLLL", locale=code)
        for month in (3 * quarter - 2, 3 * quarter)
    )
    facts = {"first": first, "last": last, "year": f"{year}"}
    return _("%(first)s to %(last)s %(year)s") % facts


def say_state(state: MilestoneState) -> State:
    """Name the state of a milestone."""
    words = {
        "planned": _("Planned"),
        "begun": _("Begun"),
        "done": _("Done"),
        "dropped": _("Dropped"),
    }
    marks = {"planned": "none", "begun": "some", "done": "done", "dropped": "none"}
    return State(words[state], marks[state])


def show_state(one: Milestone, today: dt.date) -> State:
    """Name the state of a milestone, and since when it is overdue."""
    if one.is_overdue(today):
        since = {"day": say_day(one.due_on)}
        return State(_("Overdue since %(day)s") % since, "stop")
    return say_state(one.state)


def _make_line(one: Milestone, titles: dict[int, str], today: dt.date) -> MilestoneLine:
    return MilestoneLine(
        one.id,
        one.title,
        one.details,
        one.leader,
        one.begins_on,
        one.due_on,
        show_state(one, today),
        titles.get(one.after_id or 0, ""),
        one.after_id,
        one.state in {"done", "dropped"},
    )
