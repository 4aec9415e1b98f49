"""The directory as a page: what may be chosen is what somebody shows."""

from __future__ import annotations

from dataclasses import replace

from meter.network.directory import Sought
from meter.network.records import Entry, PublicEntry
from meter.records import Unit
from webapp.network.directory_page import PAGE_MOST, make_directory_page
from webapp.network.theme_words import Themes

THEMES = Themes({"law": "Law"})
ANA = PublicEntry(
    1, {"name": "Ana", "unit": "Porto", "themes": ("law",), "languages": ("fr",)}
)
BO = PublicEntry(2, {"name": "Bo", "work": "Law"})


def test_choices_are_those_that_somebody_shows() -> None:
    page = make_directory_page([ANA, BO], Sought(), THEMES, None)
    assert page.units == (("Porto", "Porto"),)
    assert page.languages == (("fr", "French"),)
    assert page.themes == (("law", "Law"),)
    assert (page.pages.count, page.all, page.own) == (2, 2, "none")


def test_words_are_found_in_the_names_of_themes_and_languages() -> None:
    for words, found in (("law", ["Ana", "Bo"]), ("french", ["Ana"]), ("x", [])):
        page = make_directory_page([ANA, BO], Sought(words), THEMES, None)
        assert [one.name for one in page.lines] == found


def test_many_stand_on_pages() -> None:
    many = [replace(BO, id=number) for number in range(PAGE_MOST + 1)]
    first = make_directory_page(many, Sought(), THEMES, None)
    last = make_directory_page(many, Sought(), THEMES, None, 2)
    assert (first.pages.last, len(first.lines)) == (2, PAGE_MOST)
    assert [one.id for one in last.lines] == [PAGE_MOST]


def test_the_reader_is_told_whether_others_see_them() -> None:
    own = Entry(1, Unit(1, 1, "Porto", {}), 1, name="Ana")
    hidden = make_directory_page([], Sought(), THEMES, own)
    shown = replace(own, shown=frozenset({"name"}))
    assert hidden.own == "hidden"
    assert make_directory_page([], Sought(), THEMES, shown).own == "shown"
