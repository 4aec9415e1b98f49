"""What a fill-in workbook holds, and where.

A sheet a section, an item a row. Row 1 of such a sheet is hidden and names the columns
for the reading, so that they may be moved. Lists to choose from stand in a hidden
sheet, and what the workbook is of in another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instruments.model.items import Item
    from meter.records import StoredAnswer

KEY, QUESTION, ANSWER, REASON, NOTE, HOW = (
    "key",
    "question",
    "answer",
    "reason",
    "note",
    "how",
)
REVISION, CHOICES, REASONS = "revision", "choices", "reasons"

SHOWN = (KEY, QUESTION, ANSWER, REASON, NOTE, HOW)
HIDDEN = (REVISION, CHOICES, REASONS)
COLUMNS = (*SHOWN, *HIDDEN)

ABOUT_SHEET, LISTS_SHEET = "meter", "choices"
"""Names of the hidden sheets; those of sections begin with their number."""

SEPARATOR = ";"
SEPARATORS = ";\u061b\uff1b\n"
"""What may stand between several options: semicolons of three scripts, a line end."""


@dataclass(frozen=True)
class About:
    """What a workbook is of. `response` is None in a blank one for anybody."""

    instrument: str
    version: str
    fingerprint: str
    response: int | None = None


@dataclass(frozen=True)
class WorkbookRow:
    """An item with its words.

    `choices` and `reasons` give words by code; `how` says how to answer. `may_change`
    is whether the answer is the reader's to give.
    """

    item: Item
    ask: str
    how: str
    choices: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    rule: str = ""
    takes_note: bool = True
    may_change: bool = True
    stored: StoredAnswer | None = None


@dataclass(frozen=True)
class WorkbookSection:
    """A sheet: what stands above its items, and the items."""

    title: str
    intro: str
    rows: tuple[WorkbookRow, ...]


@dataclass(frozen=True)
class FillInWorkbook:
    """Everything that is written.

    Attributes:
        about: what it is of.
        title: what it is called.
        guide_name: what the first sheet is called.
        guide: what the first sheet says, a paragraph each.
        headings: words over the columns that are shown.
        stop: what is said of a value that does not fit its cell.
        sections: the sheets.
        is_mirrored: whether the sheets run from right to left.
    """

    about: About
    title: str
    guide_name: str
    guide: tuple[str, ...]
    headings: Mapping[str, str]
    stop: str
    sections: tuple[WorkbookSection, ...]
    is_mirrored: bool = False


def label_options(options: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give each code words of its own on one line, without what separates options."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for code, say in options:
        label = " ".join(say.translate(_NO_SEPARATORS).split())
        while fold(label) in taken:
            label = f"{label} ({code})"
        taken.add(fold(label))
        labels[code] = label
    return labels


_NO_SEPARATORS = str.maketrans(SEPARATORS, "," * len(SEPARATORS))


def fold(text: str) -> str:
    """Write words as they are compared: whatever their case and spaces."""
    return " ".join(text.split()).casefold()
