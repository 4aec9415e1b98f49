"""Forms of workshops say what does not fit, and read days where the venue is."""

from __future__ import annotations

import datetime as dt

import pytest
from werkzeug.datastructures import MultiDict

from instruments import Instrument
from meter.workshops.records import Entry
from tests.webapp.desk import DOCUMENT
from webapp.workshops.forms import (
    VenueForm,
    derive_title,
    find_end,
    make_participant_form,
    read_entry,
)

FACTS = Instrument.model_validate(DOCUMENT).profile
FILLED = {
    "name": "Pelun",
    "contact": "Piet",
    "email": "piet@pelun.example",
    "speaks": "ru",
    "languages": "nl, RU zh-hant",
    "fact-population": "5",
}


@pytest.mark.parametrize(
    ("zone", "hour"), [("Asia/Seoul", 15), ("UTC", 0), ("America/Bogota", 5)]
)
def test_a_day_ends_at_the_venue(zone: str, hour: int) -> None:
    end = find_end(dt.date(2027, 6, 10), zone)

    assert end is not None
    utc = end.astimezone(dt.UTC)
    assert (utc.hour, utc.minute) == (hour, 0)


def test_without_a_day_or_a_zone_nothing_ends() -> None:
    assert find_end(None, "UTC") is None
    assert find_end(dt.date(2027, 6, 10), "Nowhere") is None


def test_a_day_that_is_no_day_is_said() -> None:
    form = VenueForm(
        MultiDict({"title": "Seoul", "time_zone": "UTC", "begins_on": "June"})
    )

    assert not form.validate()
    assert "write it like 2026-11-30" in str(form.begins_on.errors)


def test_a_participant_is_read_with_the_best_language_first() -> None:
    form = make_participant_form(FACTS, MultiDict(FILLED))

    assert form.validate()
    assert read_entry(form, FACTS) == Entry(
        "Pelun",
        "Piet",
        "piet@pelun.example",
        {"population": 5.0},
        ("ru", "nl", "zh-Hant"),
    )


def test_a_derived_title_is_never_too_long() -> None:
    assert derive_title("Seoul", "Readiness") == "Seoul: Readiness"
    assert len(derive_title("x" * 200, "y")) == 200
