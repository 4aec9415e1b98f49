"""A problem as a check sees it: by path in the data, before it has a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from instruments.reading.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_PROBLEMS = 300
"""How many problems of a file are told, and how many of each check sought."""

Path = tuple[str | int, ...]
"""Keys and list positions from the top of the file."""


class Problem(NamedTuple):
    """What is wrong and where.

    `on_key` puts it on the key and not on the value of the path; `about` is the
    path of another part that it rests on, `also` that of one more.
    """

    code: str
    path: Path
    facts: Mapping[str, object]
    on_key: bool = False
    about: Path | None = None
    also: Path | None = None

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used with it."""
        return CATALOGUE[self.code].severity == "error"
