"""Rows of invitations; of their tokens only the digests are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from meter.records import Invitation
from meter.storage.tables import invitations, people, responses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Select

INVITATION_COLUMNS = (
    invitations.c.id,
    responses.c.round_id,
    responses.c.unit_id,
    invitations.c.response_id,
    people.c.name,
    people.c.email,
    invitations.c.created_at,
    invitations.c.expires_at,
    invitations.c.revoked_at,
    invitations.c.first_used_at,
)
_INVITATIONS: Select[*tuple[Any, ...]] = select(*INVITATION_COLUMNS).select_from(
    invitations.join(responses).join(people)
)


def insert_invitation(
    connection: Connection, values: Mapping[str, Any], at: datetime
) -> int:
    """Insert an invitation; one that stands to the same person is revoked."""
    same = [
        invitations.c[name] == values[name] for name in ("response_id", "person_id")
    ]
    standing = update(invitations).where(*same, invitations.c.revoked_at.is_(None))
    connection.execute(standing.values(revoked_at=at))
    statement = invitations.insert().values(**values).returning(invitations.c.id)
    found: int = connection.execute(statement).scalar_one()
    return found


def find_invitation(
    connection: Connection, column: str, value: Any
) -> Invitation | None:
    """Find the invitation with this id or token digest."""
    query = _INVITATIONS.where(invitations.c[column] == value)
    row = connection.execute(query).one_or_none()
    return None if row is None else Invitation(*row)


def find_person(connection: Connection, invitation_id: int) -> int | None:
    """Find whom an invitation is to."""
    query = select(invitations.c.person_id).where(invitations.c.id == invitation_id)
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found


def list_invitations(connection: Connection, round_id: int) -> list[Invitation]:
    """List the newest invitation of each person to each response of a round."""
    newest = select(func.max(invitations.c.id)).group_by(
        invitations.c.response_id, invitations.c.person_id
    )
    query = _INVITATIONS.where(
        responses.c.round_id == round_id, invitations.c.id.in_(newest)
    )
    rows = connection.execute(query.order_by(invitations.c.id))
    return [Invitation(*row) for row in rows]


def update_invitation(
    connection: Connection, invitation_id: int, values: Mapping[str, Any]
) -> bool:
    """Change columns of an invitation; False if it is not there."""
    statement = update(invitations).where(invitations.c.id == invitation_id)
    return connection.execute(statement.values(**values)).rowcount == 1
