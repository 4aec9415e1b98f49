"""What ODK Central writes: groups with a hyphen, options in one cell or split."""

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
        ("all-law,all-users", "full,3", {"law": "full", "users": 3.0}),
        ("all-sub-ways", "web phone", {"ways": ("web", "phone")}),
        ("all-ways,all-ways/web,all-ways/phone", "phone,0,1", {"ways": ("phone",)}),
        ("all-since", "2024-05-06", {"since": "2024-05-06"}),
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
        f"SubmissionDate,all-city,{headings},meta-instanceID,KEY,ReviewState\n"
        f"2026-11-30T10:00:00.000Z,Marenda,{values},uuid:1,uuid:1,approved\n"
    )

    rows = read(tmp_path, instrument, text, unit="all-city")

    assert list_bad(rows) == []
    assert [(row.unit, row.answers) for row in rows] == [("Marenda", answers)]
