"""Open data holds keys and numbers, the same in every language."""

from __future__ import annotations

import csv
import datetime as dt
import io

from meter.publication.records import (
    Edition,
    Figures,
    NamedUnit,
    PublicSpread,
    StageCounts,
)
from webapp.public.open_data import write_figures, write_units

EDITION = Edition(
    1,
    1,
    2,
    dt.datetime(2026, 11, 30, tzinfo=dt.UTC),
    "Ada",
    "CC0-1.0",
    Figures(
        submitted=9,
        units=8,
        ladders=(
            StageCounts("ladder", "whole", 8, (5, 3)),
            StageCounts("other", "whole", 8, None, "alike"),
        ),
        spreads=(
            PublicSpread("whole", 8, 25, 50, 70),
            PublicSpread("law", 4, None, None, None, "few"),
        ),
        named=(
            NamedUnit(
                3, "@SUM(A1)", {"ladder": "low", "other": None}, {"whole": 0.5015}
            ),
        ),
    ),
)
STAGES = {"ladder": ["low", "high"], "other": ["a", "b"]}


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_stage_and_spread_is_a_row_with_its_reason() -> None:
    rows = read(write_figures(EDITION, STAGES))

    told = [(one["key"], one["stage"], one["count"], one["withheld"]) for one in rows]
    assert told == [
        ("ladder", "low", "5", ""),
        ("ladder", "high", "3", ""),
        ("other", "a", "", "alike"),
        ("other", "b", "", "alike"),
        ("whole", "", "", ""),
        ("law", "", "", "few"),
    ]
    assert rows[4]["median_band"] == "50-55"
    assert rows[5]["median_band"] == ""


def test_a_unit_is_a_row_of_text_and_of_points_rounded_as_on_its_page() -> None:
    [row] = read(write_units(EDITION))

    assert row == {
        "unit": "'@SUM(A1)",
        "stage:ladder": "low",
        "stage:other": "",
        "whole": "50.2",
        "law": "",
    }
