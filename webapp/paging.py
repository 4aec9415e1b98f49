"""Long lists in pages: which one is asked for, and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from flask import request

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

MOST_PAGES = 9_999
"""Beyond it no list goes; a larger number asks for this page."""


@dataclass(frozen=True)
class Pages:
    """The page of a list that is shown: `most` of `count` lines, from page 1 on."""

    count: int
    most: int
    number: int = 1

    @property
    def last(self) -> int:
        """The number of the last page; a list without a line has one page too."""
        return max(1, -(-self.count // self.most))

    @property
    def skipped(self) -> int:
        """How many lines stand on the pages before."""
        return (self.number - 1) * self.most

    def cut(self, lines: Sequence[T]) -> Sequence[T]:
        """Cut the lines of this page out of all of them."""
        return lines[self.skipped : self.skipped + self.most]


def open_page(count: int, most: int, number: int) -> Pages:
    """Open a page of a list; what lies beyond the last is the last."""
    asked = Pages(count, most, number)
    return Pages(count, most, min(number, asked.last))


def read_page_number() -> int:
    """Read which page of a list the address asks for."""
    number = request.args.get("page", 1, type=int)
    return min(max(number, 1), MOST_PAGES)
