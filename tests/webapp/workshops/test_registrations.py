"""A registration in the list says what of it is known already."""

from __future__ import annotations

from datetime import UTC, datetime

from meter.workshops.records import Alike, Registration
from webapp.workshops.registrations import list_lines

AT = datetime(2026, 11, 21, tzinfo=UTC)
ASKED = Registration(
    7, 1, "Pelun", "Piet", "p@pelun.example", {}, ["ru"], "ru", AT, None, None, None
)


def test_each_thing_that_is_alike_is_a_warning() -> None:
    alike = Alike(takes_part=True, is_invited=True, waiting=2)

    [line] = list_lines([ASKED], (), {7: alike})

    assert line.languages == ("Russian",)
    assert len(line.warnings) == 3
    assert "make sure that they are from there" in line.warnings[0]
    assert line.warnings[2].startswith("2 other registrations")


def test_what_is_new_has_no_warning() -> None:
    nothing = Alike(takes_part=False, is_invited=False, waiting=0)

    assert list_lines([ASKED], (), {7: nothing})[0].warnings == ()
    assert list_lines([ASKED], (), {})[0].warnings == ()
