"""The calendar file of a deadline, read by another library than the one that wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from tests.trust.hostile.payloads import FORMS, Payload
from webapp.calendar_file import CalendarEntry, write_calendar
from webapp.deadlines import Deadline
from webapp.languages import speaking

DEADLINE = datetime(2026, 11, 30, tzinfo=UTC)
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ADDRESS = "https://meter.example.org/answer/7/"


def make_entry(title: str = "Autumn", unit: str = "Marenda") -> CalendarEntry:
    deadline = Deadline(DEADLINE, None, is_late=False)
    return CalendarEntry("deadline-7.autumn@meter", title, unit, ADDRESS, deadline)


def read(entry: CalendarEntry) -> vobject.base.Component:
    text = write_calendar(entry, AT).decode()
    (found,) = vobject.readComponents(text, validate=True)
    return found


def test_the_event_is_the_last_hour_with_an_alarm_the_day_before() -> None:
    calendar = read(make_entry())
    event = calendar.vevent

    assert event.summary.value == "Deadline: Autumn"
    assert event.dtstart.value == DEADLINE - timedelta(hours=1)
    assert event.dtend.value == DEADLINE
    assert event.dtend.value.utcoffset() == timedelta(0)
    assert event.uid.value == "deadline-7.autumn@meter"
    assert event.url.value == ADDRESS
    assert event.description.value == (
        f"Marenda\nAnswers are taken until 30 Nov 2026 00:00 UTC.\n{ADDRESS}"
    )
    assert event.valarm.trigger.value == -timedelta(days=1)
    assert calendar.method.value == "PUBLISH"


@pytest.mark.parametrize(
    "text",
    [
        "One, two; three\\four",
        "END:VEVENT",
        "x\r\nATTENDEE:mailto:all@example.org",
        "سيول ٢٠٢٦",
        "長" * 150,
        *(Payload(number, "title").text for number in range(len(FORMS))),
    ],
)
def test_whatever_was_typed_stays_text_in_its_place(text: str) -> None:
    calendar = read(make_entry(text, text))

    (event,) = calendar.contents["vevent"]
    told = text.replace("\r\n", "\n")
    assert event.summary.value == f"Deadline: {told}"
    assert event.description.value.startswith(f"{told}\nAnswers are taken")
    assert "attendee" not in event.contents


def test_no_line_is_longer_than_calendars_read() -> None:
    lines = write_calendar(make_entry("長" * 150), AT).split(b"\r\n")

    assert max(len(line) for line in lines) <= 75


def test_it_is_in_the_language_of_its_reader() -> None:
    with speaking("ar"):
        summary = read(make_entry()).vevent.summary.value

    # Isolated, since the title may run the other way.
    assert summary.endswith(" \u2068Autumn\u2069")
