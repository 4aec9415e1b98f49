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

    from meter.records import Invitation

HEADINGS = ("unit", "person", "email", "link")


@dataclass(frozen=True)
class InvitationLink:
    """A fresh link, with whom it is for.

    `mailed` is why it was not mailed, empty where it was; None where nobody asked.
    """

    unit: str
    person: str
    email: str
    address: str
    invitation: Invitation | None = None
    mailed: str | None = None

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The link as a row."""
        return (self.unit, self.person, self.email, self.address)


def make_link(unit: str, invitation: Invitation, address: str) -> InvitationLink:
    """Name whom a fresh link is for."""
    return InvitationLink(
        unit, invitation.person_name, invitation.person_email, address, invitation
    )


def write_csv(links: Sequence[InvitationLink]) -> str:
    """Write the links as CSV with a row of headings."""
    return csv_texts.write_csv([HEADINGS, *(link.cells for link in links)])


def write_lines(links: Sequence[InvitationLink]) -> str:
    """Write the links a line each with tabs between, to be pasted anywhere."""
    rows = ([guard_formula(one) for one in link.cells] for link in links)
    return "\n".join("\t".join(row) for row in rows)


def make_data_address(text: str) -> str:
    """Put a CSV text into an address of its own, so that no server keeps it.

    A mark at its beginning tells spreadsheets that it is UTF-8.
    """
    packed = base64.b64encode(f"{UTF8_MARK}{text}".encode()).decode("ascii")
    return f"data:text/csv;charset=utf-8;base64,{packed}"
