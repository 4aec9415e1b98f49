"""Agreements: a focal point decides what the public may see of the unit.

Every decision is kept and the last one holds. A name that is taken back is gone from
every edition with the next request; figures without names stay as they were published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.fieldwork.access import get_locked, no_response
from meter.fieldwork.delegates import ensure_focal
from meter.publication.errors import AgreementChangedError
from meter.storage.repository import agreements as rows

if TYPE_CHECKING:
    from datetime import datetime

    from meter.publication.records import Agreement, PublicLevel
    from meter.records import Invitation
    from meter.storage import Connection, Store


def list_agreements(store: Store, response_id: int) -> list[Agreement]:
    """List all that a unit has decided, the first first."""
    with store.read() as connection:
        return rows.list_agreements(connection, response_id)


def agree(
    store: Store, invitation: Invitation, level: PublicLevel, seen: int, at: datetime
) -> None:
    """Keep what a focal point lets the public see; what stands already is no decision.

    Args:
        store: where it is kept.
        invitation: of the focal point.
        level: what the public may see.
        seen: the last decision that the focal point had before them, 0 for none.
        at: now.

    Raises:
        DelegateError: a focal point made the invitation.
        NotFoundError: the response is apart from the unit's.
        AgreementChangedError: somebody else has decided since.
    """
    ensure_focal(invitation)

    def job(connection: Connection) -> None:
        response = get_locked(connection, invitation.response_id)
        if response.is_apart:
            raise no_response(response.id)
        before = rows.list_agreements(connection, response.id)
        last = before[-1] if before else None
        if level == (last.level if last else "nothing"):
            return
        if last and last.id != seen:
            raise AgreementChangedError(last.who, last.at)
        who = invitation.person_name
        rows.add_agreement(connection, response.id, level, who, at)

    store.write(job)
