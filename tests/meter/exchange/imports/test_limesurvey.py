"""What LimeSurvey writes that no other program does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments.model.answers import Missing
from tests.meter.exchange.imports.tables import list_bad, read

if TYPE_CHECKING:
    from pathlib import Path

    from instruments import Instrument

HEAD = '"id","submitdate","lastpage","startlanguage","seed","city"'
FACTS = '1,"2026-11-30 10:00:00",3,"en",12345,Marenda'


@pytest.mark.parametrize(
    ("headings", "values", "answers"),
    [
        ("site", "Y", {"site": "yes"}),
        ("site", "N", {"site": "no"}),
        ("law,users", "DK,12", {"law": Missing.DONT_KNOW, "users": 12.0}),
        ("ways[web],ways[phone]", "Y,", {"ways": ("web",)}),
        ("ways[web],ways[phone]", ",", {}),
        ('"By which ways? [Web]"', "Yes", {"ways": ("web",)}),
        ('"law. There is a law."', "Fully", {"law": "full"}),
        ('"ways[web]. By which ways? [Web]"', "Yes", {"ways": ("web",)}),
        ("ways_web", "Y", {"ways": ("web",)}),
        ("law", "N/A", {}),
        ("since", '"2024-05-06 00:00:00"', {"since": "2024-05-06"}),
    ],
)  # fmt: skip
def test_its_headings_and_values_are_read(
    headings: str,
    values: str,
    answers: dict[str, object],
    instrument: Instrument,
    tmp_path: Path,
) -> None:
    text = f"{HEAD},{headings}\n{FACTS},{values}\n"

    rows = read(tmp_path, instrument, text, unit="city")

    assert list_bad(rows) == []
    assert [(row.unit, row.answers) for row in rows] == [("Marenda", answers)]


def test_a_mark_that_says_neither_is_named(
    instrument: Instrument, tmp_path: Path
) -> None:
    text = f"{HEAD},ways[web],ways[phone]\n{FACTS},perhaps,Y\n"

    rows = read(tmp_path, instrument, text, unit="city")

    assert list_bad(rows) == [(2, "G", "perhaps", "no_mark")]
    assert "write 1 or 0" in str(rows[0].bad[0])


def test_codes_of_its_own_are_named_with_what_to_do(
    instrument: Instrument, tmp_path: Path
) -> None:
    rows = read(tmp_path, instrument, f"{HEAD},law\n{FACTS},A2\n", unit="city")

    assert list_bad(rows) == [(2, "G", "A2", "not_an_option")]
    assert str(rows[0].bad[0]) == (
        "row 2 (Marenda), column G 'law': 'A2' is no option; write none or partly or"
        " full. A mapping file may say what it means."
    )
