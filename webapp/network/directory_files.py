"""The directory as files: a table, and cards for an address book (vCard 4.0, RFC 6350).

No well-kept library writes vCard 4.0; what is written here is read back in the tests
by one that reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.exchange import csv_texts
from webapp.network.directory_page import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from meter.network.records import PublicEntry
    from webapp.network.theme_words import Themes

HEADINGS = (
    "name", "function", "unit", "organisation", "works_on", "themes", "languages",
    "email", "phone", "about",
)  # fmt: skip

LINE_MOST = 75
"""Bytes of a line of a card; a longer one goes on in the next."""


def write_csv(entries: Iterable[PublicEntry], themes: Themes) -> str:
    """Write who is who as CSV; nothing in it is read as a formula."""
    rows = (
        (
            *(line.name, line.position, line.unit, line.organisation, line.work),
            *("; ".join(line.themes), line.languages),
            *(line.email, line.phone, line.about),
        )
        for line in (describe(one, themes) for one in entries)
    )
    return csv_texts.write_csv([HEADINGS, *rows])


def write_vcards(entries: Iterable[PublicEntry], themes: Themes, nameless: str) -> str:
    """Write a card for each; `nameless` is how who shows no name is called."""
    lines = (line for one in entries for line in _list_lines(one, themes, nameless))
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _list_lines(one: PublicEntry, themes: Themes, nameless: str) -> Iterator[str]:
    line = describe(one, themes)
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    called = line.name or line.organisation or line.unit or nameless
    yield f"FN:{escape(called)}"
    bodies = [name for name in (line.organisation, line.unit) if name]
    if bodies:
        yield f"ORG:{';'.join(map(escape, bodies))}"
    for name, text in (
        ("TITLE", line.position),
        ("ROLE", line.work),
        ("EMAIL", line.email),
        ("TEL", line.phone),
        ("NOTE", line.about),
    ):
        if text:
            yield f"{name}:{escape(text)}"
    yield from (f"LANG:{escape(tag)}" for tag in _write_tags(one))
    if line.themes:
        yield f"CATEGORIES:{','.join(map(escape, line.themes))}"
    yield "END:VCARD"


def _write_tags(one: PublicEntry) -> list[str]:
    return [tag.replace("_", "-") for tag in one.codes("languages")]


def escape(text: str) -> str:
    """Write a text as a value of a card: RFC 6350, 3.4."""
    bare = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\r", "\n")
    for sign in ",;":
        bare = bare.replace(sign, f"\\{sign}")
    return bare.replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a long line, between characters: RFC 6350, 3.2."""
    parts, room = [""], LINE_MOST
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append("")
            room = LINE_MOST - 1  # the space before it counts
        parts[-1] += sign
        room -= size
    return "\r\n ".join(parts)
