"""Writes of workshops, each prepared and called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork import accounts
from meter.workshops import members, workshops

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.records import Account
    from meter.records import Workshop as WorkshopObject
    from tests.meter.conftest import Workshop

    Write = Callable[[], object]


def _gather(workshop: Workshop) -> tuple[WorkshopObject, Account]:
    """Make a workshop of the organiser's, and somebody to name."""
    store, at = workshop.store, workshop.at
    gathered = workshops.draft_workshop(store, workshop.owner.id, "meet", "M", at=at)
    return gathered, accounts.add_account(store, "mia@example.org", "Mia", at)


def name_member(workshop: Workshop) -> Write:
    gathered, mia = _gather(workshop)
    return lambda: members.name_member(
        workshop.store, gathered, mia.email, "reviewer", workshop.owner, workshop.at
    )


def withdraw_member(workshop: Workshop) -> Write:
    gathered, mia = _gather(workshop)
    name = (workshop.store, gathered, mia.email, "reviewer")
    members.name_member(*name, workshop.owner, workshop.at)
    return lambda: members.withdraw_member(
        workshop.store, gathered, mia.id, workshop.owner, workshop.at
    )


def draft_workshop(workshop: Workshop) -> Write:
    return lambda: workshops.draft_workshop(
        workshop.store, workshop.owner.id, "meet", "Meet", at=workshop.at
    )


WORKSHOP_WRITES: dict[str, Callable[[Workshop], Write]] = {
    "members.name_member": name_member,
    "members.withdraw_member": withdraw_member,
    "workshops.draft_workshop": draft_workshop,
}
"""How each function about workshops that writes is prepared and called."""
