"""What Google Forms writes: words of questions and options, grids, commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.meter.exchange.imports.tables import list_bad, read

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument


@pytest.mark.parametrize(
    ("headings", "values", "answers"),
    [
        ("There is a law.", "Not at all", {"law": "none"}),
        ("By which ways?", '"Web, Phone"', {"ways": ("web", "phone")}),
        ("By which ways?", "Web;Phone", {"ways": ("web", "phone")}),
        ("All [There is a law.]", "Partly", {"law": "partly"}),
        ("Is there a site?", "Yes", {"site": "yes"}),
        ("Anything else?", '"A, b; c"', {"note": "A, b; c"}),
    ],
)
def test_its_headings_and_values_are_read(
    headings: str,
    values: str,
    answers: dict[str, object],
    instrument: Instrument,
    tmp_path: Path,
) -> None:
    text = (
        f"Timestamp,Email Address,Your city,{headings}\n"
        f"11/30/2026 10:00:00,ana@example.org,Marenda,{values}\n"
    )

    rows = read(tmp_path, instrument, text, unit="Your city")

    assert list_bad(rows) == []
    assert [(row.unit, row.answers) for row in rows] == [("Marenda", answers)]


def test_a_day_that_may_be_read_in_two_ways_is_named(
    instrument: Instrument, tmp_path: Path
) -> None:
    text = "Timestamp,city,Since when?\n11/30/2026 10:00:00,Marenda,5/6/2024\n"

    rows = read(tmp_path, instrument, text, unit="city")

    assert list_bad(rows) == [(2, "C", "5/6/2024", "not_a_date")]


def test_the_address_may_name_the_units(instrument: Instrument, tmp_path: Path) -> None:
    text = "Timestamp,Email Address,law\n11/30/2026 1:00,ana@example.org,Fully\n"

    rows = read(tmp_path, instrument, text, unit="Email Address")

    assert [(row.unit, row.answers) for row in rows] == [
        ("ana@example.org", {"law": "full"})
    ]
