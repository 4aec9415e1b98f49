"""Staff of the sample workshop: one of each role, and nobody can sign in as them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import accounts, administration
from meter.workshops.members import name_member
from meter.workshops.workshops import find_workshop_of

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Account, Role, Round
    from meter.storage import Store

STAFF: tuple[tuple[Role, str, str], ...] = (
    ("co_organiser", "co.organiser@sample.example", "Sample co-organiser"),
    ("reviewer", "reviewer@sample.example", "Sample reviewer"),
    ("researcher", "researcher@sample.example", "Sample researcher"),
)


def add_sample_staff(
    store: Store, organiser: Account, asked: Round, at: datetime
) -> None:
    """Name somebody for each role in the workshop of a round, if it belongs to one.

    The organiser looks after the accounts too: who visits the demonstration signs in
    as them, and can make the others links to set a password.
    """
    if not organiser.administrator:
        administration.grant(store, organiser.id, at)
    workshop = find_workshop_of(store, asked)
    if workshop is None:
        return
    for role, email, name in STAFF:
        if accounts.find_account(store, email) is None:
            accounts.add_account(store, email, name, at)
            name_member(store, workshop, email, role, organiser, at)
