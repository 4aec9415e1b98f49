"""The roadmap leaves as a table and as a calendar that calendars read."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

from icalendar import Calendar

from meter.network.records import Milestone
from meter.records import Unit, Workshop
from webapp.network.roadmap_files import HEADINGS, write_calendar, write_csv

AT = dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
DUE = dt.date(2027, 6, 18)
FIRST = Milestone(
    id=1,
    title="=Charter",
    details="All; sign,\nall",
    lead=None,
    lead_name="Ada",
    begins_on=None,
    due_on=DUE,
    state="planned",
    after_id=None,
    revision=3,
    changed_at=AT,
    changed_by="A",
)
SECOND = replace(
    FIRST,
    id=2,
    title="Visits",
    lead=Unit(1, 1, "Porto", {}),
    lead_name="",
    begins_on=DUE,
    state="dropped",
    after_id=1,
)
WORKSHOP = Workshop(1, "seoul", "Seoul", 1, "", None, None, "UTC", None, AT)


def test_a_table_holds_the_plan_and_no_formula() -> None:
    text = write_csv([FIRST, SECOND])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == HEADINGS
    assert (rows[0]["title"], rows[0]["begins_on"]) == ("'=Charter", "")
    assert rows[1] == {
        "title": "Visits",
        "details": "All; sign,\nall",
        "leader": "Porto",
        "begins_on": "2027-06-18",
        "due_on": "2027-06-18",
        "state": "dropped",
        "after": "'=Charter",
    }


def test_a_calendar_holds_the_days_on_which_things_are_due() -> None:
    content = write_calendar([FIRST, SECOND], WORKSHOP, "https://x.example/roadmap")
    calendar = Calendar.from_ical(content)
    first, second = calendar.walk("VEVENT")

    assert str(first["uid"]) == "milestone-1-seoul"
    assert first.decoded("dtstart") == DUE
    assert first.decoded("dtend") == DUE + dt.timedelta(days=1)
    assert str(first["summary"]) == "=Charter"
    assert "All; sign,\nall" in str(first["description"])
    assert "Led by Ada" in str(first["description"])
    assert first.decoded("sequence") == 2
    assert (str(first["status"]), str(second["status"])) == ("CONFIRMED", "CANCELLED")
