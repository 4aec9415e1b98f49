"""Invitation links, shown this once: as a list to copy and as a file to keep."""

from __future__ import annotations

import base64
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.exchange.formulas import guard

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
        """The link as a row, harmless in a spreadsheet."""
        return (guard(self.unit), guard(self.person), guard(self.email), self.address)


def make_link(unit: str, invitation: Invitation, address: str) -> InvitationLink:
    """Name whom a fresh link is for."""
    return InvitationLink(
        unit, invitation.person_name, invitation.person_email, address, invitation
    )


def write_csv(links: Sequence[InvitationLink]) -> str:
    """Write the links as CSV with a row of headings."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    writer.writerows(link.cells for link in links)
    return file.getvalue()


def write_lines(links: Sequence[InvitationLink]) -> str:
    """Write the links a line each with tabs between, to be pasted anywhere."""
    return "\n".join("\t".join(link.cells) for link in links)


def make_data_address(text: str) -> str:
    """Put a CSV text into an address of its own, so that no server keeps it.

    A mark at its beginning tells spreadsheets that it is UTF-8.
    """
    packed = base64.b64encode(f"\ufeff{text}".encode()).decode("ascii")
    return f"data:text/csv;charset=utf-8;base64,{packed}"
