"""Invitation links, shown this once: as a list to copy and as a file to keep."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.exchange import csv_texts
from meter.exchange.formulas import guard_formula
from webapp.downloads import UTF8_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.mails.links import InvitationLink

HEADINGS = ("round", "unit", "person", "email", "link")

MOST_LINES = 12
"""Lines of a list that show at once."""


@dataclass(frozen=True)
class LinksPage:
    """Fresh links, and what became of their mails where some were asked for.

    `names_round` says that they are to several rounds.
    """

    links: tuple[InvitationLink, ...]
    names_round: bool = False

    @property
    def mailed(self) -> int:
        """How many were mailed."""
        return sum(one.mailed == "" for one in self.links)

    @property
    def failed(self) -> int:
        """How many were to be mailed and could not."""
        return sum(bool(one.mailed) for one in self.links)

    @property
    def rows(self) -> int:
        """How many lines of the list to show at once."""
        return min(len(self.links) + 1, MOST_LINES)

    @property
    def lines(self) -> str:
        """The links a line each with tabs between, to be pasted anywhere."""
        rows = (map(guard_formula, self._cut(_list_cells(one))) for one in self.links)
        return "\n".join(map("\t".join, rows))

    @property
    def file(self) -> str:
        """The address of a CSV file that stands in the page itself."""
        return make_data_address(self.write_csv())

    def write_csv(self) -> str:
        """Write the links as CSV with a row of headings."""
        rows = (self._cut(_list_cells(one)) for one in self.links)
        return csv_texts.write_csv([self._cut(HEADINGS), *rows])

    def _cut(self, cells: Sequence[str]) -> Sequence[str]:
        return cells if self.names_round else cells[1:]


def _list_cells(link: InvitationLink) -> tuple[str, ...]:
    to = link.invitation
    person = (to.person_name, to.person_email)
    return (link.round.title, link.unit, *person, link.address)


def make_data_address(text: str) -> str:
    """Put a CSV text into an address of its own, so that no server keeps it."""
    packed = base64.b64encode(f"{UTF8_MARK}{text}".encode()).decode("ascii")
    return f"data:text/csv;charset=utf-8;base64,{packed}"
