"""The calendar file of a deadline: its last hour, with an alarm the day before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from webapp.filters import say_moment
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from icalendar import Alarm, Event

    from webapp.deadlines import Deadline

PRODUCT = "-//METER//Deadline//EN"
LAST_HOUR = timedelta(hours=1)
"""The event ends at the deadline, so that it stands on the last day, not after it."""


@dataclass(frozen=True)
class CalendarEntry:
    """A deadline to put into a calendar; `name` makes it one, `address` leads back."""

    name: str
    title: str
    unit: str
    address: str
    deadline: Deadline


def write_calendar(entry: CalendarEntry, at: datetime) -> bytes:
    """Write the file; the library escapes what people typed."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_make_event(entry, at))
    content: bytes = calendar.to_ical()
    return content


def _make_event(entry: CalendarEntry, at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.name)
    event.add("dtstamp", at)
    event.add("dtstart", entry.deadline.closes_at - LAST_HOUR)
    event.add("dtend", entry.deadline.closes_at)
    event.add("summary", _("Deadline: %(title)s") % {"title": entry.title})
    sentence = entry.deadline.say(say_moment)
    event.add("description", f"{entry.unit}\n{sentence}\n{entry.address}")
    event.add("url", entry.address)
    event.add("transp", "TRANSPARENT")
    event.add_component(_make_alarm(entry))
    return event


def _make_alarm(entry: CalendarEntry) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -timedelta(days=1))
    alarm.add("description", _("Deadline: %(title)s") % {"title": entry.title})
    return alarm
