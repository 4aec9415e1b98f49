"""Rows of files of contributions, as they are written and before they are checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from meter.knowledge.entries import give_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meter.errors import DataError
    from meter.knowledge.entries import GivenEntry
    from meter.knowledge.records import Contribution

MOST_ROWS = 5_000


@dataclass(frozen=True)
class FileRow:
    """A contribution as a file tells it; `row` is where it stands there, from 1.

    `city` is the name of the contributing unit, empty for the organisers. `problems`
    are what the reading of the file has found, by field.
    """

    row: int
    key: str
    city: str
    given: GivenEntry
    problems: Mapping[str, DataError] = field(default_factory=dict)


def make_row(row: int, found: Contribution) -> FileRow:
    """Make the row of a contribution."""
    return FileRow(row, found.key, found.unit_name or "", give_entry(found.entry))
