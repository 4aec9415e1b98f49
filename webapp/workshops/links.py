"""Fresh links of a workshop, shown this once: a list, a file, mails or letters."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from meter.exchange.formulas import guard_formula
from webapp.addresses import write_join_address
from webapp.mails import links as mails
from webapp.mails.phrases import Asker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meter.records import Account
    from meter.workshops.records import FreshLink

HEADINGS = ("round", "unit", "person", "email", "link")


@dataclass(frozen=True)
class WorkshopLink:
    """A fresh link with whom it is for.

    `mailed` is why it was not mailed, empty where it was; None where nobody asked.
    """

    fresh: FreshLink
    address: str
    mailed: str | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The link as a row, harmless in a spreadsheet."""
        of, guest = self.fresh, self.fresh.guest
        names = (of.round.title, of.unit.name, guest.name, guest.email)
        return (*(guard_formula(one) for one in names), self.address)


def make_links(fresh: Iterable[FreshLink]) -> list[WorkshopLink]:
    """Write the addresses of fresh links."""
    return [WorkshopLink(one, write_join_address(one.token)) for one in fresh]


def mail_all(links: Sequence[WorkshopLink], account: Account) -> list[WorkshopLink]:
    """Mail fresh links; each then tells what became of its mail."""
    by_round: dict[int, list[WorkshopLink]] = defaultdict(list)
    for one in links:
        by_round[one.fresh.round.id].append(one)
    told = []
    for some in by_round.values():
        letters = [
            mails.FreshLink(one.fresh.invitation, one.fresh.unit.name, one.address)
            for one in some
        ]
        asker = Asker(account.name, account.email)
        failures = mails.mail_links(some[0].fresh.round, asker, letters)
        told += [
            WorkshopLink(one.fresh, one.address, failure)
            for one, failure in zip(some, failures, strict=True)
        ]
    return told


def write_rows(links: Iterable[WorkshopLink]) -> str:
    """Write links as CSV with a row of headings."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    writer.writerows(one.cells for one in links)
    return file.getvalue()


def write_lines(links: Iterable[WorkshopLink]) -> str:
    """Write links a line each with tabs between, to be pasted anywhere."""
    return "\n".join("\t".join(one.cells) for one in links)
