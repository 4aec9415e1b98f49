"""The sample workshop has somebody for each role, added once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.demo.staff import STAFF, add_sample_staff
from meter.fieldwork import accounts, rounds
from meter.workshops.members import list_members
from meter.workshops.workshops import draft_workshop
from tests.meter.conftest import at, instrument, owner, store

if TYPE_CHECKING:
    from datetime import datetime

    from instruments import Instrument
    from meter.records import Account
    from meter.storage import Store

__all__ = ["at", "instrument", "owner", "store"]


def test_each_role_is_filled_once(
    store: Store, owner: Account, instrument: Instrument, at: datetime
) -> None:
    made = draft_workshop(store, owner.id, "meet", "Meet", at=at)
    of = (store, owner.id)
    first = rounds.draft_round(
        *of, "first", "First", instrument, at=at, workshop_id=made.id
    )
    alone = rounds.draft_round(*of, "alone", "Alone", instrument, at=at)

    add_sample_staff(store, owner, alone, at)
    assert list_members(store, made) == []
    for _ in range(2):
        add_sample_staff(store, owner, first, at)

    roles = {one.role for one in list_members(store, made)}
    assert roles == {role for role, _, _ in STAFF}
    found = accounts.find_account_by_id(store, owner.id)
    assert found is not None
    assert found.administrator
