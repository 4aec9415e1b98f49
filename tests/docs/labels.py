"""What a page for people quotes and links to, and whether it is there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tests.docs.test_notebook import DOCS
from tests.webapp.test_catalogues import as_forms, extract_today, list_messages

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTED = re.compile(r"\*\*(.+?)\*\*|(?<!\*)\*([^*\n]+)\*(?!\*)")
LINK = re.compile(r"\]\(([^)#]+)")
PLACEHOLDER = re.compile(r"%\\\((\w+)\\\)s")

SAMPLES = {
    "level": "An anonymous spread, of those that consent",
    "num": r"\d+",
    "number": r"\d+",
    "time": r"\d+:\d\d",
    "title": "Transactional",
    "unit": "Ankor",
}
"""What stands in a quotation where a label has a placeholder."""


def read_page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def list_quotations(text: str) -> list[str]:
    """List what stands in bold or in italics."""
    return [bold or italic for bold, italic in QUOTED.findall(text)]


@cache
def read_sources() -> re.Pattern[str]:
    """Read what pages say today as one pattern; other placeholders stay as they are."""
    said = {text for one in list_messages(extract_today()) for text in as_forms(one.id)}
    return re.compile("|".join(map(_fill, said)))


def _fill(message: str) -> str:
    return PLACEHOLDER.sub(
        lambda found: SAMPLES.get(found[1], found[0]), re.escape(message)
    )


def list_unsaid(text: str) -> list[str]:
    """List quotations that no page says."""
    says = read_sources().fullmatch
    return [one for one in list_quotations(text) if not says(one)]


def list_lost_links(text: str) -> Iterator[str]:
    """Find links that lead to no file."""
    return (one for one in LINK.findall(text) if not (DOCS / one).is_file())
