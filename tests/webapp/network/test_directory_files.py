"""The directory leaves in files that other programs read as it was said."""

from __future__ import annotations

import csv
import io

import pytest
import vobject

from meter.network.records import PublicEntry
from webapp.network.directory_files import (
    HEADINGS,
    LINE_MOST,
    escape,
    fold,
    write_csv,
    write_vcards,
)
from webapp.network.theme_words import Themes

THEMES = Themes({"law": "Law, and order"})
ANA = PublicEntry(
    1,
    {
        "name": "Ana; Sá, the \\ first",
        "position": "=HYPERLINK()",
        "unit": "Porto",
        "organisation": "City; Hall",
        "work": "Counters\nand forms",
        "themes": ("law",),
        "languages": ("fr", "pt"),
        "email": "ana@example.org",
        "phone": "+351 22 123",
        "about": "\N{ARABIC LETTER SEEN}" * 90,
    },
)
NOBODY = PublicEntry(2, {"work": "Secrets"})


def test_a_table_holds_what_is_shown_and_no_formula() -> None:
    text = write_csv([ANA, NOBODY], THEMES)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == HEADINGS
    assert rows[0]["function"] == "'=HYPERLINK()"
    assert rows[0]["phone"] == "'+351 22 123"
    assert rows[0]["works_on"] == "Counters\nand forms"
    assert rows[0]["languages"] == "French, Portuguese"
    assert (rows[1]["name"], rows[1]["works_on"]) == ("", "Secrets")


def test_cards_are_read_back_as_they_were_said() -> None:
    text = write_vcards([ANA, NOBODY], THEMES, "Somebody")
    assert all(len(line.encode()) <= LINE_MOST for line in text.split("\r\n"))
    ana, nobody = vobject.readComponents(text)

    assert ana.version.value == "4.0"
    assert ana.fn.value == "Ana; Sá, the \\ first"
    assert ana.org.value == ["City; Hall", "Porto"]
    assert ana.title.value == "=HYPERLINK()"
    assert ana.role.value == "Counters\nand forms"
    assert ana.email.value == "ana@example.org"
    assert ana.tel.value == "+351 22 123"
    assert ana.note.value == ANA.text("about")
    assert [one.value for one in ana.lang_list] == ["fr", "pt"]
    assert ana.categories.value == ["Law, and order"]
    assert (nobody.fn.value, nobody.role.value) == ("Somebody", "Secrets")
    assert "email" not in nobody.contents


def test_nobody_ends_a_card_by_what_they_say() -> None:
    text = write_vcards(
        [PublicEntry(1, {"name": "A\r\nEND:VCARD\rTEL:1\n"})], THEMES, "Somebody"
    )
    assert text.split("\r\n")[2] == "FN:A\\nEND:VCARD\\nTEL:1\\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [("a,b;c", "a\\,b\\;c"), ("a\\n", "a\\\\n"), ("a\nb", "a\\nb")],
)
def test_signs_that_mean_something_are_escaped(text: str, written: str) -> None:
    assert escape(text) == written


def test_long_lines_are_folded_between_characters() -> None:
    line = "NOTE:" + "é" * 100
    parts = fold(line).split("\r\n ")
    assert "".join(parts) == line
    assert len(parts) == 3
