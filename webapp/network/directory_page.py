"""The directory as a page: who is found, and by what one may look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.network.directory import Sought, search
from webapp.languages import gettext as _
from webapp.network.theme_words import say_language, say_languages
from webapp.paging import Pages, open_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from meter.network.records import Entry, PublicEntry
    from webapp.network.theme_words import Themes

PAGE_MOST = 100
"""Entries on one page."""

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EntryLine:
    """Somebody, as far as they want to be known."""

    id: int
    name: str
    position: str
    unit: str
    organisation: str
    work: str
    themes: tuple[str, ...]
    languages: str
    email: str
    phone: str
    about: str


@dataclass(frozen=True)
class DirectoryPage:
    """The directory, or what was found in it.

    `own` tells whether the reader is in it themselves: "shown", "hidden" (nothing is
    switched on) or "none".
    """

    lines: tuple[EntryLine, ...]
    all: int
    sought: Sought
    units: Choices
    languages: Choices
    themes: Choices
    own: str
    pages: Pages


def make_directory_page(
    entries: Sequence[PublicEntry],
    sought: Sought,
    themes: Themes,
    own: Entry | None,
    number: int = 1,
) -> DirectoryPage:
    """Search the directory and show one page of what is found."""
    found = list(find_entries(entries, sought, themes))
    pages = open_page(len(found), PAGE_MOST, number)
    return DirectoryPage(
        tuple(describe(one, themes) for one in pages.cut(found)),
        len(entries),
        sought,
        _list_units(entries),
        _list_codes(entries, "languages", say_language),
        _list_codes(entries, "themes", themes.say),
        _tell_own(own),
        pages,
    )


def find_entries(
    entries: Sequence[PublicEntry], sought: Sought, themes: Themes
) -> Iterator[PublicEntry]:
    """Search what entries show, in the reader's words."""
    return search(entries, sought, lambda one: _spell_out(one, themes))


def describe(one: PublicEntry, themes: Themes) -> EntryLine:
    """Describe somebody by what they show."""
    return EntryLine(
        one.id,
        one.text("name"),
        one.text("position"),
        one.text("unit"),
        one.text("organisation"),
        one.text("work"),
        tuple(map(themes.say, one.codes("themes"))),
        say_languages(one.codes("languages")),
        one.text("email"),
        one.text("phone"),
        one.text("about"),
    )


def name_fields() -> dict[str, str]:
    """Name the fields of the directory."""
    return {
        "name": _("Name"),
        "position": _("Function"),
        "unit": _("City or unit"),
        "organisation": _("Organisation"),
        "work": _("What you work on"),
        "themes": _("Themes"),
        "languages": _("Languages"),
        "email": _("E-mail address"),
        "phone": _("Telephone"),
        "about": _("About you"),
    }


def _spell_out(one: PublicEntry, themes: Themes) -> Iterator[str]:
    line = describe(one, themes)
    yield from (line.name, line.position, line.unit, line.organisation, line.work)
    yield from line.themes
    yield from (line.languages, line.email, line.phone, line.about)


def _list_units(entries: Sequence[PublicEntry]) -> Choices:
    names = sorted({one.text("unit") for one in entries} - {""}, key=str.casefold)
    return tuple((name, name) for name in names)


def _list_codes(
    entries: Sequence[PublicEntry], field: str, say: Callable[[str], str]
) -> Choices:
    codes = {code for one in entries for code in one.codes(field)}
    named = [(code, say(code)) for code in codes]
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def _tell_own(own: Entry | None) -> str:
    if own is None:
        return "none"
    return "shown" if own.publish() else "hidden"
