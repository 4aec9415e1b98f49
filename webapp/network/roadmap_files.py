"""The roadmap as files: a table, and a calendar of the days on which things are due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meter.exchange import csv_texts
from webapp.languages import gettext as _
from webapp.network.roadmap_page import say_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from icalendar import Event

    from meter.network.records import Milestone
    from meter.records import Workshop

PRODUCT = "-//METER//Roadmap//EN"

HEADINGS = ("title", "details", "leader", "begins_on", "due_on", "state", "after")


def write_csv(plan: Sequence[Milestone]) -> str:
    """Write the milestones as CSV; nothing in it is read as a formula."""
    titles = {one.id: one.title for one in plan}
    rows = (
        (
            *(one.title, one.details, one.leader, one.begins_on, one.due_on),
            *(one.state, titles.get(one.after_id or 0, "")),
        )
        for one in plan
    )
    return csv_texts.write_csv([HEADINGS, *rows])


def write_calendar(
    plan: Sequence[Milestone], workshop: Workshop, address: str
) -> bytes:
    """Write the days on which milestones are due; one that was dropped is cancelled."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", workshop.title)
    for one in plan:
        calendar.add_component(_make_event(one, workshop, address))
    content: bytes = calendar.to_ical()
    return content


def _make_event(one: Milestone, workshop: Workshop, address: str) -> Event:
    from icalendar import Event

    event = Event()
    # The same in every calendar that shows the roadmap, so that a new file replaces it.
    event.add("uid", f"milestone-{one.id}-{workshop.key}")
    event.add("dtstamp", one.changed_at)
    event.add("sequence", one.revision - 1)
    event.add("dtstart", one.due_on)
    event.add("dtend", one.due_on + timedelta(days=1))
    event.add("summary", one.title)
    event.add("description", "\n".join(_describe(one, workshop, address)))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if one.state == "dropped" else "CONFIRMED")
    return event


def _describe(one: Milestone, workshop: Workshop, address: str) -> list[str]:
    lines = [workshop.title, one.details, say_state(one.state).word]
    if one.leader:
        lines.append(_("Led by %(name)s") % {"name": one.leader})
    return [line for line in (*lines, address) if line]
