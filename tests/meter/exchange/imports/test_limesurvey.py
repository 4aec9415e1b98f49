"""What LimeSurvey writes that no other program does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments.model.answers import Missing
from instruments.model.instrument import Instrument
from meter.exchange.imports.reading import open_import
from tests.meter.exchange.imports.tables import list_bad, read, write

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize(
    ("headings", "values", "answers", "notes"),
    [
        ("law,law[comment]", "full,Since 2019", {"law": "full"}, {"law": "Since 2019"}),
        ("law,law[other]", "DK,Ask us", {"law": Missing.DONT_KNOW}, {"law": "Ask us"}),
        ("law_comment", "Since 2019", {}, {"law": "Since 2019"}),
        ('"There is a law. [Comment]"', "Since 2019", {}, {"law": "Since 2019"}),
        ('"law[comment]. There is a law. [Comment]"', "So", {}, {"law": "So"}),
        (
            "ways[web],ways[webcomment],ways[phone],ways[phonecomment],ways[other]",
            "Y,in two languages,,,post",
            {"ways": ("web",)},
            {"ways": "Web: in two languages\npost"},
        ),
        ("law[comment],law[other]", '"N/A",', {}, {}),
    ],
)
def test_what_was_written_beside_an_answer_is_its_note(
    headings: str,
    values: str,
    answers: dict[str, object],
    notes: dict[str, str],
    instrument: Instrument,
    tmp_path: Path,
) -> None:
    text = f"{HEAD},{headings}\n{FACTS},{values}\n"

    opened = open_import(write(tmp_path, text), instrument, unit="city")
    rows = list(opened.read())

    assert list(opened.header.warnings) == []
    assert list_bad(rows) == []
    assert [(row.answers, row.notes) for row in rows] == [(answers, notes)]


def test_another_option_is_chosen_by_the_words_that_say_what_was_meant(
    tmp_path: Path,
) -> None:
    options = [{"code": "web", "say": "Web"}, {"code": "other", "say": "Other"}]
    ways = {"key": "ways", "type": "multiple", "ask": "Which?", "options": options}
    instrument = Instrument.model_validate(
        {
            "key": "small",
            "version": "1",
            "title": "Small",
            "language": "en",
            "sections": [{"key": "all", "title": "All", "items": [ways]}],
        }
    )
    rows = read(
        tmp_path,
        instrument,
        f"{HEAD},ways[web],ways[other]\n{FACTS},Y,post\n{FACTS[:-7]}Solta,,Y\n",
        unit="city",
    )

    assert list_bad(rows) == []
    assert [(row.answers, row.notes) for row in rows] == [
        ({"ways": ("web", "other")}, {"ways": "post"}),
        ({"ways": ("other",)}, {}),
    ]


@pytest.mark.parametrize(
    "heading", ["note[comment]", "ways[faxcomment]", "lore[other]"]
)
def test_a_comment_without_a_place_for_it_is_named(
    heading: str, instrument: Instrument, tmp_path: Path
) -> None:
    text = f"{HEAD},law,{heading}\n{FACTS},full,So it is\n"

    opened = open_import(write(tmp_path, text), instrument, unit="city")

    assert [one.column for one in opened.header.warnings] == [heading]
    assert [row.notes for row in opened.read()] == [{}]
