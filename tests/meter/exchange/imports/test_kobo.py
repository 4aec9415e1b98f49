"""What KoBo writes: groups, several options in one cell and in columns."""

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
        ("all/law;all/users", "full;3", {"law": "full", "users": 3.0}),
        ("a/b/ways;a/b/ways/web;a/b/ways/phone", "web;1;0", {"ways": ("web",)}),
        ("ways", "web phone", {"ways": ("web", "phone")}),
        ("ways/web;ways/phone", "0;1", {"ways": ("phone",)}),
        ("By which ways?/Phone", "1", {"ways": ("phone",)}),
        ("All/There is a law.", "Fully", {"law": "full"}),
        ("site", "1", {"site": "yes"}),
        ("law", "n/a", {}),
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
        f"start;end;city;{headings};_id;_uuid;_submission_time\n"
        f"2026-11-30T10:00;2026-11-30T10:09;Marenda;{values};7;u;2026-11-30\n"
    )

    rows = read(tmp_path, instrument, text, unit="city")

    assert list_bad(rows) == []
    assert [(row.unit, row.answers) for row in rows] == [("Marenda", answers)]
