"""Calendar files: of a deadline, of the days of a workshop, of a work plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from icalendar import Alarm, Event

    from meter.records import Workshop
    from webapp.deadlines import Deadline

PRODUCT = "-//METER//Deadline//EN"
DAYS, PLAN = "-//METER//Workshop//EN", "-//METER//Work plan//EN"
ONE_DAY = timedelta(days=1)
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
    return _write(PRODUCT, [_make_event(entry, at)])


def write_days(workshop: Workshop, at: datetime) -> bytes:
    """Write the days of a workshop: whole days, which a zone does not move.

    The zone of the venue stands in the text, for who comes from another one.
    """
    first = workshop.begins_on or at.date()
    days = first, workshop.ends_on or first
    event = _make_day(f"workshop-{workshop.key}", workshop.title, days, at)
    event.add("location", workshop.place)
    event.add("description", _("Time zone: %(zone)s") % {"zone": workshop.time_zone})
    return _write(DAYS, [event])


@dataclass(frozen=True)
class DayEntry:
    """Something that is due on a day; `name` makes it one, `words` say who and why."""

    name: str
    title: str
    words: str
    day: date


def write_due_days(entries: Iterable[DayEntry], at: datetime) -> bytes:
    """Write what is due, a whole day each."""
    events = []
    for one in entries:
        event = _make_day(one.name, one.title, (one.day, one.day), at)
        event.add("description", one.words)
        events.append(event)
    return _write(PLAN, events)


def _write(product: str, events: Iterable[Event]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _make_day(name: str, title: str, days: tuple[date, date], at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", name)
    event.add("dtstamp", at)
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + ONE_DAY)  # the first day that is free again
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    return event


def _make_event(entry: CalendarEntry, at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.name)
    event.add("dtstamp", at)
    event.add("dtstart", entry.deadline.closes_at - LAST_HOUR)
    event.add("dtend", entry.deadline.closes_at)
    event.add("summary", _("Deadline: %(title)s") % {"title": entry.title})
    sentence = entry.deadline.text
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
